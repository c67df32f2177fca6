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

test('list: by shop, state, progress and time, a page at a time; approve and refund say what they did', async () => {
  const tids = async (...args: string[]) =>
    JSON.parse(await order('list', '--json', ...args)) as { orders: { tid: string }[]; next: string | null };
  const listed = async (...args: string[]) => (await tids(...args)).orders.map(({ tid }) => tid).join(' ');
  expect(await listed()).toBe('T1 T2 T3');
  expect(await listed('--shop', 'mini')).toBe('');
  expect(await listed('--state', 'refunded')).toBe('T2');
  expect(await listed('--progress', 'partly')).toBe('T1');
  expect(await listed('--unknown-goods')).toBe('T3');
  expect(await listed('--since', '1d')).toBe('T1 T2 T3');
  expect(await listed('--since', '2100-01-01')).toBe('');
  const first = await tids('--limit', '2');
  expect(await listed('--limit', '2', '--cursor', first.next as string)).toBe('T3');
  const { stdout, stderr } = await run('order', 'list', '--limit', '2');
  expect(stdout).toMatch(/^ORDER +SHOP +STATE .*\nT1 +web +toShip +paid +partly +2 +- +35 +云中鹤 +\S+ \S+\nT2 +web +refunded /);
  expect(stderr).toMatch(/^there may be more: --cursor \S+\n$/);
  expect(await order('list', '--since', 'yesterday')).toMatch(/^2 tongbu: "yesterday" is no moment such as 2026-11-11/);
  expect(await order('approve', '1', '3')).toBe('2 of 2 approved');
  expect(await order('approve', '1')).toBe('0 of 1 approved; 1 had been before');
  expect(await order('refund', 'T1', '--oid', 'b')).toBe('1 pieces of order T1 are refunded; what was reserved for them is free');
  expect(await order('refund', 'T1', '--oid', 'b')).toBe('2 tongbu: sub-order b of order T1 has nothing open');
  expect(await order('approve', '99')).toBe('2 tongbu: trade 99 does not exist');
}, 180_000);

test('carriers: the unmapped ones with what waits; mapping one corrects it', async () => {
  const carrier = async (...args: string[]) => {
    const { code, stdout, stderr } = await run('carrier', ...args);
    return code === 0 ? stdout.trimEnd() : `${code} ${stderr.trimEnd()}`;
  };
  expect(await carrier('list', '--unmapped')).toMatch(/^CARRIER .*\nTC +同城跑腿 +none +no +works +1$/);
  expect(await carrier('map', 'TC', '35')).toMatch(/^carrier TC is mapped to 35 \S+; 1 parcels that wait are corrected$/);
  expect((await carrier('list')).split('\n').at(-1)).toMatch(/^TC +同城跑腿 +35 \S+ +no +works +-$/);
  expect(JSON.parse(await order('show', 'T1', '--json'))).toMatchObject({
    shipments: [{ state: 'replaced' }, { state: 'replaced', carrier: { type: -1 } }, { state: 'pending', carrier: { type: 35 } }],
  });
  expect(await carrier('map', 'TC')).toBe('2 tongbu: name either a type, or --none');
  expect(await carrier('map', 'XX', '35')).toBe('2 tongbu: seller "demo" has no carrier "XX"; import carriers first');
  expect(await carrier('map', 'TC', '--none')).toBe('carrier TC is mapped to none');
  expect(JSON.parse(await carrier('list', '--unmapped', '--json'))).toMatchObject([{ code: 'TC', type: null, waiting: 0 }]);
}, 180_000);

test('what is asked wrongly is told, and changes nothing', async () => {
  expect(await order('show', 'none')).toBe('2 tongbu: order "none" does not exist');
  expect(await order('ship', '--carrier', 'SF', '--number', 'X')).toBe('2 tongbu: name either an order, or a trade with --trade');
  expect(await order('split', '3', '--oid', 'b=two')).toBe('2 tongbu: "b=two" is no sub-order with a number of pieces, such as 1001=2');
  expect(await order('ship', 'T3', '--oid', 'd=2', '--carrier', 'SF', '--number', 'X')).toBe(
    '2 tongbu: sub-order d: 2 pieces are more than the 1 open in trade 3',
  );
}, 180_000);
