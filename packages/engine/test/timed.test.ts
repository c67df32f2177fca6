/** A verb tells where its time went to whoever asks, and does what it does anyway. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_STEPS, monotonicMs, type TimedStep, timed } from '../src/timed.ts';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, SELLER, seed, T0 } from './shop.ts';

describe.each(databases)('a timed verb on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seed(t.engine);
  });
  afterAll(() => t.close());

  const ask = async (verb: string, input: object) => {
    const began = monotonicMs();
    const { value, steps } = await t.engine.timed({ verb, input });
    return { value, steps, began, ended: monotonicMs() };
  };
  const names = (steps: TimedStep[]) => steps.map(({ name }) => name);

  test('gives what the verb gives; a read waited and read', async () => {
    const { value, steps } = await ask('listSellers', {});
    expect(value).toEqual(await t.engine.listSellers({}));
    expect(names(steps)).toEqual(['wait', 'read']);
  });

  test('a write waited, wrote, and was committed, one after the other and all of it within the call', async () => {
    const { steps, began, ended } = await ask('addToken', { seller: SELLER, name: 'ci', role: 'viewer', expiresAt: null, now: T0 });
    expect(names(steps)).toEqual(['wait', 'write', 'commit']);
    const times = [began, ...steps.flatMap(({ from, to }) => [from, to]), ended];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((await t.engine.listTokens({ seller: SELLER })).map(({ name }) => name)).toContain('ci');
  });

  test('one that refuses is refused the same, and has done nothing', async () => {
    expect(await codeOf(t.engine.timed({ verb: 'revokeToken', input: { seller: SELLER, name: 'none', now: T0 } }))).toBe('unknown');
    expect(await codeOf(t.engine.timed({ verb: 'noVerb', input: {} }))).toBe('input');
  });

  test('one of very many transactions tells of the first', async () => {
    const context = { database: t.database, vault: null as never, tally: null as never };
    const run = async ({ database }: typeof context) => {
      for (let i = 0; i < MOST_STEPS; i++) await database.read(async () => i);
      return 'done';
    };
    const { value, steps } = await timed(context, { verb: 'any', input: {} }, run as never);
    expect([value, steps.length]).toEqual(['done', MOST_STEPS]);
  });
});
