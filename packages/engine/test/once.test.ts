/** A write under an idempotency key is done once, and its answer is kept with what it did. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../src/engine.ts';
import { KEPT_MS } from '../src/once.ts';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, report, SELLER, seed, ship, sql, T0 } from './shop.ts';
import { watched } from './watch.ts';

describe.each(databases)('idempotency keys on $name', ({ open }) => {
  let t: TestEngine;
  let failAt = '';
  beforeAll(async () => {
    t = await open((database) =>
      watched(database, ({ sqlite }) => {
        if (failAt !== '' && sqlite.startsWith(failAt)) throw new Error('pulled the plug');
      }),
    );
    await seed(t.engine);
  });
  afterAll(() => t.close());

  const requeue = (engine: Engine, key: string, shipment: number, rest: object = {}) =>
    engine.once({
      ...{ seller: SELLER, token: 'ci', key, digest: `requeue ${shipment}`, now: T0 },
      ...{ verb: 'requeueShipment', input: { seller: SELLER, shipment, actor: 'operator:ci', now: T0 } },
      ...rest,
    });
  const failed = async (tid: string) => {
    await ship(t.engine, tid, '', `Z-${tid}`);
    const { rows } = await t.engine.listShipments({
      ...{ seller: SELLER, state: 'pending', shopNo: null, tid, trackingNumber: null, cursor: null, limit: 1, now: T0 },
    });
    const shipment = rows[0]?.shipment as number;
    await report(t.engine, 'fail', shipment);
    return shipment;
  };
  const countOf = async (tid: string) => (await sql(t.database, 'select * from shipments where tid = :tid', { tid })).length;

  test('the same key again gets the first answer and does nothing', async () => {
    const shipment = await failed('same');
    const first = await requeue(t.engine, 'k1', shipment, { note: 'made up' });
    expect(first).toMatchObject({ state: 'new', note: 'made up', value: expect.any(Number) });
    await t.restart();
    expect(await requeue(t.engine, 'k1', shipment, { note: 'another' })).toEqual({ ...first, state: 'kept' });
    expect(await countOf('same')).toBe(2);
  });

  test('many at once with one key: one does it, all get its answer', async () => {
    const shipment = await failed('many');
    const answers = await Promise.all(Array.from({ length: 8 }, () => requeue(t.engine, 'k2', shipment)));
    expect(new Set(answers.map((answer) => 'value' in answer && answer.value)).size).toBe(1);
    expect(answers.filter(({ state }) => state === 'new').length).toBe(1);
    expect(await countOf('many')).toBe(2);
  });

  test('another request under the key is told apart, and does nothing', async () => {
    const [one, two] = [await failed('one'), await failed('two')];
    await requeue(t.engine, 'k3', one);
    expect(await requeue(t.engine, 'k3', two)).toEqual({ state: 'other' });
    expect(await countOf('two')).toBe(1);
    expect(await requeue(t.engine, 'k3', two, { token: 'another token' })).toMatchObject({ state: 'new' });
  });

  test('what the verb did and its answer are written together or not at all', async () => {
    const shipment = await failed('plug');
    failAt = 'update answers';
    await expect(requeue(t.engine, 'k4', shipment)).rejects.toThrow('pulled the plug');
    failAt = '';
    expect(await countOf('plug')).toBe(1);
    expect(await requeue(t.engine, 'k4', shipment)).toMatchObject({ state: 'new', value: expect.any(Number) });
  });

  test('a verb that refuses leaves the key free', async () => {
    const bad = { verb: 'pauseShop', input: { seller: SELLER, shopNo: 'none', paused: true } };
    expect(await codeOf(requeue(t.engine, 'k5', 0, bad))).toBe('unknown');
    expect(await requeue(t.engine, 'k5', 0, { verb: 'pauseShop', input: { seller: SELLER, shopNo: 'S2', paused: true } })).toMatchObject({
      state: 'new',
      value: true,
    });
  });

  test('an answer is kept for a day, sealed', async () => {
    const shipment = await failed('day');
    await requeue(t.engine, 'k6', shipment, { note: 'a-secret-in-an-answer' });
    expect(JSON.stringify(await sql(t.database, 'select * from answers'))).not.toContain('a-secret-in-an-answer');
    expect(await requeue(t.engine, 'k6', shipment, { now: T0 + KEPT_MS })).toMatchObject({ state: 'kept' });
    expect(await requeue(t.engine, 'k6', shipment, { now: T0 + KEPT_MS + 1 })).toMatchObject({ state: 'new', value: null });
    expect((await sql(t.database, 'select * from answers')).length).toBe(1);
  });

  test('work of several transactions is begun, then kept; until then it is known to be under way', async () => {
    const which = { seller: SELLER, token: 'ci', key: 'k7', digest: 'd', now: T0 + 2 * KEPT_MS };
    expect(await t.engine.beginOnce(which)).toMatchObject({ state: 'new' });
    await t.restart();
    expect(await t.engine.beginOnce(which)).toEqual({ state: 'begun' });
    expect(await t.engine.beginOnce({ ...which, digest: 'e' })).toEqual({ state: 'other' });
    await t.engine.endOnce({ ...which, value: { changed: 3 } });
    expect(await t.engine.beginOnce(which)).toEqual({ state: 'kept', value: { changed: 3 }, note: null });
  });
});
