/** People: invited by a link that is good once, found by a password or a session, and never left without an admin. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword, isPassword } from '../src/people/password.ts';
import { IDLE_MS, LONGEST_SESSION_MS } from '../src/people/sessions.ts';
import { LINK_MS } from '../src/people/setup-links.ts';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, MINUTE, SELLER, seed, sql, T0 } from './shop.ts';

const PASSWORD = 'three green lanterns';
const BROWSER = { address: '10.0.0.1', agent: 'Firefox' };

describe.each(databases)('people on $name', ({ open }) => {
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seed(t.engine);
    await seed(t.engine, 'other');
  });
  afterAll(() => t.close());

  const link = async (name: string | null, now = T0, seller = SELLER) => (await t.engine.makeSetupLink({ seller, name, now })).token;
  const use = (
    token: string,
    { name = null, password = PASSWORD, now = T0 }: { name?: string | null; password?: string; now?: number } = {},
  ) => t.engine.useSetupLink({ token, name, password, ...BROWSER, now });
  const add = (name: string, role: 'viewer' | 'operator' | 'admin' = 'viewer', seller = SELLER) =>
    t.engine.invitePerson({ seller, name, role, now: T0 });
  /** Adds somebody who has chosen {@link PASSWORD}. @returns their session */
  const join = async (name: string, role: 'viewer' | 'operator' | 'admin' = 'viewer') => {
    const { token } = await add(name, role);
    return (await use(token)) as string;
  };
  const find = (token: string | null, now = T0) => t.engine.findSession({ token: token as string, ...BROWSER, now });
  const signIn = (name: string, password = PASSWORD, rest: { seller?: string | null; now?: number } = {}) =>
    t.engine.signIn({ seller: SELLER, name, password, ...BROWSER, noteFailure: true, now: T0, ...rest });
  const person = async (name: string) => (await t.engine.listPeople({ seller: SELLER })).find((each) => each.name === name);

  test('the first admin chooses a name and a password by a link that is good once', async () => {
    expect(await t.engine.sellersWithoutAdmin({})).toEqual([SELLER, 'other']);
    const token = await link(null);
    expect(token).toMatch(/^tl_[\w-]{43}$/);
    expect(await t.engine.findSetupLink({ token, now: T0 })).toEqual({ seller: SELLER, name: null, expiresAt: T0 + LINK_MS });
    expect(await codeOf(use(token))).toBe('input');
    const session = await use(token, { name: 'root' });
    expect(await find(session)).toMatchObject({ seller: SELLER, name: 'root', role: 'admin', language: null });
    expect(await use(token, { name: 'again' })).toBeNull();
    expect(await codeOf(link(null))).toBe('exists');
    expect(await t.engine.sellersWithoutAdmin({})).toEqual(['other']);
  });

  test('nothing that opens anything is in the database: no password, no session, no link', async () => {
    const session = await join('stored');
    const token = await link('stored');
    const rows = JSON.stringify(
      await Promise.all(['people', 'sessions', 'setup_links', 'audit'].map((name) => sql(t.database, `select * from ${name}`))),
    );
    for (const secret of [PASSWORD, session.slice(3), token.slice(3)]) expect(rows).not.toContain(secret);
    expect(rows).toMatch(/"password":"scrypt\$16\$1\$1\$[\w-]{22}\$[\w-]{43}"/);
  });

  test('a link ends after a day, with the next one, and with its person', async () => {
    await add('linked');
    const first = await link('linked');
    const second = await link('linked');
    expect(await use(first)).toBeNull();
    expect(await use(second, { now: T0 + LINK_MS })).toBeNull();
    expect(await use(second, { now: T0 + LINK_MS - 1 })).not.toBeNull();
    const third = await link('linked');
    await t.engine.changePerson({ seller: SELLER, name: 'linked', change: { disabled: true }, now: T0 });
    expect(await use(third)).toBeNull();
    expect(await codeOf(link('linked'))).toBe('input');
  });

  test('of two who use a link at once, one has it; one that was refused for its password is good still', async () => {
    await add('raced');
    const token = await link('raced');
    expect(await codeOf(use(token, { password: 'too short' }))).toBe('input');
    const used = await Promise.all([use(token), use(token)]);
    expect(used.filter((session) => session !== null).length).toBe(1);
  });

  test.each([
    ['11 characters', 'lanterns 11'],
    ['four different ones', 'abcdabcdabcd'],
    ['the name in it', 'I am Margarethe!'],
    ['257 characters', 'lanterns '.repeat(30).slice(0, 257)],
  ])('a password is refused, and not repeated: %s', async (_, password) => {
    await add('margarethe').catch(() => {});
    const refused = await use(await link('margarethe'), { password }).catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'input' });
    expect((refused as Error).message).not.toContain(password);
  });

  test('a password is right however its letters are composed', async () => {
    await add('composed');
    await use(await link('composed'), { password: 'Zo\u0065\u0301 läuft ｗeit' });
    expect(await signIn('composed', 'Zo\u00e9 läuft weit')).not.toBeNull();
  });

  test('signing in opens a session; wrong seller, name, password or a disabled person open none', async () => {
    await join('anna');
    expect(await find(await signIn('anna'))).toMatchObject({ name: 'anna', expiresAt: T0 + IDLE_MS });
    for (const [name, password, seller] of [
      ['anna', `${PASSWORD}.`, SELLER],
      ['anna', PASSWORD, 'other'],
      ['anna', PASSWORD, 'nobody'],
      ['anna', PASSWORD, null],
      ['nobody', PASSWORD, SELLER],
    ] as const)
      expect(await signIn(name, password, { seller })).toBeNull();
    await add('invited');
    expect(await signIn('invited', '')).toBeNull();
    await t.engine.changePerson({ seller: SELLER, name: 'anna', change: { disabled: true }, now: T0 });
    expect(await signIn('anna')).toBeNull();
  });

  test('a session ends when it is idle, when it is old, when it is ended, and with its person', async () => {
    const session = await join('bert');
    expect(await find(session, T0 + IDLE_MS - 1)).not.toBeNull();
    expect(await find(session, T0 + 2 * IDLE_MS - 1)).toBeNull();
    const kept = await signIn('bert');
    for (let now = T0; now < T0 + LONGEST_SESSION_MS; now += IDLE_MS - MINUTE) expect(await find(kept, now)).not.toBeNull();
    expect(await find(kept, T0 + LONGEST_SESSION_MS)).toBeNull();
    const ended = await signIn('bert');
    await t.engine.endSessions({ seller: 'other', person: null, session: null, except: null, now: T0 });
    const { session: id } = (await find(ended)) as { session: string };
    await t.engine.endSessions({ seller: SELLER, person: 'bert', session: id, except: null, now: T0 });
    expect(await find(ended)).toBeNull();
    const last = await signIn('bert');
    await t.engine.changePerson({ seller: SELLER, name: 'bert', change: { disabled: true }, now: T0 });
    await t.engine.changePerson({ seller: SELLER, name: 'bert', change: { disabled: false }, now: T0 });
    expect(await find(last)).toBeNull();
  });

  test('where and when a session was used last is known to the minute', async () => {
    const token = await join('clara');
    const seen = async () => (await t.engine.listSessions({ seller: SELLER, person: 'clara', now: T0 + 2 * MINUTE }))[0];
    const at = (now: number, address: string) => t.engine.findSession({ token, address, agent: 'x'.repeat(1000), now });
    await at(T0 + MINUTE - 1, '10.0.0.2');
    expect(await seen()).toMatchObject({ ...BROWSER, seenAt: T0, createdAt: T0 });
    await at(T0 + MINUTE, '10.0.0.3');
    expect(await seen()).toMatchObject({ address: '10.0.0.3', agent: 'x'.repeat(300), seenAt: T0 + MINUTE });
  });

  test('a person changes the password who knows the present one, and stays signed in here alone', async () => {
    const here = await join('dora');
    const elsewhere = await signIn('dora');
    const open = await link('dora');
    const { session } = (await find(here)) as { session: string };
    const change = (old: string, password: string) =>
      t.engine.changePassword({ seller: SELLER, name: 'dora', old, password, session, address: '', now: T0 });
    expect(await change('not this one at all', 'four red lanterns')).toBe('wrong');
    expect(await find(elsewhere)).not.toBeNull();
    expect(await change(PASSWORD, 'four red lanterns')).toBe('changed');
    expect([await find(here), await find(elsewhere), await use(open)]).toEqual([expect.anything(), null, null]);
    expect([await signIn('dora'), await signIn('dora', 'four red lanterns')]).toEqual([null, expect.any(String)]);
  });

  test('the operator of the machine sets a password without the old one; all sessions end', async () => {
    const session = await join('emil');
    await t.engine.setPassword({ seller: SELLER, name: 'emil', password: 'five blue lanterns', now: T0 });
    expect(await find(session)).toBeNull();
    expect(await signIn('emil', 'five blue lanterns')).not.toBeNull();
    expect(await codeOf(t.engine.setPassword({ seller: SELLER, name: 'none', password: PASSWORD, now: T0 }))).toBe('unknown');
  });

  test('the last admin keeps the role, and two who would take it from each other at once do not both succeed', async () => {
    const change = (name: string, rest: object) => t.engine.changePerson({ seller: SELLER, name, change: rest, now: T0 });
    await add('waits', 'admin'); // invited only: cannot give rights to anybody yet
    for (const rest of [{ role: 'viewer' }, { disabled: true }]) expect(await change('root', rest)).toBe('lastAdmin');
    expect(await person('root')).toMatchObject({ role: 'admin', disabledAt: null });
    await join('second', 'admin');
    const done = await Promise.all([change('root', { role: 'operator' }), change('second', { disabled: true })]);
    expect(done.sort()).toEqual(['changed', 'lastAdmin']);
    for (const name of ['root', 'second']) await change(name, { role: 'admin', disabled: false });
    expect(await codeOf(change('nobody', { role: 'admin' }))).toBe('unknown');
    expect(await codeOf(change('root', { language: 'de' }))).toBe('input');
  });

  test('names are the seller’s own', async () => {
    await add('shared');
    await add('shared', 'admin', 'other');
    expect(await codeOf(add('shared'))).toBe('exists');
    expect(await person('shared')).toMatchObject({ role: 'viewer', passwordAt: null });
    expect(await codeOf(add(' '))).toBe('input');
    expect(await codeOf(add('x', 'owner' as never))).toBe('input');
    expect(await codeOf(add('x', 'viewer', 'nobody'))).toBe('unknown');
  });

  test('the audit says who did what, the newest first, and with a verb in its transaction', async () => {
    await join('zoe');
    const read = (rest: object = {}) => t.engine.readAudit({ seller: SELLER, actor: null, action: null, before: null, limit: 50, ...rest });
    await signIn('zoe');
    await signIn('zoe', 'wrong');
    await signIn('who is this', 'wrong');
    const [nobody, failed, good, set] = await read();
    expect(nobody).toMatchObject({ actor: 'nobody', action: 'signInFailed', subject: '', at: T0, address: '10.0.0.1' });
    expect(failed).toMatchObject({ actor: 'person:zoe', action: 'signInFailed' });
    expect(good).toMatchObject({ actor: 'person:zoe', action: 'signIn' });
    expect(set).toMatchObject({ actor: 'person:zoe', action: 'passwordByLink', address: '10.0.0.1' });
    const noted = { seller: SELLER, at: T0, actor: 'person:zoe', action: 'pauseShop', subject: 'S1', detail: '', address: '' };
    const input = { seller: SELLER, shopNo: 'S1', paused: true };
    await t.engine.audited({ noted, verb: 'pauseShop', input });
    expect(await codeOf(t.engine.audited({ noted, verb: 'pauseShop', input: { ...input, shopNo: 'none' } }))).toBe('unknown');
    expect((await read({ actor: 'person:zoe', action: 'pauseShop' })).length).toBe(1);
    const all = await read({ actor: 'person:zoe' });
    expect(await read({ actor: 'person:zoe', before: all[1]?.id, limit: 2 })).toEqual(all.slice(2, 4));
    expect((await read({ action: 'signInFailed' })).every(({ action }) => action === 'signInFailed')).toBe(true);
    expect(await read({ seller: 'other' })).toMatchObject([{ actor: 'nobody', action: 'signInFailed' }]);
    const actors = await t.engine.auditActors({ seller: SELLER });
    expect(actors.slice(0, 2)).toEqual(['person:zoe', 'nobody']);
    expect(new Set(actors).size).toBe(actors.length);
    expect(await t.engine.auditActors({ seller: 'other' })).toEqual(['nobody']);
  });
});

