/** Signing in over real sockets: the cookie and what it is worth, slower answers for whoever guesses, and who did what. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../harness.ts';
import { exchange } from '../wire.ts';
import { type Asked, type Manager, PASSWORD, type SignedIn, signedInBy, signInAs, startManager } from './manager.ts';

let server: Manager;
let anna: SignedIn;
beforeAll(async () => {
  server = await startManager();
  anna = await signInAs(server, 'anna', 'admin');
});
afterAll(() => server.close());

const signIn = (name: string, password = PASSWORD, rest: Partial<Asked> = {}) =>
  server.ask({ method: 'POST', path: '/api/session', body: { seller: 'demo', name, password }, token: null, ...rest });
const linkFor = async (name: string) => (await server.engine.makeSetupLink({ seller: 'demo', name, now: server.clock.now })).token;
const invite = async (name: string) =>
  (await server.engine.invitePerson({ seller: 'demo', name, role: 'viewer', now: server.clock.now })).token;
const setUp = (link: string, rest: object = {}) =>
  server.ask({ method: 'POST', path: '/api/setup', body: { link, password: PASSWORD, ...rest }, token: null });
const seller = (as: SignedIn) => server.ask({ path: '/api/seller', as });

describe('the cookie', () => {
  test('is kept from scripts and from other sites, has the port in its name, and is gone when one signs out', async () => {
    const { headers, json } = await signIn('anna');
    const { port } = new URL(server.manageUrl);
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^tongbu-${port}=ts_[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`)),
    ]);
    expect(json).toMatchObject({ kind: 'person', seller: 'demo', name: 'anna', role: 'admin', csrf: expect.stringMatching(/^[\w-]{43}$/) });
    const as = signedInBy({ headers, json } as never);
    expect(headers.getSetCookie()[0]).not.toContain(json.csrf);
    const out = await server.ask({ method: 'DELETE', path: '/api/session', as });
    expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await seller(as)).status).toBe(401);
    expect((await seller(anna)).status).toBe(200);
  });

  test('two of a name, or another server’s, are none', async () => {
    const other = { ...anna, cookie: anna.cookie.replace(/-\d+=/, '-1=') };
    const twice = { ...anna, cookie: `${anna.cookie}; ${anna.cookie}` };
    for (const as of [other, twice]) expect((await seller(as)).status).toBe(401);
  });

  test('beside a token it is passed over: the token counts, and needs no page of ours', async () => {
    const token = server.tokens.other.viewer;
    const asked = { path: '/api/session', as: { ...anna, csrf: null }, token, headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await server.ask(asked)).json).toMatchObject({ kind: 'token', seller: 'other', name: 'viewer', csrf: null, session: null });
  });

  test('through a declared proxy with TLS it is Secure and `__Host-`; from anybody else the header is not believed', async () => {
    const behind = await startTestServer({ proxies: ['127.0.0.0/8'] });
    try {
      const { token } = await behind.engine.makeSetupLink({ seller: 'demo', name: null, now: behind.clock.now });
      const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-host': 'sync.example.com' };
      const post = (at: TestServer, link: string, headers: Record<string, string>) =>
        fetch(`${at.manageUrl}/api/setup`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ link, name: 'root', password: PASSWORD }),
        });
      const secure = await post(behind, token, { ...forwarded, origin: 'https://sync.example.com' });
      expect([secure.status, secure.headers.getSetCookie()]).toEqual([
        201,
        [expect.stringMatching(/^__Host-tongbu=ts_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)],
      ]);
      const [listed] = await behind.engine.listSessions({ seller: 'demo', person: 'root', now: behind.clock.now });
      expect(listed?.address).toBe('203.0.113.7');
      const plain = await post(server, await linkFor('anna'), forwarded);
      expect(plain.headers.getSetCookie()[0]).not.toContain('Secure');
      anna = signedInBy({ headers: plain.headers, json: await plain.json() } as never);
    } finally {
      await behind.close();
    }
  });

  describe('on a listener of this machine alone', () => {
    const port = () => new URL(server.manageUrl).port;
    const ask = (request: string, name: string, body = '') => {
      const lines = [`${request} HTTP/1.1`, `Host: ${name}:${port()}`, `Cookie: ${anna.cookie}`, 'Connection: close'];
      const about = body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`];
      return exchange(server.manageUrl, `${[...lines, ...about].join('\r\n')}\r\n\r\n${body}`);
    };
    const sign = JSON.stringify({ name: 'anna', password: PASSWORD });

    test.each(['127.0.0.1', '[::1]', 'localhost', 'LOCALHOST', 'tongbu.localhost'])('%s is its own name', async (name) => {
      expect((await ask('GET /api/seller', name)).status).toBe(200);
    });

    test.each([
      ['a read with a session', 'GET /api/seller', ''],
      ['a sign-in', 'POST /api/session', sign],
      ['what anyone may read', 'GET /api/openapi.json', ''],
      ['an address that does not exist', 'GET /api/nothing', ''],
      ['the console', 'GET /', ''],
      ['a file of the console', 'GET /assets/index.js', ''],
      ['its health', 'GET /healthz', ''],
    ])('under a name that was made to lead here nothing is answered: %s', async (_, request, body) => {
      for (const name of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '']) {
        const answer = await ask(request, name, body);
        expect([name, answer.status, JSON.parse(answer.body).code]).toEqual([name, 421, 'misdirected']);
      }
    });

    test('metrics, which take a token alone, go by any name', async () => {
      expect((await ask('GET /metrics', 'host.docker.internal')).status).toBe(401);
    });
  });
});

describe('guessing', () => {
  test('what is wrong is not told: seller, name, password, and somebody disabled get one answer', async () => {
    await signInAs(server, 'gone', 'viewer');
    await server.engine.changePerson({ seller: 'demo', name: 'gone', change: { disabled: true }, now: server.clock.now });
    const answers = [
      await signIn('anna', `${PASSWORD}.`),
      await signIn('no such person'),
      await signIn('gone'),
      await signIn('anna', PASSWORD, { body: { seller: 'none', name: 'anna', password: PASSWORD } }),
      await signIn('anna', PASSWORD, { body: { name: 'anna', password: PASSWORD } }), // there are two sellers
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.json).toMatchObject({ status: 401, code: 'sign-in-failed' });
    expect(answers[0]?.headers.get('set-cookie')).toBeNull();
  });

  test('after a few wrong ones even the right one waits, and is told how long; another person does not', async () => {
    await signInAs(server, 'guessed', 'viewer');
    await signInAs(server, 'bystander', 'viewer');
    const wrong = [];
    for (let i = 0; i < 6; i++) wrong.push((await signIn('guessed', `wrong ${i}`)).status);
    expect(wrong).toEqual([401, 401, 401, 401, 401, 429]);
    const right = await signIn('guessed');
    expect([right.status, right.json.code, Number(right.headers.get('retry-after'))]).toEqual([429, 'too-many', 1]);
    expect((await signIn('bystander')).status).toBe(200);
  });

  test('the password of one’s own account is guessed no faster', async () => {
    const as = await signInAs(server, 'unlocked', 'viewer');
    const change = (old: string) =>
      server.ask({ method: 'PUT', path: '/api/account/password', as, body: { old, password: 'four red lanterns' } });
    expect((await change('wrong')).json).toMatchObject({ status: 422, errors: [{ pointer: '#/old' }] });
    for (let i = 0; i < 4; i++) await change(`wrong ${i}`);
    expect((await change(PASSWORD)).status).toBe(429);
  });

  test('nothing that was typed is in the log, nor in what is answered', async () => {
    await signIn('anna', 'a secret of mine');
    const refused = await setUp(await invite('secretive'), { password: 'short one' });
    expect([refused.status, refused.json.code]).toEqual([422, 'invalid']);
    for (const text of [server.log.join(''), refused.text]) expect(text).not.toMatch(/a secret of mine|short one|lanterns|t[sl]_[\w-]{43}/);
  });
});

describe('a one-time link', () => {
  test('tells whom it is for and stays good; used, it signs in and is good no longer', async () => {
    const link = await invite('berta');
    const preview = () => server.ask({ method: 'POST', path: '/api/setup/preview', body: { link }, token: null });
    for (const _ of [1, 2]) expect((await preview()).json).toMatchObject({ seller: 'demo', name: 'berta' });
    const used = await setUp(link);
    expect([used.status, used.json.name]).toEqual([201, 'berta']);
    expect((await seller(signedInBy(used))).status).toBe(200);
    for (const again of [await setUp(link), await preview()]) expect(again.json).toMatchObject({ status: 404, code: 'not-found' });
  });

  test('an idempotency key keeps neither a session nor a password', async () => {
    const headers = { 'idempotency-key': 'once' };
    const [first, second] = [await signIn('anna', PASSWORD, { headers }), await signIn('anna', PASSWORD, { headers })];
    expect(first.headers.getSetCookie()).not.toEqual(second.headers.getSetCookie());
    expect(second.headers.get('idempotency-replayed')).toBeNull();
  });
});

test('who is disabled, or signed out by an admin, is refused from the next request on', async () => {
  const as = await signInAs(server, 'carl', 'operator');
  const { json } = await server.ask({ path: '/api/sessions?person=carl', as: anna });
  expect(json.items).toMatchObject([{ person: 'carl', current: false, address: '127.0.0.1' }]);
  const end = { method: 'DELETE', path: `/api/sessions/${json.items[0].session}`, as: anna };
  expect([(await server.ask(end)).status, (await seller(as)).status, (await server.ask(end)).status]).toEqual([200, 401, 404]);
  const again = signedInBy(await signIn('carl'));
  await server.ask({ method: 'PUT', path: '/api/people/carl', as: anna, body: { disabled: true } });
  expect((await seller(again)).status).toBe(401);
});

test('a role that changes counts from the next request on; the last admin stays one', async () => {
  const own = await startManager();
  try {
    const root = await signInAs(own, 'root', 'admin');
    const dora = await signInAs(own, 'dora', 'viewer');
    const change = (name: string, body: object) => own.ask({ method: 'PUT', path: `/api/people/${name}`, as: root, body });
    expect((await own.ask({ path: '/api/people', as: dora })).status).toBe(403);
    expect((await change('root', { role: 'viewer' })).json).toMatchObject({ status: 409, code: 'conflict' });
    await change('dora', { role: 'admin' });
    expect((await own.ask({ path: '/api/people', as: dora })).status).toBe(200);
    expect((await change('root', { role: 'viewer' })).status).toBe(200);
    expect((await own.ask({ path: '/api/people', as: root })).status).toBe(403);
  } finally {
    await own.close();
  }
});

test('journal and audit say who: a person is told apart from a token of the same name', async () => {
  await server.engine.addToken({ seller: 'demo', name: 'anna', role: 'admin', expiresAt: null, now: server.clock.now });
  await server.ask({ method: 'POST', path: '/api/shops/S1/pause', as: anna });
  await server.ask({ method: 'POST', path: '/api/shops/S1/resume' });
  await server.ask({ method: 'POST', path: '/api/shops/none/pause', as: anna });
  const { json } = await server.ask({ path: '/api/audit?limit=2', as: anna });
  expect(json.items).toMatchObject([
    { actor: 'operator:admin', action: 'resumeShop', subject: 'S1' },
    { actor: 'person:anna', action: 'pauseShop', subject: 'S1', address: '127.0.0.1' },
  ]);
  await server.ask({ method: 'POST', path: '/api/listings/1/cancel', as: anna, body: { version: 1 } });
  expect((await server.ask('/api/listings/1/story')).json.items.at(-1)).toMatchObject({ event: 'cancel', actor: 'person:anna' });
  const pages = await server.ask({ path: `/api/audit?limit=1&cursor=${json.items[0].id}&actor=person:anna` });
  expect(pages.json.items).toMatchObject([{ action: 'pauseShop' }]);
  const { items } = (await server.ask({ path: '/api/audit/actors', as: anna })).json;
  expect(items.slice(0, 2)).toEqual([{ actor: 'person:anna' }, { actor: 'operator:admin' }]);
});

test('the audit tells of a bulk action what was done to which, and nothing of what was only counted', async () => {
  const listings = [1, 2].map((listing) => ({ listing, version: 1 }));
  for (const dryRun of [true, false])
    await server.ask({ method: 'POST', path: '/api/listings/bulk', as: anna, body: { action: 'requeue', listings, dryRun } });
  await server.ask({ method: 'POST', path: '/api/keys', as: anna, body: { edition: 'enterprise', key: 'audited' } });
  const { json } = await server.ask({ path: '/api/audit?limit=2', as: anna });
  expect(json.items).toMatchObject([
    { action: 'addKey', subject: 'enterprise audited' },
    { action: 'bulkListings', detail: 'requeue', subject: expect.stringContaining('1') },
  ]);
  const bulks = await server.ask({ path: '/api/audit?action=bulkListings', as: anna });
  expect(bulks.json.items.length).toBe(1);
});

test('a person’s idempotency keys are their own, though a token has the same name', async () => {
  const erik = await signInAs(server, 'erik', 'operator');
  const token = await server.engine.addToken({ seller: 'demo', name: 'erik', role: 'operator', expiresAt: null, now: server.clock.now });
  const asked = { method: 'POST', path: '/api/shops/S2/pause', headers: { 'idempotency-key': 'mine' } };
  const replayed = async (rest: Partial<Asked>) => (await server.ask({ ...asked, ...rest })).headers.get('idempotency-replayed');
  expect([await replayed({ as: erik }), await replayed({ token }), await replayed({ as: erik })]).toEqual([null, null, 'true']);
});
