/**
 * Every route, whoever asks: its definition is whole, its roles hold for tokens and for people, a session counts for our own page alone, it
 * shows one seller only, and it answers what it says. A route without a sample fails.
 */
import type { Role } from '@tongbu/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openapi, problemsOf } from '../../src/manage/openapi.ts';
import { PROBLEMS } from '../../src/manage/problem.ts';
import type { Route } from '../../src/manage/route.ts';
import { routes } from '../../src/manage/routes/index.ts';
import { type Asked, type Manager, ROLES, type SignedIn, signInAs, startManager } from './manager.ts';
import { samples } from './samples.ts';

let server: Manager;
const people = { demo: {}, other: {} } as Record<'demo' | 'other', Record<Role, SignedIn>>;
beforeAll(async () => {
  server = await startManager();
  for (const seller of ['demo', 'other'] as const) {
    for (const role of ROLES) people[seller][role] = await signInAs(server, `person-${role}`, role, seller);
  }
});
afterAll(() => server.close());

/** Whether a role has the rights of another. Said here again: a mistake in the server's own word for it must not excuse itself. */
const reaches = (role: Role, needed: Role) => ROLES.indexOf(role) >= ROLES.indexOf(needed);

const named = routes.map((route) => [route.name, route] as const);
const sampleOf = (name: string) => (samples[name] as (typeof samples)[string])(server);
const matches = (schema: z.ZodType, value: unknown) => expect(strict(schema).safeParse(value).error?.issues ?? []).toEqual([]);

/** With objects that let nothing pass that they do not name. */
function strict(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    return z.strictObject(Object.fromEntries(Object.entries(schema.shape).map(([name, each]) => [name, strict(each as z.ZodType)])));
  }
  if (schema instanceof z.ZodArray) return z.array(strict(schema.element as z.ZodType));
  if (schema instanceof z.ZodRecord) return schema;
  if (schema instanceof z.ZodOptional) return strict(schema.unwrap() as z.ZodType).optional();
  if (schema instanceof z.ZodNullable) return strict(schema.unwrap() as z.ZodType).nullable();
  return schema;
}

/** The number of a record in an address. */
const RECORD = /\/(O-)?\d{1,10}(?=[/?]|$)/;

/** Everything of `demo` that a request could have changed. */
async function stateOfDemo(): Promise<string> {
  const keys = [await server.engine.listKeys({ seller: 'demo' }), await server.engine.listCarriers({ seller: 'demo' })];
  const levels = await server.engine.exportRows({ seller: 'demo', kind: 'levels', after: null, limit: 1000 });
  const { last } = await server.engine.readChanges({ seller: 'demo', after: null, limit: 0 });
  keys.push((await server.engine.listRules({ seller: 'demo' })) as never, (await server.engine.listPeople({ seller: 'demo' })) as never);
  keys.push((await server.engine.listSessions({ seller: 'demo', person: null, now: server.clock.now })) as never);
  return JSON.stringify([last, await server.engine.pendingByShop({ seller: 'demo', now: server.clock.now }), keys, levels]);
}

const WAYS = ['token', 'session'] as const;
type Way = (typeof WAYS)[number];
const cells = ROLES.flatMap((role) => WAYS.map((way) => [role, way] as const));

/** Requests of nobody. */
const nobodys = (): Partial<Asked>[] => [
  { token: null },
  { token: `tb_${'x'.repeat(43)}` },
  { token: 'hello' },
  { token: null, headers: { authorization: 'tb_' } },
  { token: null, headers: { authorization: 'Basic dGI6dGI=' } },
  { as: { cookie: `tongbu-${new URL(server.manageUrl).port}=ts_${'x'.repeat(43)}`, csrf: 'x' } },
];

let left = 0;
/** Routes that end the session that asks. */
const ENDS_OWN = new Set(['signOut', 'endOwnSession']);

/** Brings a request as somebody of a role; who ends a session of their own has one for that alone. */
async function by(route: Route, way: Way, role: Role, seller: 'demo' | 'other' = 'demo'): Promise<Partial<Asked>> {
  if (way === 'token') return { token: server.tokens[seller][role] };
  if (!ENDS_OWN.has(route.name)) return { as: people[seller][role] };
  const name = `leaves-${++left}`;
  const as = await signInAs(server, name, role, seller);
  const [own] = await server.engine.listSessions({ seller, person: name, now: server.clock.now });
  return route.name === 'endOwnSession' ? { as, path: `/api/account/sessions/${own?.session}` } : { as };
}

