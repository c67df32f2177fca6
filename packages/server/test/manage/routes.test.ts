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
const RECORD = /\/(O-)?\d+/;

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

let left = 0;

/** Brings a request as somebody of a role; who signs out has a session for that alone. */
async function by(route: Route, way: Way, role: Role, seller: 'demo' | 'other' = 'demo'): Promise<Partial<Asked>> {
  if (way === 'token') return { token: server.tokens[seller][role] };
  return { as: route.name === 'signOut' ? await signInAs(server, `leaves-${++left}`, role, seller) : people[seller][role] };
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
    expect(route.repeats === 'anew').toBe(route.group === 'session' && route.repeats !== 'reads');
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
    test.each([
      ['no token', { token: null }],
      ['a wrong token', { token: `tb_${'x'.repeat(43)}` }],
      ['something else', { token: 'hello' }],
      ['no scheme', { token: null, headers: { authorization: 'tb_' } }],
      ['another scheme', { token: null, headers: { authorization: 'Basic dGI6dGI=' } }],
      ['a session that is none', { as: { cookie: `tongbu-8091=ts_${'x'.repeat(43)}`, csrf: 'x' } }],
      ['a wrong token beside a session that is good', { token: 'hello', as: 'admin' as never }],
    ])('401 with %s, whatever is sent, and nothing changes', async (_, other: Partial<Asked>) => {
      const sample = await sampleOf(name);
      const before = await stateOfDemo();
      const got = await server.ask({ ...sample, ...other, ...((other.as as unknown) === 'admin' && { as: people.demo.admin }) });
      expect(got.status).toBe(401);
      expect(got.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await stateOfDemo()).toBe(before);
    });

    test.each(cells)('%s by %s', async (role, way) => {
      const sample = await sampleOf(name);
      const who = await by(route, way, role);
      const before = await stateOfDemo();
      const got = await server.ask({ ...sample, ...who });
      if (mayBy(route, way, role)) return expect([got.status, got.text]).toEqual([got.status < 300 ? got.status : 200, got.text]);
      expect([got.status, got.json.code]).toEqual([403, 'forbidden']);
      expect(await stateOfDemo()).toBe(before);
    });

    test.each(cells)('%s of another seller by %s: nothing of this one is seen or changed', async (role, way) => {
      const sample = await sampleOf(name);
      const who = await by(route, way, role, 'other');
      const before = await stateOfDemo();
      const got = await server.ask({ ...sample, ...who });
      expect(await stateOfDemo()).toBe(before);
      if (!mayBy(route, way, role)) return expect(got.status).toBe(403);
      // A record of another seller looks exactly like one that does not exist.
      const none = await server.ask({ ...sample, path: sample.path.replace(RECORD, '/777777'), ...who });
      if (RECORD.test(sample.path)) expect([got.status, got.json.code]).toEqual([none.status, none.json.code]);
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
    const path = `${sample.path}${sample.path.includes('?') ? '&' : '?'}nonsense=1`;
    const got = await server.ask({ ...sample, path, ...(await by(route, route.peopleOnly ? 'session' : 'token', 'admin')) });
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
