/** Requests that overwrite are applied once (promise B2): the same one again gets the first answer and changes nothing. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { once, type SignedRequest } from '../src/sellers/applied.ts';
import { statement } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { SELLER, sql, T0 } from './shop.ts';

describe.each(databases)('requests that overwrite, on $name', ({ open }) => {
  let t: TestEngine;
  let used = 0;
  beforeAll(async () => {
    t = await open();
    await t.engine.addSeller({ seller: SELLER, now: T0 });
    await t.engine.addSeller({ seller: 'other', now: T0 });
  });
  afterAll(() => t.close());

  const signed = (expiresAt = T0 + 120_000): SignedRequest => ({ signature: `flagship:app:${++used}`, expiresAt });
  const add = statement('insert into facts (seller, name, value) values (:seller, :name, :value)');

  /** Applies a request whose effect is a row of its own, named after it; how often it was worked on is counted. */
  let worked = 0;
  const apply = (request: SignedRequest | null, value: string, { seller = SELLER, now = T0, fail = false } = {}) =>
    t.database.write((session) =>
      once(session, request, { seller, at: now, actor: 'flagship:app', pool: 'stock', signedAt: T0, event: 'count' }, async () => {
        worked++;
        await session.run(add, { seller, name: `effect ${worked}`, value });
        if (fail) throw new RangeError('no');
        return { value, lines: [1, 2] };
      }),
    );
  const effects = async (value: string, seller = SELLER) =>
    (await sql(t.database, 'select name from facts where seller = :seller and value = :value', { seller, value })).length;
  const kept = (signature: string) => sql(t.database, 'select * from applied where signature = :signature', { signature });

  test('the same again gives the first answer, whatever it would give now, and one row of the journal', async () => {
    const request = signed();
    expect(await apply(request, 'first')).toEqual({ value: 'first', lines: [1, 2] });
    const before = await sql<{ n: number }>(t.database, 'select count(*) as n from journal');
    expect(await apply(request, 'second')).toEqual({ value: 'first', lines: [1, 2] });
    await t.restart();
    expect(await apply(request, 'third', { now: T0 + 60_000 })).toEqual({ value: 'first', lines: [1, 2] });
    expect([await effects('first'), await effects('second'), await effects('third')]).toEqual([1, 0, 0]);
    const rows = await sql<{ event: string; effect: string; subject: null }>(
      t.database,
      'select event, effect, subject from journal order by seq',
    );
    expect(rows.slice(before[0]?.n)).toEqual(Array(2).fill({ event: 'count', effect: 'repeated', subject: null }));
  });

  test('of the same request many times at once, one is applied', async () => {
    const request = signed();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => apply(request, `at once ${i}`)));
    expect(new Set(answers.map(({ value }) => value)).size).toBe(1);
    const applied = await Promise.all(answers.map((_, i) => effects(`at once ${i}`)));
    expect(applied.reduce((sum, n) => sum + n)).toBe(1);
  });

  test('what failed was not applied: it leaves nothing, and may come again', async () => {
    const request = signed();
    await expect(apply(request, 'failing', { fail: true })).rejects.toThrow();
    expect([await effects('failing'), (await kept(request.signature)).length]).toEqual([0, 0]);
    expect(await apply(request, 'failing')).toMatchObject({ value: 'failing' });
    expect(await effects('failing')).toBe(1);
  });

  test('another seller with the same signature is another request', async () => {
    const request = signed();
    expect(await apply(request, 'mine')).toMatchObject({ value: 'mine' });
    expect(await apply(request, 'theirs', { seller: 'other' })).toMatchObject({ value: 'theirs' });
  });

  test('what nobody signed is always done', async () => {
    await apply(null, 'operator');
    await apply(null, 'operator');
    expect(await effects('operator')).toBe(2);
  });

  test('closed windows are forgotten in passing, open ones are kept', async () => {
    const closed = Array.from({ length: 150 }, () => signed(T0 + 1000));
    for (const request of closed) await apply(request, 'closing');
    const open = signed(T0 + 300_000);
    await apply(open, 'staying');
    for (let i = 0; i < 2; i++) await apply(signed(T0 + 300_000), 'later', { now: T0 + 1001 });
    const left = await sql(t.database, 'select signature from applied where expires_at <= :now', { now: T0 + 1001 });
    expect([left.length, (await kept(open.signature)).length]).toEqual([0, 1]);
  });

  test('in whatever order requests come, and however often, each is applied once and answered alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }), async (order) => {
        const requests = Array.from({ length: 5 }, () => signed());
        const first = new Map<number, unknown>();
        const before = worked;
        for (const which of order) {
          const answer = await apply(requests[which] as SignedRequest, `run ${worked}`);
          expect(answer).toEqual(first.get(which) ?? answer);
          first.set(which, answer);
        }
        expect(worked - before).toBe(new Set(order).size);
      }),
      { numRuns: 15 },
    );
  });
});
