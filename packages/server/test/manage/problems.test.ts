/** What goes wrong is told as RFC 9457 problem details, and nothing is told before the token. */
import { EngineError } from '@tongbu/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../src/manage/problem.ts';
import { Faults } from '../faults.ts';
import { exchange } from '../wire.ts';
import { type Asked, addToken, type Manager, newListing, newShipment, startManager } from './manager.ts';

const faults = new Faults();
let server: Manager;
beforeAll(async () => {
  server = await startManager({ wrap: faults.wrap });
});
afterAll(() => server.close());

const KEY = { edition: 'flagship', key: 'new' };
const post = (path: string, rest: Partial<Asked> = {}): Asked => ({ method: 'POST', path, ...rest });

test.each<[string, Asked, number, keyof typeof PROBLEMS, object?]>([
  ['an address that is none', { path: '/api/nothing' }, 404, 'not-found'],
  ['a record that does not exist', { path: '/api/listings/999' }, 404, 'not-found'],
  ['a shop that does not exist', post('/api/shops/none/pause'), 404, 'not-found'],
  ['a key that does not exist', post('/api/keys/flagship/none/disable'), 404, 'not-found'],
  ['another method', { method: 'DELETE', path: '/api/listings/1' }, 405, 'method-not-allowed'],
  ['a name that exists', post('/api/keys', { body: { edition: 'flagship', key: 'demo-app' } }), 409, 'exists'],
  ['a version that does not wait', post('/api/listings/1/cancel', { body: { version: 7 } }), 409, 'conflict'],
  ['a body that is no JSON', post('/api/keys', { text: '{"edition":' }), 400, 'malformed'],
  ['a body that is no UTF-8', post('/api/keys', { text: new Uint8Array([0x22, 0xff, 0x22]) }), 400, 'malformed'],
  ['an address that cannot be read', { path: '/api/shops/%zz/pause' }, 400, 'malformed'],
  ['a form', post('/api/keys', { text: 'a=b', type: 'application/x-www-form-urlencoded' }), 415, 'unsupported-media-type'],
  ['plain text, as a web page may send it', post('/api/keys', { text: '{}', type: 'text/plain' }), 415, 'unsupported-media-type'],
  ['another charset', post('/api/keys', { text: '{}', type: 'application/json; charset=gbk' }), 415, 'unsupported-media-type'],
  ['a CSV where none is taken', post('/api/keys', { text: 'a', type: 'text/csv' }), 415, 'unsupported-media-type'],
  ['a body over 1 MiB', post('/api/keys', { text: ' '.repeat(1024 * 1024 + 1) }), 413, 'too-large'],
  ['an import over 8 MiB', post('/api/import/shops', { text: ' '.repeat(8 * 1024 * 1024 + 1) }), 413, 'too-large'],
  ['no body', post('/api/keys'), 422, 'invalid', [{ pointer: '#', detail: 'is missing' }]],
  ['a member that is missing', post('/api/keys', { body: { edition: 'flagship' } }), 422, 'invalid', [{ pointer: '#/key' }]],
  [
    'a member that is not known',
    post('/api/keys', { body: { ...KEY, 'a/b~c': 1 } }),
    422,
    'invalid',
    [{ pointer: '#/a~1b~0c', detail: 'is not known here' }],
  ],
  [
    'a member of another type, deep inside',
    post('/api/keys', { body: { ...KEY, shops: ['S1', 2] } }),
    422,
    'invalid',
    [{ pointer: '#/shops/1' }],
  ],
  [
    'in a row of an import',
    post('/api/import/shops', { body: { rows: [{ shop_no: 'A' }, { shop_no: [] }] } }),
    422,
    'invalid',
    [{ pointer: '#/rows/1/shop_no' }],
  ],
  ['what the engine does not take', post('/api/keys', { body: { ...KEY, secret: 'nocolon' } }), 422, 'invalid'],
  ['a body where none is taken', post('/api/shops/S1/pause', { body: {} }), 422, 'invalid'],
  ['a cursor of something else', { path: '/api/listings?cursor=abc' }, 422, 'invalid'],
  ['a parameter that is repeated', { path: '/api/listings?limit=1&limit=2' }, 422, 'invalid', [{ parameter: 'limit' }]],
  ['a number that is none', { path: '/api/listings/0' }, 422, 'invalid', [{ parameter: 'listing' }]],
  ['a number over 2³¹ - 1', { path: '/api/listings/2147483648' }, 422, 'invalid', [{ parameter: 'listing' }]],
])('%s', async (_, asked, status, code, errors) => {
  const { status: got, headers, json } = await server.ask(asked);
  expect({ status: got, ...json }).toMatchObject({ status, code, type: `/api/docs#problem-${code}`, title: PROBLEMS[code].title.en });
  expect(json.detail).toMatch(/\w/);
  expect(json.status).toBe(status);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  if (errors) expect(json.errors).toMatchObject(errors);

  const chinese = await server.ask({ ...asked, headers: { ...asked.headers, 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } });
  expect(chinese.json).toMatchObject({ status, code, title: PROBLEMS[code].title.zh });
  for (const said of [chinese.json, ...(chinese.json.errors ?? [])]) expect(said.detail).toMatch(/\p{Script=Han}/u);
});