test.each(databases)('B9 after a restore on $name nobody is signed in, and no link is good', async ({ open }) => {
  const t = await open();
  await seed(t.engine);
  const { token } = await t.engine.makeSetupLink({ seller: SELLER, name: null, now: T0 });
  const session = (await t.engine.useSetupLink({ token, name: 'root', password: PASSWORD, ...BROWSER, now: T0 })) as string;
  const { token: link } = await t.engine.makeSetupLink({ seller: SELLER, name: 'root', now: T0 });
  await t.engine.raiseNumbers({ by: 1000, now: T0 });
  expect(await t.engine.findSession({ token: session, ...BROWSER, now: T0 })).toBeNull();
  expect(await t.engine.findSetupLink({ token: link, now: T0 })).toBeNull();
  const again = await t.engine.signIn({ seller: SELLER, name: 'root', password: PASSWORD, ...BROWSER, noteFailure: true, now: T0 });
  expect(again).not.toBeNull();
  await t.close();
});

test('a password costs 32 MiB and three passes unless told otherwise; where there is none the same work is done', async () => {
  const kept = await hashPassword(PASSWORD);
  expect(kept).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  const took = async (stored: string | null) => {
    const before = performance.now();
    expect(await isPassword(PASSWORD, stored)).toBe(stored !== null);
    return performance.now() - before;
  };
  // What else the machine does can only make it longer.
  const some = Math.min(await took(kept), await took(kept), await took(kept));
  const none = await took(null);
  expect(none).toBeGreaterThan(some / 3);
});
