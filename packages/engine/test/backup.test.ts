/** Going back to a backup issues nothing twice and leaves nothing out (promise B9), and is done wholly or not at all. */
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { restoreFolder } from '../src/backup/restore.ts';
import { finishRestore, preparedFile } from '../src/backup/swap.ts';
import { verifyFile } from '../src/backup/verify.ts';
import type { Engine } from '../src/engine.ts';
import { folderOf } from '../src/folder.ts';
import { openFolderHere } from '../src/open.ts';
import { LARGEST } from '../src/sellers/counter.ts';
import { openFolder } from '../src/worker.ts';
import { databases, makeFolder, type TestEngine } from './databases.ts';
import {
  caller,
  codeOf,
  journalOf,
  put,
  report,
  SELLER,
  say,
  seedListings,
  setStock,
  ship,
  shipmentsWaiting,
  show,
  sql,
  T0,
  waiting,
} from './shop.ts';

const MILLION = 1_000_000;

describe.each(databases)('B9 raising on $name', ({ name, open }) => {
  let t: TestEngine;
  const raise = (by = MILLION) => t.engine.raiseNumbers({ by, now: T0 + 1000 });
  const counters = async (seller = SELLER) => {
    const rows = await sql<{ name: string; value: number }>(t.database, 'select name, value from counters where seller = :seller', {
      seller,
    });
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  };
  const versions = () => sql<{ version: number }>(t.database, 'select version from listings order by listing_id');
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 3); // each at version 2
    await put(t.engine, 'listings', [{ shop_no: 'S2', goods_id: 'unbound', spec_no: 'none' }]);
    await ship(t.engine, 'WAITS', '', 'SF1'); // 1
    await ship(t.engine, 'DONE', '', 'SF2'); // 2
    await ship(t.engine, 'FAILED', '', 'SF3'); // 3
    await ship(t.engine, 'SPLIT', 'a,b', 'SF4'); // 4, failed, but one of its sub-orders waits in 5
    await report(t.engine, 'success', 2);
    await report(t.engine, 'fail', 3);
    await report(t.engine, 'fail', 4);
    await ship(t.engine, 'SPLIT', 'a', 'SF5');
    await say(t.engine, 'success', 1, 2);
    await say(t.engine, 'fail', 2, 2);
    await t.engine.addSeller({ seller: 'bare', now: T0 });
  });
  afterAll(() => t.close());

  test('a number that would pass 2³¹ is refused, and so is none; nothing is changed', async () => {
    for (const by of [LARGEST - 4, 0, -1, 0.5, Number.NaN]) {
      await expect(raise(by)).rejects.toMatchObject({ code: 'input', message: expect.stringContaining('below 2³¹') });
    }
    expect(await versions()).toEqual([2, 2, 2, 0].map((version) => ({ version })));
    expect(await waiting(t.engine)).toEqual([3]);
  });

  test('every counter and every version rises; what is not final waits', async () => {
    const rows = (await journalOf(t.engine)).length;
    const before = await counters();
    expect(await raise()).toEqual({ listings: 4, requeued: 1, left: 1 });
    expect(await versions()).toEqual([2, 2, 2, 0].map((version) => ({ version: version + MILLION })));
    expect(await waiting(t.engine, T0 + 1000)).toEqual([1, 2, 3]);
    expect(await shipmentsWaiting(t.engine, T0 + 1000)).toEqual([1, 5, (before['shipment'] as number) + MILLION + 1]);
    expect(await counters()).toEqual({
      shop: 2 + MILLION,
      key: MILLION,
      order: MILLION,
      carrier: MILLION,
      stocktake: MILLION,
      rule: 1 + MILLION,
      suite: MILLION,
      warehouse: 2 + MILLION,
      item: (before['item'] as number) + MILLION,
      listing: 4 + MILLION,
      shipment: 5 + MILLION + 1,
      trade: (before['trade'] as number) + MILLION,
    });
    // What a seller had none of when the backup was made may have been issued since.
    const none = 'shop key warehouse item suite listing shipment trade order carrier stocktake'.split(' ').map((each) => [each, MILLION]);
    expect(await counters('bare')).toEqual({ ...Object.fromEntries(none), rule: 1 + MILLION });
    const added = (await journalOf(t.engine))
      .slice(rows)
      .map(({ pool, event, subject, effect }) => [pool, event, subject, effect].join(' '));
    expect(added.sort()).toEqual([
      'shipment created 1000006 pending',
      'shipment replaced 3 replaced',
      ...[1, 2, 3, 4].map((listing) => `stock changed ${listing} restore`),
    ]);
    const shops = await t.engine.pendingByShop({ seller: SELLER, now: T0 + 1000 });
    expect(shops).toMatchObject([
      { shopNo: 'S1', listings: 3, shipments: 3, shipmentsFailed: 1 },
      { shopNo: 'S2', listings: 1, shipments: 0 },
    ]);
  });

  test('S2 an acknowledgement of what was issued before, in the backup or after it, clears nothing', async () => {
    for (const version of [1, 2, 3, 77, MILLION]) await say(t.engine, 'success', 1, version);
    await say(t.engine, 'fail', 2, 2);
    await t.engine.cancelStock({ caller, listing: 3, version: -1, signedAt: T0 - 5000, now: T0 + 2000 });
    expect(await waiting(t.engine, T0 + 2000)).toEqual([1, 2, 3]);
    expect(await report(t.engine, 'success', 3)).toBe('settled');
    expect(await shipmentsWaiting(t.engine, T0 + 2000)).toContain(MILLION + 6);
    expect(await say(t.engine, 'success', 1, MILLION + 2)).toBe('cleared');
  });

  test('what is imported afterwards gets numbers never issued', async () => {
    await put(t.engine, 'listings', [{ shop_no: 'S1', goods_id: 'later', spec_no: 'A1' }]);
    expect(await show(t.engine, MILLION + 5)).toEqual({ version: 1, quantity: '10' });
  });

  test('a seller added afterwards may be one that the backup did not know: its numbers begin above what was raised', async () => {
    await seedListings(t.engine, 1, 'later');
    expect((await counters('later'))['listing']).toBe(MILLION + 1);
    const listed = (await t.engine.listSellers({})).map(({ seller, listings }) => `${seller} ${listings}`);
    expect(listed).toEqual(['bare 0', 'demo 5', 'later 1']);
  });

  test('a second restore raises further', async () => {
    await raise(7);
    const [fact] = await sql(t.database, "select value from facts where name = 'raised'");
    expect(fact).toEqual({ value: String(MILLION + 7) });
    expect((await versions())[0]).toEqual({ version: MILLION + 9 });
  });

  test('a database with tools of its own says so', async () => {
    if (name === 'PostgreSQL')
      await expect(t.engine.backup({ file: '/nowhere' })).rejects.toMatchObject({
        code: 'input',
        message: expect.stringContaining('pg_dump'),
      });
  });
});

