/** App keys: what they may call, and secrets that are replaced while clients go on calling. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Credential, NewKey } from '../src/sellers/keys.ts';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, MINUTE, SELLER, seed, sql, T0 } from './shop.ts';

const FREE = { shops: null, allow: [], callsPerMinute: null, callsAtOnce: null };
const by = { actor: 'operator:ada' };

describe.each(databases)('app keys on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seed(t.engine);
    await seed(t.engine, 'other');
  });
  afterAll(() => t.close());

  const named = (appKey: string) => ({ seller: SELLER, edition: 'enterprise' as const, appKey });
  const add = (appKey: string, rest: Partial<NewKey> = {}) =>
    t.engine.addKey({ ...named(appKey), ...FREE, secret: 'first-secret', now: T0, ...rest });
  const rotate = (appKey: string, secret: string, until: number | null, now = T0) =>
    t.engine.rotateKey({ ...named(appKey), ...by, secret, until, now });
  async function credential(appKey: string): Promise<Credential> {
    const found = await t.engine.findCredential(named(appKey));
    if (found.found !== 'key') throw new Error(`no key ${appKey}`);
    return found.credential;
  }
  const told = async (appKey: string) => (await t.engine.listKeys({ seller: SELLER })).find((key) => key.appKey === appKey);
  const journalled = async (appKey: string) => {
    const rows = await t.engine.readJournal({ seller: SELLER, before: null, limit: 1000 });
    return rows.filter(({ pool, detail }) => pool === 'key' && JSON.parse(detail).key === appKey).reverse();
  };

  test('a key may call every interface, or those that were named', async () => {
    await add('all');
    await add('few', { interfaces: ['logistics_sync_query', 'logistics_sync_ack'] });
    expect((await credential('all')).interfaces).toBeNull();
    expect((await credential('few')).interfaces).toEqual(['logistics_sync_query', 'logistics_sync_ack']);
    expect(await codeOf(add('none', { interfaces: [] }))).toBe('input');
    expect(await codeOf(add('odd', { interfaces: ['a,b'] }))).toBe('input');
  });

  test('its rights are said anew, what is left out stays, and the journal says who', async () => {
    await add('rights', { allow: ['10.0.0.0/8'], callsPerMinute: 9 });
    const say = (rights: object) => t.engine.setKeyRights({ ...named('rights'), ...by, rights, now: T0 });
    expect(await say({ interfaces: ['shop'], shops: ['S2'], warehouses: ['W1'] })).toMatchObject({
      ...{ interfaces: ['shop'], shops: ['S2'], warehouses: ['W1'], allow: ['10.0.0.0/8'], callsPerMinute: 9, callsAtOnce: null },
    });
    expect(await say({ interfaces: null, callsPerMinute: null, callsAtOnce: 3 })).toMatchObject({
      ...{ interfaces: null, shops: ['S2'], warehouses: ['W1'], allow: ['10.0.0.0/8'], callsPerMinute: null, callsAtOnce: 3 },
    });
    expect(await say({ shops: null, warehouses: null, allow: [] })).toMatchObject({ shops: null, warehouses: null, allow: [] });
    const rows = await journalled('rights');
    expect(rows.map(({ event, effect, actor }) => `${event} ${effect} ${actor}`)).toEqual(Array(3).fill('rights changed operator:ada'));
    expect(JSON.parse(rows[1]?.detail as string)).toEqual({
      ...{ edition: 'enterprise', key: 'rights', interfaces: null, callsPerMinute: null, callsAtOnce: 3 },
    });
  });

  test.for([
    ['a shop that there is not', { shops: ['S2', 'nowhere'] }, 'unknown'],
    ['a warehouse that there is not', { warehouses: ['nowhere'] }, 'unknown'],
    ['no network', { allow: ['10.0.0.0/33'] }, 'input'],
    ['no interface', { interfaces: [] }, 'input'],
  ] as const)('rights with %s change nothing', async ([name, rights, code]) => {
    const appKey = `wrong ${name}`;
    await add(appKey, { shops: ['S1'], interfaces: ['shop'] });
    const before = await told(appKey);
    const input = { ...named(appKey), ...by, rights: rights as object, now: T0 };
    expect(await codeOf(t.engine.setKeyRights(input))).toBe(code);
    expect(await told(appKey)).toEqual(before);
    expect(await journalled(appKey)).toEqual([]);
  });

  test('a new secret stands beside the one before it, until it is ended', async () => {
    await add('turned');
    expect(await rotate('turned', 'second-secret', null, T0 + 1)).toMatchObject({ until: null, ended: false });
    expect(await credential('turned')).toMatchObject({
      ...{
        secret: 'second-secret',
        previousSecret: 'first-secret',
        rotatedAt: T0 + 1,
        previous: { since: T0, until: null, usedAt: null },
      },
    });
    expect(await t.engine.endPreviousSecret({ ...named('turned'), ...by, now: T0 + 2 })).toBe(true);
    expect(await credential('turned')).toMatchObject({ secret: 'second-secret', previousSecret: null, previous: null });
    expect(await t.engine.endPreviousSecret({ ...named('turned'), ...by, now: T0 + 3 })).toBe(false);
    expect((await journalled('turned')).map(({ event, effect }) => `${event} ${effect}`)).toEqual(['rotate rotated', 'end-secret ended']);
  });

  test('or until a moment, after which a third may come; never three at once', async () => {
    await add('timed');
    await rotate('timed', 'second-secret', T0 + MINUTE);
    expect(await codeOf(rotate('timed', 'third-secret', null, T0 + MINUTE - 1))).toBe('exists');
    expect((await credential('timed')).secret).toBe('second-secret');
    await rotate('timed', 'third-secret', null, T0 + MINUTE);
    expect(await credential('timed')).toMatchObject({ secret: 'third-secret', previousSecret: 'second-secret' });
  });

  test('or is ended at once, where it was lost', async () => {
    await add('lost');
    expect(await rotate('lost', 'second-secret', T0)).toMatchObject({ until: null, ended: true });
    expect(await credential('lost')).toMatchObject({ secret: 'second-secret', previousSecret: null });
  });

  test('a disabled key, a secret of no use and the same one again are refused', async () => {
    await add('refused');
    expect(await codeOf(rotate('refused', 'short', null))).toBe('input');
    expect(await codeOf(rotate('refused', 'first-secret', null))).toBe('input');
    expect(await codeOf(rotate('nobody', 'second-secret', null))).toBe('unknown');
    await t.engine.disableKey({ ...named('refused'), now: T0 });
    expect(await codeOf(rotate('refused', 'second-secret', null))).toBe('input');
    await add('refused', { secret: 'brought-back' });
    expect(await credential('refused')).toMatchObject({ secret: 'brought-back', previousSecret: null });
  });

  test('added again, a key has one secret', async () => {
    await add('again', { interfaces: ['shop'] });
    await rotate('again', 'second-secret', null);
    await t.engine.disableKey({ ...named('again'), now: T0 });
    await add('again', { secret: 'third-secret', now: T0 + MINUTE });
    expect(await credential('again')).toMatchObject({
      ...{ secret: 'third-secret', previousSecret: null, previous: null, interfaces: null, rotatedAt: T0 + MINUTE, usedAt: null },
    });
  });

  test('which secret was used last is told of each', async () => {
    await add('used');
    const note = async (since: number, at: number, now = at) => {
      const { key } = await credential('used');
      await t.engine.noteKeyUses({ uses: [{ seller: SELLER, key, since, at }], now });
    };
    await note(T0, T0 + 5);
    await rotate('used', 'second-secret', T0 + MINUTE, T0 + 10);
    expect(await told('used')).toMatchObject({ usedAt: null, previous: { usedAt: T0 + 5 } });
    await note(T0, T0 + 20);
    await note(T0 + 10, T0 + 30);
    await note(T0 + 10, T0 + 29); // late: what is noted stays
    expect(await told('used')).toMatchObject({ usedAt: T0 + 30, previous: { usedAt: T0 + 20 } });
    await note(T0 + 10, T0 + 2 * MINUTE);
    expect(await told('used')).toMatchObject({ usedAt: T0 + 2 * MINUTE, previous: null }); // has run out
  });

  test('no secret is stored or journalled as it is', async () => {
    await add('sealed', { secret: 'canary-one' });
    await rotate('sealed', 'canary-two', null);
    const rows = [await sql(t.database, 'select * from app_keys'), await sql(t.database, 'select * from journal')];
    expect(JSON.stringify(rows)).not.toContain('canary');
    expect(JSON.stringify(await t.engine.listKeys({ seller: SELLER }))).not.toContain('canary');
  });

  test("another seller's key is not touched", async () => {
    await add('shared');
    await t.engine.addKey({ ...named('shared'), ...FREE, seller: 'other', secret: 'theirs-alone', now: T0 });
    await rotate('shared', 'second-secret', null);
    const found = await t.engine.findCredential({ ...named('shared'), seller: 'other' });
    expect(found).toMatchObject({ credential: { secret: 'theirs-alone', previousSecret: null } });
  });
});
