/** Bearer tokens: shown once, found by what is kept of them, and of no use when revoked or expired. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, MINUTE, SELLER, seed, sql, T0 } from './shop.ts';

describe.each(databases)('tokens on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seed(t.engine);
    await seed(t.engine, 'other');
  });
  afterAll(() => t.close());

  const add = (name: string, rest: object = {}) =>
    t.engine.addToken({ seller: SELLER, name, role: 'operator', expiresAt: null, now: T0, ...rest });

  test('a token is 256 random bits, and only its digest is in the database', async () => {
    const token = await add('fresh');
    expect(token).toMatch(/^tb_[\w-]{43}$/);
    expect(await add('another')).not.toBe(token);
    const rows = JSON.stringify(await sql(t.database, 'select * from tokens'));
    expect(rows).not.toContain(token.slice(3));
    expect(rows).toMatch(/"digest":"[0-9a-f]{64}"/);
  });

  test('it names its seller and its role until it is revoked', async () => {
    const token = await add('shortlived', { role: 'viewer' });
    expect(await t.engine.findToken({ token, now: T0 })).toMatchObject({ seller: SELLER, name: 'shortlived', role: 'viewer' });
    await t.engine.revokeToken({ seller: SELLER, name: 'shortlived', now: T0 + 1 });
    expect(await t.engine.findToken({ token, now: T0 + 2 })).toBeNull();
    const again = await add('shortlived', { role: 'admin' });
    expect(await t.engine.findToken({ token, now: T0 + 3 })).toBeNull();
    expect(await t.engine.findToken({ token: again, now: T0 + 3 })).toMatchObject({ role: 'admin' });
  });

  test('it ends when it expires', async () => {
    const token = await add('until', { expiresAt: T0 + MINUTE });
    expect(await t.engine.findToken({ token, now: T0 + MINUTE - 1 })).not.toBeNull();
    expect(await t.engine.findToken({ token, now: T0 + MINUTE })).toBeNull();
  });

  test('when it was used last is known to the minute', async () => {
    const token = await add('used');
    const lastUse = async () => (await t.engine.listTokens({ seller: SELLER })).find(({ name }) => name === 'used')?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    for (const at of [T0, T0 + MINUTE - 1]) await t.engine.findToken({ token, now: at });
    expect(await lastUse()).toBe(T0);
    await t.engine.findToken({ token, now: T0 + MINUTE });
    expect(await lastUse()).toBe(T0 + MINUTE);
  });

  test('names are the seller’s own', async () => {
    await add('shared');
    await add('shared', { seller: 'other' });
    expect(await codeOf(add('shared'))).toBe('exists');
    await t.engine.revokeToken({ seller: 'other', name: 'shared', now: T0 });
    const mine = (await t.engine.listTokens({ seller: SELLER })).find(({ name }) => name === 'shared');
    expect(mine?.revokedAt).toBeNull();
  });

  test.each([
    ['a seller that does not exist', { seller: 'nobody' }, 'unknown'],
    ['a name of blanks', { name: ' ' }, 'input'],
    ['a role that does not exist', { role: 'owner' }, 'input'],
    ['an end in the past', { expiresAt: T0 }, 'input'],
  ])('refused: %s', async (_, rest, code) => {
    expect(await codeOf(add('refused', rest))).toBe(code);
    expect(await codeOf(t.engine.revokeToken({ seller: SELLER, name: 'refused', now: T0 }))).toBe('unknown');
  });
});
