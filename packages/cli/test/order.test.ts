/** `tongbu order`, run as a person runs it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, SHOP, type TestFolder, tongbu } from './harness.ts';

let folder: TestFolder;
const run = (...args: string[]) => tongbu([...args, '--data', folder.data]);
const order = async (...args: string[]) => {
  const { code, stdout, stderr } = await run('order', ...args);
  return code === 0 ? stdout.trimEnd() : `${code} ${stderr.trimEnd()}`;
};

const FILES = {
  shops: 'shop_no,is_split_shipping\nweb,1\nmini,0\n',
  warehouses: SHOP.warehouses,
  items: SHOP.items,
  levels: SHOP.levels,
  carriers: 'logistics_no,logistics_name,logistics_type\nSF,顺丰速运,8\nTC,同城跑腿,\n',
  orders: `shop_no,tid,oid,spec_no,num,price,trade_status,receivable,buyer_nick,receiver_name
web,T1,a,A1,2,10,30,35,云中鹤,何静
web,T1,b,A2,1,15,30,35,云中鹤,何静
web,T2,c,A3,1,9,10,9,云中鹤,何静
web,T3,d,X9,1,9,30,9,云中鹤,何静
`,
};

beforeAll(async () => {
  folder = await makeFolder();
  await run('seller', 'add', 'demo');
  for (const [kind, text] of Object.entries(FILES)) {
    const { code, stderr } = await run('import', kind, await folder.file(`${kind}.csv`, text));
    expect({ kind, code, stderr }).toEqual({ kind, code: 0, stderr: '' });
  }
}, 180_000);
afterAll(() => folder.remove());

test('split, ship a part, merge, pay, close: each says what it did', async () => {
  expect(await order('split', '1', '--oid', 'a=1')).toBe('trade 1 is split; the new trade is 4');
  expect(await order('merge', '4', '1')).toBe('trades 4, 1 leave together as trade 1');
  const ship = ['ship', 'T1', '--oid', 'a', '--carrier', 'SF', '--number', 'SF1', '--number', 'SF2'];
  expect(await order(...ship)).toBe('trade 5 is shipped; the shop is told by shipment 1');
  expect(await order(...ship)).toBe('trade 5 has left just so before; nothing is changed');
  expect(JSON.parse(await order('ship', '--trade', '5', '--carrier', 'TC', '--number', 'TC1', '--json'))).toEqual({
    trade: 5,
    effect: 'corrected',
    shipments: [2],
  });
  expect(await order('ship', 'T2', '--carrier', 'SF', '--number', 'SF3')).toBe('2 tongbu: trade 2 is not paid');
  expect(await order('pay', 'T2')).toBe('order T2 is paid');
  expect(await order('pay', 'T2')).toBe('order T2 was paid before');
  expect(await order('close', 'T2')).toBe('order T2 is closed; what was reserved for it is free');
  expect(await order('close', 'T2')).toBe('order T2 was closed before');
}, 180_000);

test('show tells where the pieces are, which trades there are, and what the shop is told', async () => {
  const lines = (await order('show', 'T1')).split('\n');
  expect(lines[0]).toBe('order T1 of shop web: toShip, payment paid, partly; 35 to pay');
  expect(lines[1]).toBe('云中鹤 → 何静');
  expect(lines).toContainEqual(expect.stringMatching(/^a {10}A1 {5}toShip {2}none {9}2 {5}0 {8}2 {8}0$/));
  expect(lines).toContainEqual(expect.stringMatching(/^5 {6}shipped \S+ \S+ +HZ +TC +TC1 +a × 2$/));
  expect(lines).toContainEqual(expect.stringMatching(/^2 +pending +TC \(unmapped\) +TC1 +a$/));
  expect(lines).toContainEqual(expect.stringMatching(/order 1 +ship +shipped +operator +T1: trade 5, a × 2, SF SF1 SF2$/));
  expect(await order('show', 'T3')).toContain('? X9');
  expect(JSON.parse(await order('show', 'T1', '--json'))).toMatchObject({
    tid: 'T1',
    progress: 'partly',
    shipments: [{ state: 'replaced' }, { state: 'pending' }],
  });
}, 180_000);

test('what is asked wrongly is told, and changes nothing', async () => {
  expect(await order('show', 'none')).toBe('2 tongbu: order "none" does not exist');
  expect(await order('ship', '--carrier', 'SF', '--number', 'X')).toBe('2 tongbu: name either an order, or a trade with --trade');
  expect(await order('split', '1', '--oid', 'b=two')).toBe('2 tongbu: "b=two" is no sub-order with a number of pieces, such as 1001=2');
  expect(await order('ship', 'T1', '--oid', 'b=2', '--carrier', 'SF', '--number', 'X')).toBe(
    '2 tongbu: sub-order b: 2 pieces are more than the 1 open in trade 1',
  );
}, 180_000);
