/** What is answered is durable (B1), and any store error is a failure that changes nothing (B10). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '../src/error.ts';
import { statement } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { caller, codeOf, MINUTE, say, seedListings, setStock, show, sql, T0, waiting } from './shop.ts';

describe.each(databases)('errors of the store on $name', ({ name, open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 6);
    await sql(
      t.database,
      name === 'SQLite'
        ? "create trigger no_row before insert on journal when new.actor = 'broken' or new.detail = 'broken' begin select raise(abort, 'disk full'); end"
        : "alter table journal add constraint no_row check (actor <> 'broken' and detail <> 'broken')",
    );
  });
  afterAll(() => t.close());

  const acknowledge = (listing: number, actor = caller.actor) =>
    t.engine.acknowledgeStock({
      caller: { ...caller, actor },
      items: [{ listing, outcome: 'success', version: 2, quantity: null, message: '' }],
      signedAt: T0,
      now: T0,
    });

  test('B1 a commit is durable before it is answered: the setting, read back from the connection that writes', async () => {
    if (name === 'SQLite') {
      expect(await sql(t.database, 'pragma synchronous')).toEqual([{ synchronous: 2 }]);
      expect(await sql(t.database, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    } else expect(await sql(t.database, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  });

  test('B1 what was answered is there after a restart, and what was refused is not', async () => {
    await setStock(t.engine, 'A6', '66');
    await say(t.engine, 'fail', 6, 3);
    await t.restart();
    expect(await show(t.engine, 6)).toEqual({ version: 3, quantity: '66' });
    expect(await waiting(t.engine, T0 + MINUTE - 1)).not.toContain(6);
  });

  test('B10 where the store refuses one element of a batch, none is applied', async () => {
    const tables = () =>
      Promise.all(['listings', 'pool_counts', 'journal'].map((table) => sql(t.database, `select * from ${table} order by 1, 2, 3`)));
    const before = await tables();
    const items = [1, 2, 3, 4].map((listing) => ({
      listing,
      outcome: 'success' as const,
      version: 2,
      quantity: null,
      message: listing === 4 ? 'broken' : '',
    }));
    expect(await codeOf(t.engine.acknowledgeStock({ caller, items, signedAt: T0, now: T0 }))).toBe('store');
    expect(await tables()).toEqual(before);
  });

  test('B10 an error of the store in one work rejects that one, and leaves its neighbours in the same commit alone', async () => {
    const works = [acknowledge(1), acknowledge(2, 'broken'), acknowledge(3), acknowledge(4, 'broken'), acknowledge(5)];
    const settled = await Promise.allSettled(works);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    for (const one of settled) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'EngineError', code: 'store' });
    }
    expect(await waiting(t.engine, T0 + MINUTE)).toEqual([2, 4, 6]);
    const [count] = await sql<{ pending: number }>(t.database, "select pending from pool_counts where pool = 'stock'");
    expect(count?.pending).toBe(3);
  });

  test('B10 after the error is gone the same request repeated is accepted', async () => {
    expect(await codeOf(acknowledge(2, 'broken'))).toBe('store');
    expect(await acknowledge(2)).toEqual([{ effect: 'cleared', quantityDiffers: false }]);
  });

  test('B10 an element that the store refuses undoes the whole request, so that a repeat settles it', async () => {
    const items = [4, 6].map((listing) => ({ listing, outcome: 'success' as const, version: listing / 2, quantity: null, message: '' }));
    expect(await codeOf(t.engine.acknowledgeStock({ caller: { ...caller, actor: 'broken' }, items, signedAt: T0, now: T0 }))).toBe('store');
    expect(await waiting(t.engine, T0 + MINUTE)).toEqual([4, 6]);
  });

  test('B10 a statement that the database does not understand is an error of the store', async () => {
    expect(await codeOf(sql(t.database, 'select nothing from nowhere'))).toBe('store');
    expect(await codeOf(t.database.read(async (session) => session.query(statement('select nothing from nowhere'))))).toBe('store');
    expect(await waiting(t.engine, T0 + MINUTE)).toEqual([4, 6]);
  });

  test.runIf(name === 'PostgreSQL')('B10 a connection that breaks within a work fails that work, and nothing else ends by it', async () => {
    expect(await codeOf(sql(t.database, 'select pg_terminate_backend(pg_backend_pid())'))).toBe('store');
    expect(await waiting(t.engine, T0 + MINUTE)).toEqual([4, 6]);
  });

  test('B10 what a work throws of its own reaches its caller as it is, with nothing written', async () => {
    const own = new EngineError('input', 'not this');
    const work = t.database.write(async (session) => {
      await session.query(statement("update listings set quantity = '999'"));
      throw own;
    });
    await expect(work).rejects.toBe(own);
    expect((await show(t.engine, 6))?.quantity).toBe('66');
  });

  test('a name without a value is a mistake, not a NULL', async () => {
    await expect(sql(t.database, 'select :missing as value')).rejects.toBeInstanceOf(TypeError);
  });

  test('a read cannot write', async () => {
    const work = t.database.read(async (session) => session.query(statement("update listings set quantity = '999'")));
    expect(await codeOf(work)).toBe('store');
  });
});
