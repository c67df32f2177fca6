/** Who may do what is not changed by a command without a row in the audit, on the same terms as through the management API. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../src/engine.ts';
import { byCommand } from '../src/people/by-command.ts';
import { databases, type TestEngine } from './databases.ts';
import { codeOf, SELLER, seed, T0 } from './shop.ts';

const SECRET = 'canary-s3cr3t:canary-5alt';
const PASSWORD = 'canary correct horse battery';
const key = { edition: 'flagship', appKey: 'app' } as const;
const who = { ...key, actor: 'operator' };
const added = { ...key, secret: SECRET, shops: null, allow: [], callsPerMinute: null, callsAtOnce: null };

/** verb, input, and the row it leaves: action, subject, detail */
const RIGHTS: [verb: keyof Engine, input: object, action: string, subject: string, detail: string][] = [
  ['addSeller', {}, 'addSeller', 'made', ''],
  ['addKey', added, 'addKey', 'flagship app', ''],
  ['setKeyRights', { ...who, rights: { callsPerMinute: 60 } }, 'setKeyRights', 'flagship app', '{"callsPerMinute":60}'],
  ['rotateKey', { ...who, secret: 'canary-0ther:canary-5alt', until: null }, 'rotateKey', 'flagship app', ''],
  ['endPreviousSecret', who, 'endPreviousSecret', 'flagship app', ''],
  [
    'rotateKey',
    { ...who, secret: 'canary-th1rd:canary-5alt', until: T0 + 1 },
    'rotateKey',
    'flagship app',
    `until ${new Date(T0 + 1).toISOString()}`,
  ],
  ['disableKey', key, 'disableKey', 'flagship app', ''],
  ['addToken', { name: 'ci', role: 'operator', expiresAt: null }, 'addToken', 'ci', 'operator'],
  ['revokeToken', { name: 'ci' }, 'revokeToken', 'ci', ''],
  ['makeSetupLink', { name: null }, 'linkPerson', '', ''],
  ['invitePerson', { name: 'Li', role: 'viewer' }, 'invitePerson', 'Li', 'viewer'],
  ['setPassword', { name: 'Li', password: PASSWORD }, 'passwordChanged', 'Li', ''],
  ['changePerson', { name: 'Li', change: { role: 'operator', disabled: true } }, 'changePerson', 'Li', 'operator, disabled'],
];

describe.each(databases)('commands that change rights on $name', ({ open }) => {
  let t: TestEngine;
  let engine: Engine;
  beforeAll(async () => {
    t = await open();
    await seed(t.engine);
    engine = byCommand(t.engine, 'li');
  });
  afterAll(() => t.close());

  const call = (verb: keyof Engine, input: object, seller: string) =>
    (engine[verb] as (input: object) => Promise<unknown>)({ seller, now: T0, ...input });
  const rows = (seller: string) => t.engine.readAudit({ seller, actor: null, action: null, before: null, limit: 100 });

  test('each leaves one row that names who ran it, and no secret, password or token', async () => {
    const given: unknown[] = [];
    for (const [verb, input] of RIGHTS) given.push(await call(verb, input, 'made'));
    const told = (await rows('made')).reverse();
    const told4 = told.map(({ actor, action, subject, detail }) => [actor, action, subject, detail]);
    expect(told4).toEqual(RIGHTS.map(([, , ...row]) => ['command:li', ...row]));
    expect(told.every(({ at, address }) => at === T0 && address === '')).toBe(true);
    expect(JSON.stringify(told)).not.toContain('canary');
    const token = given[RIGHTS.findIndex(([verb]) => verb === 'addToken')] as string;
    expect(token).toMatch(/^tb_/);
    expect(JSON.stringify(told)).not.toContain(token);
  });

  test('what is refused leaves none, and has done nothing', async () => {
    const before = await rows(SELLER);
    expect(await codeOf(call('revokeToken', { name: 'none' }, SELLER))).toBe('unknown');
    expect(await codeOf(call('addSeller', {}, SELLER))).toBe('exists');
    expect(await rows(SELLER)).toEqual(before);
  });

  test('reading leaves none', async () => {
    const before = await rows(SELLER);
    expect(await engine.listSellers({})).toEqual(await t.engine.listSellers({}));
    expect(await rows(SELLER)).toEqual(before);
  });
});