const mayBy = (route: Route, way: Way, role: Role) => reaches(role, route.role as Role) && !(route.peopleOnly && way === 'token');

describe.each(named)('%s', (name, route) => {
  test('its definition is whole: both languages, names for the whole path, schemas that become JSON Schema', () => {
    expect(
      [route.summary.en, route.summary.zh, ...('text' in route.answers ? [route.answers.note.zh] : [])].every((text) => text.length > 3),
    ).toBe(true);
    expect(/[\u4e00-\u9fff]/.test(route.summary.zh) && !/[\u4e00-\u9fff]/.test(route.summary.en)).toBe(true);
    expect([...route.path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part)).toEqual(Object.keys(route.params.shape));
    expect(route.repeats === 'reads').toBe(route.method === 'GET' || name.startsWith('preview'));
    // Done anew each time it is sent: what opens or ends a session, or holds a password.
    if (route.repeats === 'anew') expect(['session', 'account']).toContain(route.group);
    expect(route.path.startsWith('/api/')).toBe(true);
    expect(new Set(routes.map((each) => each.name)).size).toBe(routes.length);
    const { paths } = openapi(routes) as { paths: Record<string, Record<string, { operationId: string; responses: object }>> };
    expect(paths[route.path]?.[route.method.toLowerCase()]).toMatchObject({
      operationId: name,
      summary: route.summary.en,
      description: route.summary.zh,
    });
  });

  test('every part of it that needs explaining is explained in both languages', () => {
    const parts: Record<string, unknown>[] = [];
    const collect = (schema: unknown) => {
      if (typeof schema !== 'object' || schema === null) return;
      if ('description' in schema || 'x-description-zh' in schema) parts.push(schema as Record<string, unknown>);
      Object.values(schema).forEach(collect);
    };
    const parameters = Object.entries({ ...route.params.shape, ...route.query.shape }).map(
      ([part, schema]) => [part, (schema as z.ZodType).meta()] as const,
    );
    for (const [part, meta] of parameters)
      if (!['edition', 'key'].includes(part)) expect(meta, part).toMatchObject({ description: expect.any(String) });
    collect([z.toJSONSchema(route.query, { io: 'input' }), 'json' in route.answers ? z.toJSONSchema(route.answers.json) : null]);
    for (const part of parts)
      expect(part).toMatchObject({
        description: expect.stringMatching(/\w/),
        'x-description-zh': expect.stringMatching(/[\u4e00-\u9fff]/),
      });
  });

  test('it has a sample, and answers it as it says', async () => {
    expect(samples[name], `no sample for ${name}`).toBeDefined();
    const got = await server.ask({ ...(await sampleOf(name)), ...(await by(route, route.peopleOnly ? 'session' : 'token', 'admin')) });
    expect([got.status, got.text]).toEqual(['json' in route.answers ? (route.answers.status ?? 200) : 200, got.text]);
    const type = 'json' in route.answers ? 'application/json' : route.answers.text;
    expect(got.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toContain("default-src 'none'");
    if ('json' in route.answers) matches(route.answers.json, got.json);
  });

  describe.skipIf(route.role === 'anyone')('who may', () => {
    test('401 without a token or session that is good, whatever is sent, and nothing changes', async () => {
      const sample = await sampleOf(name);
      const before = await stateOfDemo();
      for (const other of nobodys()) {
        const got = await server.ask({ ...sample, ...other });
        expect([got.status, got.headers.get('www-authenticate')], JSON.stringify(other)).toEqual([401, 'Bearer realm="tongbu"']);
      }
      const beside = await server.ask({ ...sample, as: people.demo.admin, token: 'hello' });
      expect(beside.status, 'a wrong token beside a session that is good').toBe(401);
      expect(await stateOfDemo()).toBe(before);
    });

    test.each(cells.filter(([role, way]) => mayBy(route, way, role)))('%s by %s may', async (role, way) => {
      const got = await server.ask({ ...(await sampleOf(name)), ...(await by(route, way, role)) });
      expect([got.status, got.text]).toEqual([got.status < 300 ? got.status : 200, got.text]);
    });

    const others = cells.filter(([role, way]) => !mayBy(route, way, role));
    test.runIf(others.length > 0)(`${others.map((cell) => cell.join(' by ')).join(', ')} may not`, async () => {
      const sample = await sampleOf(name);
      const before = await stateOfDemo();
      for (const [role, way] of others) {
        const got = await server.ask({ ...sample, ...(way === 'token' ? { token: server.tokens.demo[role] } : { as: people.demo[role] }) });
        expect([role, way, got.status, got.json.code]).toEqual([role, way, 403, 'forbidden']);
      }
      expect(await stateOfDemo()).toBe(before);
    });

    test('to another seller’s tokens and people nothing of this one is seen or changed', async () => {
      const sample = await sampleOf(name);
      const before = await stateOfDemo();
      for (const [role, way] of cells) {
        const who = await by(route, way, role, 'other');
        const got = await server.ask({ ...sample, ...who });
        if (!mayBy(route, way, role)) expect([role, way, got.status]).toEqual([role, way, 403]);
        else if (RECORD.test(sample.path)) {
          // A record of another seller looks exactly like one that does not exist.
          const none = await server.ask({ ...sample, path: sample.path.replace(RECORD, '/777777'), ...who });
          expect([role, way, got.status, got.json.code]).toEqual([role, way, none.status, none.json.code]);
        }
      }
      expect(await stateOfDemo()).toBe(before);
    });

    test('with a session: only from a page of ours that knows its token', async () => {
      const sample = await sampleOf(name);
      const { as } = (await by(route, 'session', 'admin')) as { as: SignedIn };
      const before = await stateOfDemo();
      const writes = [
        { as: { ...as, csrf: null } },
        { as: { ...as, csrf: people.other.admin.csrf } },
        { as, headers: { origin: 'http://127.0.0.1:1' } },
        { as, headers: { origin: 'null' } },
      ];
      const foreign = ['cross-site', 'same-site'].map((site) => ({ as, headers: { 'sec-fetch-site': site } }));
      for (const asked of [...foreign, ...(route.method === 'GET' ? [] : writes)]) {
        const got = await server.ask({ ...sample, ...asked });
        expect([got.status, got.json.code], JSON.stringify(asked)).toEqual([403, 'cross-site']);
      }
      expect(await stateOfDemo()).toBe(before);
    });
  });

  test.runIf(route.role === 'anyone' && route.method !== 'GET')('without a session: not from another site’s page', async () => {
    const sample = await sampleOf(name);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }]) {
      expect((await server.ask({ ...sample, token: null, headers })).json).toMatchObject({ status: 403, code: 'cross-site' });
    }
  });

  test('a name that it does not know is refused', async () => {
    const sample = await sampleOf(name);
    const asked = { ...sample, ...(await by(route, route.peopleOnly ? 'session' : 'token', 'admin')) };
    const got = await server.ask({ ...asked, path: `${asked.path}${asked.path.includes('?') ? '&' : '?'}nonsense=1` });
    expect([got.status, got.json?.errors]).toEqual([422, [{ parameter: 'nonsense', detail: 'is not known here' }]]);
  });
});

test('every sample is of a route', () => {
  expect(Object.keys(samples).sort()).toEqual(routes.map(({ name }) => name).sort());
});

test('the OpenAPI document: references lead somewhere, every operation names its problems, roles and languages', async () => {
  const { json: document } = await server.ask('/api/openapi.json');
  expect(document.openapi).toBe('3.1.1');
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(document.components.schemas[name as string]).toBeDefined();
  expect(text).not.toContain('$defs');
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path as object));
  expect(operations.length).toBe(routes.length);
  for (const route of routes as readonly Route[]) {
    const operation = document.paths[route.path][route.method.toLowerCase()];
    const statuses = new Set(problemsOf(route).map((code) => String(PROBLEMS[code].status)));
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining([...statuses]));
    expect(operation['x-role']).toBe(route.role);
    expect(operation.security).toEqual(route.role === 'anyone' ? [] : [...(route.peopleOnly ? [] : [{ token: [] }]), { session: [] }]);
  }
});
