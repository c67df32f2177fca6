/** Files are written while shops acknowledge: neither may keep the other waiting for good (promise B12). */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Patience } from '../src/store/database.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { databases, makeFolder } from './databases.ts';
import { put, SELLER, say, seedListings, T0 } from './shop.ts';

/** As `store/sqlite.ts` has it. */
const PATIENCE_MS = 45;

describe('patient works on SQLite', () => {
  let database: Database;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const folder = await makeFolder();
    drop = folder.drop;
    database = await openSqlite(join(folder.path, 'test.db'));
  });
  afterEach(async () => {
    await database.close();
    await drop();
  });

  test('B12 each has its turn, in order, though others never stop waiting, and gives them their time in between', async () => {
    const begun: { at: number; name: string }[] = [];
    const work = (name: string) => async () => void begun.push({ at: performance.now(), name });
    let isOver = false;
    const other = async () => {
      while (!isOver) await database.write(work('other'));
    };
    const others = [other(), other(), other()];
    const names = ['first', 'second', 'third', 'fourth'];
    await Promise.all(names.map((name) => database.write(work(name), { patient: true })));
    isOver = true;
    await Promise.all(others);
    const turns = begun.filter(({ name }) => name !== 'other');
    expect(turns.map(({ name }) => name)).toEqual(names);
    const gaps = turns.slice(1).map(({ at }, place) => at - (turns[place]?.at as number));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PATIENCE_MS);
    const between = turns.slice(1).map((turn, place) => begun.indexOf(turn) - begun.indexOf(turns[place] as typeof turn));
    expect(Math.min(...between)).toBeGreaterThan(1);
  });

  test('B12 a patient reader lets others write first, and has its turn though they never stop', async () => {
    let isOver = false;
    const other = async () => {
      while (!isOver) await database.write(async () => {});
    };
    const others = [other(), other(), other()];
    const began = performance.now();
    for (let slice = 0; slice < 4; slice++) await database.read(async () => {}, { patient: true });
    const took = performance.now() - began;
    isOver = true;
    await Promise.all(others);
    expect(took).toBeGreaterThan(4 * (PATIENCE_MS - 5));
  });

  test('where nobody else waits there is no patience', async () => {
    const began = performance.now();
    await Promise.all(Array.from({ length: 100 }, () => database.write(async () => {}, { patient: true })));
    for (let slice = 0; slice < 100; slice++) await database.read(async () => {}, { patient: true });
    expect(performance.now() - began).toBeLessThan(100 * PATIENCE_MS);
  });
});

test.each(databases)('$name: a file and a look at all that waits are patient, an acknowledgement is not', async ({ open }) => {
  const seen: (Patience | undefined)[] = [];
  const t = await open((database) => ({
    ...database,
    read(work, options) {
      seen.push(options);
      return database.read(work, options);
    },
    write(work, options) {
      seen.push(options);
      return database.write(work, options);
    },
  }));
  await seedListings(t.engine, 1);
  seen.length = 0;
  await put(t.engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '7' }]);
  const patient = { patient: true };
  expect(seen.filter((options) => options !== undefined)).toEqual([patient]);
  seen.length = 0;
  await t.engine.surveyListings({ seller: SELLER, after: null, now: T0 });
  expect(seen).toEqual([patient]);
  seen.length = 0;
  await say(t.engine, 'success', 1, 1);
  expect(seen).toEqual([undefined]);
  await t.close();
});