test('403 names the role that the token has, and the one it needs; nothing is done', async () => {
  const { viewer, operator } = server.tokens.demo;
  const asked = async (path: string, rest: Partial<Asked>) => (await server.ask(post(path, rest))).json;
  const forbidden = { status: 403, code: 'forbidden' };
  const pause = await asked('/api/shops/S1/pause', { token: viewer });
  expect(pause).toMatchObject({ ...forbidden, detail: 'token "viewer" is of role viewer; this needs operator' });
  const key = await asked('/api/keys', { body: { ...KEY, key: 'forbidden' }, token: operator });
  expect(key).toMatchObject({ ...forbidden, detail: 'token "operator" is of role operator; this needs admin' });
  expect((await server.engine.listKeys({ seller: 'demo' })).map((each) => each.appKey)).not.toContain('forbidden');
});

test('405 says which methods there are', async () => {
  const { headers } = await server.ask({ method: 'DELETE', path: '/api/keys' });
  expect(headers.get('allow')).toBe('GET, POST');
});

test('a type is a relative reference that leads to its words, in both languages', async () => {
  for (const lang of ['en', 'zh']) {
    const { text } = await server.ask({ path: `/api/docs?lang=${lang}`, token: null });
    for (const code of Object.keys(PROBLEMS)) expect(text).toContain(`id="problem-${code}"`);
  }
});

describe('before the token', () => {
  test.each([
    ['an address that is none', { path: '/api/nothing' }],
    ['another method', { method: 'DELETE', path: '/api/listings/1' }],
    ['a record of another seller', { path: '/api/listings/1' }],
    ['a body that is no JSON', post('/api/keys', { text: '{' })],
    ['a body over the limit', post('/api/keys', { text: ' '.repeat(2_000_000) })],
    ['a parameter that is not known', { path: '/api/listings?nonsense=1' }],
  ])('nothing is told: %s', async (_, asked) => {
    const answers = [await server.ask({ ...asked, token: null }), await server.ask({ ...asked, token: `tb_${'y'.repeat(43)}` })];
    for (const { status, json } of answers) expect([status, json.code]).toEqual([401, 'unauthorized']);
  });

  test('a body is not waited for', async () => {
    const answer = await exchange(
      server.manageUrl,
      'POST /api/keys HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{',
    );
    expect(answer.status).toBe(401);
  });

  test('a token that expires or is revoked is none from then on', async () => {
    const expires = await addToken(server, 'short', 'viewer', 'demo', server.clock.now + 1000);
    const revoked = await addToken(server, 'revoked', 'viewer');
    for (const token of [expires, revoked]) expect((await server.ask({ path: '/api/seller', token })).status).toBe(200);
    await server.engine.revokeToken({ seller: 'demo', name: 'revoked', now: server.clock.now });
    server.clock.now += 1000;
    for (const token of [expires, revoked]) expect((await server.ask({ path: '/api/seller', token })).status).toBe(401);
  });
});

test('an error of the store is 503 and says to come again; one that nobody foresaw is 500, and only the log says which', async () => {
  for (const [error, status] of [
    [new EngineError('store', 'the disk is full'), 503],
    [new Error('a secret detail'), 500],
  ] as const) {
    faults.fail('showListing', error);
    const got = await server.ask('/api/listings/1');
    expect(got.status).toBe(status);
    expect(got.text).not.toContain('a secret detail');
    const line = server.log.findLast((each) => each.includes('management request failed')) as string;
    expect(JSON.parse(line)).toMatchObject({
      request: got.headers.get('x-request-id'),
      route: 'showListing',
      err: { message: error.message },
    });
    faults.heal();
  }
});

test('a conflict names the state the record is in', async () => {
  const shipment = await newShipment(server);
  const got = await server.ask(post(`/api/shipments/${shipment}/requeue`));
  expect(got.json).toMatchObject({ status: 409, detail: expect.stringContaining(`shipment ${shipment} is not failed`) });
  expect((await server.ask(post(`/api/shipments/${shipment}/cancel`))).status).toBe(200);
  expect((await server.ask(post(`/api/shipments/${shipment}/cancel`))).json.detail).toContain('it is cancelled');
});

test('what an operator does stands in the journal under the name of the token', async () => {
  const listing = await newListing(server);
  await server.ask(post(`/api/listings/${listing}/cancel`, { body: { version: 1 }, token: server.tokens.demo.operator }));
  const { json } = await server.ask(`/api/listings/${listing}/story`);
  expect(json.items).toMatchObject([
    { event: 'changed' },
    { event: 'cancel', effect: 'cancelled', actor: 'operator:operator', version: 1 },
  ]);
});
