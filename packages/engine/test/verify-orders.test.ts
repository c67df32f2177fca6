/** What levels reserve is held against orders; whatever does not agree is told. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyFile } from '../src/backup/verify.ts';
import { folderOf } from '../src/folder.ts';
import { openFolderHere } from '../src/open.ts';
import { makeFolder, type TestEngine } from './databases.ts';
import { openShop } from './orders.ts';

let made: Awaited<ReturnType<typeof makeFolder>>;
let file: string;
beforeAll(async () => {
  made = await makeFolder();
  file = folderOf(made.path).database;
  const { engine, close } = await openFolderHere(made.path);
  const shop = await openShop({ engine } as TestEngine, 'demo', { is_split_shipping: '1' });
  await shop.push({
    tid: 'T',
    subOrders: [
      { oid: 'a', count: '2' },
      { oid: 'b', specNo: 'A2', count: '3' },
    ],
  });
  await shop.push({ tid: 'U', state: 'unpaid', subOrders: [{ oid: 'c', specNo: 'A3' }] });
  await shop.ship('T', [{ oid: 'b', num: '1' }], 'N1');
  await engine.countStock({
    ...{ caller: { seller: 'demo', key: null, actor: 'operator' }, warehouseNo: 'W1', scope: 'all', whole: false, create: false },
    lines: ['A1', 'A4', 'none'].map((specNo) => ({ specNo, counted: '100', defective: false, remark: '' })), // as booked, or unknown
    ...{ outerNo: null, remark: '', request: null, signedAt: null, now: shop.who.now },
  });
  await shop.push({ tid: 'V', subOrders: [{ oid: 'd', specNo: 'A4', count: '5' }] });
  await shop.put('levels', [{ spec_no: 'A4', warehouse_no: 'W1', order_num: '2' }]);
  await engine.closeOrder({ ...shop.who, tid: 'V' }); // gives back no more than the 2 that are there
  await close();
});
afterAll(() => made.drop());

/** What is found in a copy after a change that no verb would make. */
function differencesAfter(change: string): string[] {
  const copy = join(made.path, 'changed.db');
  copyFileSync(file, copy);
  const connection = new DatabaseSync(copy);
  connection.exec(change);
  connection.close();
  return verifyFile(copy).differences.map((text) => text.replace('seller "demo", ', ''));
}

test('what orders reserve agrees with them, whoever else sets a level', () => {
  expect(verifyFile(file).differences).toEqual([]);
});

test.each([
  [
    'a reservation that fell behind',
    `update levels set others = '{"order_num":"1"}' where item_id = 1`,
    ['item 1 in warehouse 1: order_num is 1, open trades come to 2'],
  ],
  [
    'a reservation without an order',
    `delete from trade_lines where oid = 'c'`,
    ['item 3 in warehouse 1: unpay_num is 1, open trades come to 0'],
  ],
  [
    'an order without its reservation',
    'delete from levels where item_id = 2',
    ['item 2 in warehouse 1: order_num is 0, open trades come to 2'],
  ],
  [
    'more in trades than a sub-order has',
    `update trade_lines set num = '4' where oid = 'b' and trade_id = 3`,
    ['sub-order b: 3 pieces, but its trades hold more'],
  ],
  [
    'a number that was never issued',
    "update counters set value = 0 where name = 'order'",
    ['order numbers: 0 were issued, but there is order 3'],
  ],
])('%s', (_, change, wanted) => {
  expect(differencesAfter(change)).toEqual(wanted);
});