describe('a data folder', () => {
  let path: string;
  let backup: string;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeFolder();
    path = join(made.path, 'data');
    backup = join(made.path, 'backup.db');
    drop = made.drop;
    await inFolder(async (engine) => {
      await seedListings(engine, 3);
      await say(engine, 'success', 1, 2);
      await engine.backup({ file: backup });
      await setStock(engine, 'A1', '20');
      await say(engine, 'success', 1, 3);
    });
  });
  afterEach(() => drop());

  const inFolder = async <T>(work: (engine: Engine) => Promise<T>): Promise<T> => {
    const { engine, close } = await openFolderHere(path);
    return work(engine).finally(close);
  };
  const versionOf = (listing: number) => inFolder((engine) => show(engine, listing));

  test('a backup is one file for its owner, whole, and holds neither key nor secret', async () => {
    const made = join(path, '..', 'more.db');
    const secret = 'a-secret-canary:salt-canary';
    await inFolder(async (engine) => {
      await engine.addKey({
        seller: SELLER,
        edition: 'flagship',
        appKey: 'app',
        secret,
        shops: null,
        allow: [],
        callsPerMinute: null,
        callsAtOnce: null,
        now: T0,
      });
      expect(await engine.backup({ file: made })).toEqual({ file: made, size: statSync(made).size });
    });
    expect(statSync(made).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..')).sort()).toEqual(['backup.db', 'data', 'more.db']);
    const text = readFileSync(made, 'latin1');
    for (const hidden of ['secret-canary', 'salt-canary', readFileSync(folderOf(path).key, 'latin1').trim()])
      expect(text.includes(hidden)).toBe(false);
    expect(verifyFile(made).differences).toEqual([]);
  });

  test('what is written while a backup is made goes on, and the backup is of one moment', async () => {
    const { engine, close } = await openFolder(path);
    const made = join(path, '..', 'busy.db');
    await setStock(engine, 'A2', '99'); // what it takes to write is loaded by now
    let done = false;
    const copying = engine.backup({ file: made }).finally(() => {
      done = true;
    });
    let written = 0;
    for (let next = 100; !done; next++) {
      await setStock(engine, 'A2', String(next));
      if (!done) written++;
    }
    await copying;
    await close();
    expect(written).toBeGreaterThan(3);
    expect(verifyFile(made)).toMatchObject({ differences: [], listings: 3 });
  });

  test('a file, or a part of one, that is there is not written over', async () => {
    writeFileSync(`${backup}2.part`, 'of another');
    await inFolder(async (engine) => {
      expect(await codeOf(engine.backup({ file: backup }))).toBe('exists');
      expect(await codeOf(engine.backup({ file: `${backup}2` }))).toBe('exists');
      expect(await codeOf(engine.backup({ file: join(path, 'no', 'such', 'folder.db') }))).toBe('store');
    });
    expect(readFileSync(`${backup}2.part`, 'utf8')).toBe('of another');
  });

  test('restored, everything waits above what was issued, and the database that was there is kept', async () => {
    const restored = await restoreFolder(path, backup, { now: T0 });
    expect(restored).toMatchObject({ raised: MILLION, listings: 3, kept: join(path, 'tongbu-replaced-20261110T020000Z.db') });
    expect(await versionOf(1)).toEqual({ version: MILLION + 2, quantity: '10' });
    expect(verifyFile(folderOf(path).database).differences).toEqual([]);
    expect(verifyFile(restored.kept as string).differences).toEqual([]);
    expect(statSync(folderOf(path).database).mode & 0o777).toBe(0o600);
    expect(readdirSync(path).filter((name) => /restor/.test(name))).toEqual([]);
  });

  test('the same backup restored again issues nothing that the first time issued', async () => {
    await restoreFolder(path, backup, { now: T0 });
    expect(await restoreFolder(path, backup, { now: T0 + 1000 })).toMatchObject({ raised: 2 * MILLION });
    expect(await versionOf(1)).toMatchObject({ version: 2 * MILLION + 2 });
    const later = join(path, '..', 'later.db');
    await inFolder((engine) => engine.backup({ file: later }));
    expect(await restoreFolder(path, later, { raise: 10, now: T0 + 2000 })).toMatchObject({ raised: 10 });
    expect(await versionOf(1)).toMatchObject({ version: 2 * MILLION + 12 });
  });

  test('what cannot be restored is refused, and the folder stays as it is', async () => {
    const { database, key } = folderOf(path);
    const before = readFileSync(database);
    const other = join(path, '..', 'other.db');
    const refused = (file: string, raise?: number) => codeOf(restoreFolder(path, file, { now: T0, ...(raise !== undefined && { raise }) }));
    expect(await refused(join(path, 'none.db'))).toBe('input');
    expect(await refused(backup, 2 ** 31)).toBe('input');
    writeFileSync(other, '');
    expect(await refused(other)).toBe('input');
    writeFileSync(other, 'no database at all, but long enough to look like one'.repeat(100));
    expect(await refused(other)).toBe('damaged');
    copyFileSync(backup, other);
    const newer = new DatabaseSync(other);
    newer.exec('insert into migrations (step) values (999)');
    newer.close();
    expect(await refused(other)).toBe('schemaNewer');
    writeFileSync(other, readFileSync(backup).fill(3, 20_000, 24_000));
    expect(await refused(other)).toBe('damaged');
    const right = readFileSync(key);
    writeFileSync(key, `${'0'.repeat(64)}\n`);
    expect(await refused(backup)).toBe('keyFile');
    rmSync(key);
    expect(await refused(backup)).toBe('keyFile');
    writeFileSync(key, right);
    expect(readFileSync(database)).toEqual(before);
    expect(readdirSync(path).filter((name) => /restor|replaced/.test(name))).toEqual([]);
    expect(await versionOf(1)).toEqual({ version: 3, quantity: '20' });
  });

  test('a folder whose server runs is refused', async () => {
    await inFolder(async () => {
      expect(await codeOf(restoreFolder(path, backup, { now: T0 }))).toBe('locked');
    });
  });

  test('killed anywhere, the next start finds the folder as it was or restored', async () => {
    const folder = folderOf(path);
    const { database } = folder;
    // Killed before the prepared file had its name: as it was.
    writeFileSync(join(path, 'tongbu-restoring.db'), 'half');
    writeFileSync(join(path, 'tongbu-restoring.db-wal'), 'half');
    expect(await versionOf(1)).toMatchObject({ version: 3 });
    // Killed after it had its name: restored by the next start, at whatever step of the exchange.
    const prepared = preparedFile(folder, '20261110T020000Z');
    const kept = join(path, 'tongbu-replaced-20261110T020000Z.db');
    await restoreFolder(path, backup, { now: T0 - 1000 });
    const whole = readFileSync(database);
    const steps = [
      () => {},
      () => renameSync(`${database}-wal`, `${kept}-wal`),
      () => copyFileSync(database, kept),
      () => rmSync(database),
    ];
    for (let step = 1; step <= steps.length; step++) {
      writeFileSync(database, 'the one that is replaced');
      writeFileSync(`${database}-wal`, 'its log');
      writeFileSync(prepared, whole);
      for (const act of steps.slice(0, step)) act();
      expect(await versionOf(1)).toEqual({ version: MILLION + 2, quantity: '10' });
      expect([existsSync(prepared), readFileSync(kept, 'utf8'), readFileSync(`${kept}-wal`, 'utf8')]).toEqual([
        false,
        'the one that is replaced',
        'its log',
      ]);
      for (const file of [kept, `${kept}-wal`]) rmSync(file);
    }
    expect(finishRestore(folder)).toBe(null);
  });
});
