/** Every route, whoever asks: its definition is whole, its roles hold, it shows one seller only, and it answers what it says. */
import type { Role } from '@tongbu/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openapi, problemsOf } from '../../src/manage/openapi.ts';
import { PROBLEMS } from '../../src/manage/problem.ts';
import type { Route } from '../../src/manage/route.ts';
import { routes } from '../../src/manage/routes/index.ts';
import { type Asked, type Manager, ROLES, startManager } from './manager.ts';
import { samples } from './samples.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
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
  keys.push((await server.engine.listRules({ seller: 'demo' })) as never);
  return JSON.stringify([last, await server.engine.pendingByShop({ seller: 'demo', now: server.clock.now }), keys, levels]);
}

describe.each(named)('%s', (name, route) => {
  test('its definition is whole: both languages, names for the whole path, schemas that become JSON Schema', () => {
    expect(
      [route.summary.en, route.summary.zh, ...('text' in route.answers ? [route.answers.note.zh] : [])].every((text) => text.length > 3),
    ).toBe(true);
    expect(/[\u4e00-\u9fff]/.test(route.summary.zh) && !/[\u4e00-\u9fff]/.test(route.summary.en)).toBe(true);
    expect([...route.path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part)).toEqual(Object.keys(route.params.shape));
    expect(route.repeats === 'reads').toBe(route.method === 'GET' || name.startsWith('preview'));
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
    const got = await server.ask(await sampleOf(name));
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
    ])('401 with %s, whatever is sent, and nothing changes', async (_, other: Partial<Asked>) => {
      const sample = await sampleOf(name);
      const before = await stateOfDemo();
      const got = await server.ask({ ...sample, ...other });
      expect(got.status).toBe(401);
      expect(got.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await stateOfDemo()).toBe(before);
    });

    test.each(ROLES.map((role) => [role]))('%s', async (role) => {
      const sample = await sampleOf(name);
      const before = await stateOfDemo();
      const got = await server.ask({ ...sample, token: server.tokens.demo[role] });
      if (reaches(role, route.role as 'viewer')) return expect(got.status).toBeLessThan(300);
      expect([got.status, got.json.code]).toEqual([403, 'forbidden']);
      expect(await stateOfDemo()).toBe(before);
    });

    test.each(ROLES.map((role) => [role]))('%s of another seller: nothing of this one is seen or changed', async (role) => {
      const sample = await sampleOf(name);
      const before = await stateOfDemo();
      const token = server.tokens.other[role];
      const got = await server.ask({ ...sample, token });
      expect(await stateOfDemo()).toBe(before);
      if (!reaches(role, route.role as 'viewer')) return expect(got.status).toBe(403);
      // A record of another seller looks exactly like one that does not exist.
      const none = await server.ask({ ...sample, path: sample.path.replace(RECORD, '/777777'), token });
      if (RECORD.test(sample.path)) expect([got.status, got.json.code]).toEqual([none.status, none.json.code]);
    });
  });

  test('a name that it does not know is refused', async () => {
    const sample = await sampleOf(name);
    const got = await server.ask({ ...sample, path: `${sample.path}${sample.path.includes('?') ? '&' : '?'}nonsense=1` });
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
    expect(operation.security).toEqual(route.role === 'anyone' ? [] : [{ token: [] }]);
  }
});
