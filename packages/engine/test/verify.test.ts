/** A database is held against its journal, its levels and its counts; whatever does not agree is told. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyFile } from '../src/backup/verify.ts';
import { folderOf } from '../src/folder.ts';
import { openFolderHere } from '../src/open.ts';
import { makeFolder } from './databases.ts';
import { caller, codeOf, keyFor, put, report, SELLER, say, seedListings, setStock, ship, T0 } from './shop.ts';

let made: Awaited<ReturnType<typeof makeFolder>>;
let file: string;
beforeAll(async () => {
  made = await makeFolder();
  file = folderOf(made.path).database;
  const { engine, close } = await openFolderHere(made.path);
  await seedListings(engine, 4);
  await put(engine, 'listings', [{ shop_no: 'S2', goods_id: 'unbound', spec_no: 'none' }]);
  await say(engine, 'success', 1, 2, { quantity: '9' });
  await say(engine, 'success', 2, 1);
  await say(engine, 'fail', 2, 2);
  await say(engine, 'success', 99, 1);
  await engine.cancelStock({ caller, listing: 3, version: 2, signedAt: T0, now: T0 });
  // One that does not see the listing leaves it alone, and the journal must not say otherwise.
  await engine.cancelStock({ caller: await keyFor(engine, ['S2']), listing: 4, version: -1, signedAt: T0 + 9000, now: T0 });
  // One that never had a version has no row that tells when it came.
  await engine.cancelStock({ caller, listing: 5, version: -1, signedAt: T0, now: T0 });
  await setStock(engine, 'A4', '11', T0 + 5000);
  for (const tid of ['T1', 'T2', 'T3', 'T4']) await ship(engine, tid, tid === 'T4' ? 'a,b' : '', `SF-${tid}`);
  await report(engine, 'retry', 1);
  await report(engine, 'success', 2);
  await report(engine, 'fail', 3);
  await engine.requeueShipment({ seller: SELLER, shipment: 3, actor: 'operator', now: T0 });
  await engine.cancelShipment({ seller: SELLER, shipment: 4, actor: 'operator', now: T0 });
  await engine.addSeller({ seller: '另一家', now: T0 });
  await close();
});
afterAll(() => made.drop());

/** What is found in a copy after a change that no verb would make. */
function verifyAfter(change: string, most?: number) {
  const copy = join(made.path, 'changed.db');
  copyFileSync(file, copy);
  const connection = new DatabaseSync(copy);
  connection.exec(change);
  connection.close();
  return verifyFile(copy, most);
}

test('a database that only verbs have written agrees with itself', () => {
  const balances = [{ seller: SELLER, shop: 1, created: 5, pending: 2, done: 1, failed: 0, cancelled: 1, replaced: 1 }];
  expect(verifyFile(file)).toEqual({ sellers: 2, listings: 5, shipments: 5, balances, rows: 25, differences: [], more: 0 });
});

const of = `seller "${SELLER}", `;
test.each([
  ['a version', 'update listings set version = 7 where listing_id = 1', `${of}listing 1: version is 7, the journal says 2`],
  [
    'an acknowledgement that no row tells of',
    'update listings set acknowledged = 3 where listing_id = 4',
    `${of}listing 4: acknowledged is 3, the journal says 0`,
  ],
  ['a delay', 'update listings set retry_at = 5 where listing_id = 2', `${of}listing 2: retryAt is 5, the journal says ${T0 + 60_000}`],
  [
    'a listing that was never bound',
    'update listings set version = 1 where listing_id = 5',
    `${of}listing 5: version is 1, the journal says 0`,
  ],
  ['a listing that is gone', 'delete from listings where listing_id = 2', `${of}listing 2: is in the journal, but not in the pool`],
  ['a level', "update levels set stock_num = '500' where item_id = 2", `${of}listing 2: quantity is 10, levels and rule come to 500`],
  ['a rule', 'update rules set percent = 50', `${of}listing 1: quantity is 10, levels and rule come to 5`],
  ['a state', "update shipments set state = 'done' where shipment_id = 1", `${of}shipment 1: state is "done", the journal says "pending"`],
  [
    'the content of a shipment',
    "update shipments set tracking_number = 'X' where shipment_id = 2",
    `${of}shipment 2: tracking_number is "X", the journal says "SF-T2"`,
  ],
  ['a shipment that is gone', 'delete from shipments where shipment_id = 4', `${of}shipment 4: is in the journal, but not in the pool`],
  [
    'a shipment from nowhere',
    "update journal set subject = 44 where event = 'created' and subject = 4",
    `${of}shipment 4: is in the pool, but not in the journal`,
  ],
  [
    'a row that is gone',
    "delete from journal where effect = 'cleared, quantity differs'",
    `${of}listing 1: acknowledged is 2, the journal says 0`,
  ],
  [
    'a count',
    "update pool_counts set pending = 9 where pool = 'stock' and shop_id = 1",
    `${of}shop 1: the count of pending stock is 9, there are 2`,
  ],
  [
    'a count that is missing',
    "delete from pool_counts where pool = 'differs'",
    `${of}shop 1: the count of results with another quantity is 0, there are 1`,
  ],
  ['a counter', "update counters set value = 2 where name = 'shipment'", `${of}shipment numbers: 2 were issued, but there is shipment 5`],
  [
    'a counter beyond the wire',
    "update counters set value = 3000000000 where name = 'trade'",
    `${of}trade numbers: 3000000000 were issued, the wire holds 2147483647`,
  ],
])('%s is found', (_, change, difference) => {
  expect(verifyAfter(change).differences).toContain(difference);
});

test('a listing that a changed rule has not come to yet is right as it is', () => {
  const change = 'update rules set percent = 50, revision = revision + 1';
  const fanOut = `insert into fan_outs values ('${SELLER}', 'rules', 0, '[]', 2, 'import', 'rule', 0)`;
  const behind = (listing: number) => `${of}listing ${listing}: rule is 1 (revision 1), by the rules it is 1 (revision 2)`;
  expect(verifyAfter(change).differences).toEqual([1, 2, 3, 4].map(behind));
  expect(verifyAfter(`${change}; ${fanOut}`).differences).toEqual([1, 2].map(behind)); // it has passed them
});

test('a listing that a changed level has not come to yet is right as it is', () => {
  const change = "update levels set stock_num = '500' where item_id = 2";
  const fanOut = (item: number, after: number) =>
    `insert into fan_outs values ('${SELLER}', 'level', ${item}, '[1]', ${after}, 'import', 'level', 0)`;
  expect(verifyAfter(`${change}; ${fanOut(2, 1)}`).differences).toEqual([]);
  const wrong = `${of}listing 2: quantity is 10, levels and rule come to 500`;
  expect(verifyAfter(`${change}; ${fanOut(2, 2)}`).differences).toEqual([wrong]);
  expect(verifyAfter(`${change}; ${fanOut(3, 0)}`).differences).toEqual([wrong]);
});

test('many differences are counted, the first of them told', () => {
  const { differences, more } = verifyAfter('update listings set acknowledged = acknowledged + 100', 2);
  expect([differences.length, more]).toEqual([2, 4]); // five listings, and the count of those that wait
});

test('what is no database of ours is refused', async () => {
  const other = join(made.path, 'other.db');
  new DatabaseSync(other).exec('create table t (x)');
  expect(await codeOf(Promise.resolve().then(() => verifyFile(other)))).toBe('input');
  expect(await codeOf(Promise.resolve().then(() => verifyFile(join(made.path, 'none.db'))))).toBe('input');
});
