/** What a key may call, secrets that are replaced while clients go on, and how often one address may call. */
import { enterprise as enterpriseEdition, flagship as flagshipEdition } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AddressLimiter } from '../src/address-limiter.ts';
import { addKey, ENTERPRISE_KEY, FLAGSHIP_KEY, startTestServer, stateOf } from './harness.ts';
import { type Manager, startManager } from './manage/manager.ts';
import { enterprise, enterpriseBody, flagship, post } from './wire.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const LIST = 'sales.StockSync.getSelfWaitSyncIdListOpen';
const NO_RIGHT = { flagship: '{"status":100,"message":"权限不足"}', enterprise: '{"code":1008,"message":"appkey没有该接口或店铺的权限"}' };

describe('interfaces', () => {
  const calls = {
    flagship: (name: string, key: string) => flagship(server, name, [], { as: { ...FLAGSHIP_KEY, key } }),
    enterprise: (name: string, key: string) => enterprise(server, name, {}, { as: { ...ENTERPRISE_KEY, key } }),
  };
  beforeAll(async () => {
    await addKey(server.engine, 'flagship', 'bound', { interfaces: [LIST], callsPerMinute: 100 });
    await addKey(server.engine, 'enterprise', 'bound', { interfaces: ['logistics_sync_query'], callsPerMinute: 100 });
  });

  test.for([
    ...Object.keys(flagshipEdition.methods).map((name) => ['flagship', name] as const),
    ...Object.keys(enterpriseEdition.methods).map((name) => ['enterprise', name] as const),
  ])('%s: a bound key calls %s only where it is named, and changes nothing elsewhere', async ([edition, name]) => {
    const before = await stateOf(server);
    const answer = await calls[edition](name, 'bound');
    if (name === LIST || name === 'logistics_sync_query') expect(answer).not.toBe(NO_RIGHT[edition]);
    else expect(answer).toBe(NO_RIGHT[edition]);
    expect(await stateOf(server)).toEqual(before);
  });

  test('an interface that the edition does not have is answered as before', async () => {
    expect(await calls.flagship('no.such', 'bound')).toBe(NO_RIGHT.flagship);
    expect(await calls.enterprise('no_such', 'bound')).toBe('{"code":1011,"message":"接口不存在"}');
  });

  test('rights that are said anew hold from the next request on, in one call for all of them', async () => {
    await addKey(server.engine, 'enterprise', 'anew');
    const say = (body: object) => server.ask({ method: 'PUT', path: '/api/keys/enterprise/anew/rights', body });
    const call = () => enterprise(server, 'shop', {}, { as: { ...ENTERPRISE_KEY, key: 'anew' } });
    expect(await call()).toMatch(/^\{"code":0,/);
    expect((await say({ interfaces: ['logistics'] })).json).toMatchObject({ interfaces: ['logistics'], shops: null, allow: [] });
    expect(await call()).toBe(NO_RIGHT.enterprise);
    await say({ interfaces: null, allow: ['10.0.0.0/8'] });
    expect(await call()).toBe('{"code":1006,"message":"请求IP不在白名单内"}');
    await say({ allow: [] });
    expect(await call()).toMatch(/^\{"code":0,/);
  });

  test('one that the edition does not have cannot be given', async () => {
    const body = { edition: 'enterprise', key: 'wrong', interfaces: ['shop', LIST] };
    const got = await server.ask({ method: 'POST', path: '/api/keys', body });
    expect([got.status, got.json.errors]).toEqual([
      422,
      [{ pointer: '#/interfaces/1', detail: 'is no interface of the enterprise edition' }],
    ]);
    const { items } = (await server.ask('/api/interfaces')).json;
    expect(items).toHaveLength(Object.keys(flagshipEdition.methods).length + Object.keys(enterpriseEdition.methods).length);
  });
});

describe.each(['flagship', 'enterprise'] as const)('a secret that is replaced, %s edition', (edition) => {
  const [first, second] = edition === 'flagship' ? ['s3cr3t:5alt', 'another:pepper'] : ['e5ecret', 'another-one'];
  const key = `turning-${edition}`;
  const OK = /^\{"(status|code)":0,/;
  const REFUSED = edition === 'flagship' ? '{"status":1,"message":"验证失败"}' : '{"code":1005,"message":"签名sign错误"}';
  const call = (secret = first as string) => {
    const as = { sid: 'demo', key, secret };
    return edition === 'flagship' ? flagship(server, LIST, [10, 0], { as }) : enterprise(server, 'shop', {}, { as });
  };
  const rotate = (body: object) => server.ask({ method: 'POST', path: `/api/keys/${edition}/${key}/rotate`, body });
  const told = async () => (await server.ask('/api/keys')).json.items.find((each: { key: string }) => each.key === key);

  test('both sign until the time that was said; which was used when is told', async () => {
    await addKey(server.engine, edition, key, { secret: first as string });
    expect(await call()).toMatch(OK);
    const now = server.clock.now;
    const until = new Date(now + 60_000).toISOString();
    const rotated = await rotate({ secret: second, until });
    expect(rotated.json).toEqual({ edition, key, secret: null, until, ended: false });
    expect(await told()).toMatchObject({ usedAt: null, previous: { until, usedAt: new Date(now).toISOString() } });
    expect([await call(first), await call(second)]).toEqual([expect.stringMatching(OK), expect.stringMatching(OK)]);
    server.clock.now = now + 59_999;
    expect(await call(first)).toMatch(OK);
    expect(await told()).toMatchObject({ usedAt: new Date(now).toISOString(), previous: { usedAt: new Date(now + 59_999).toISOString() } });
    server.clock.now = now + 60_000;
    expect([await call(first), await call(second)]).toEqual([REFUSED, expect.stringMatching(OK)]);
    expect((await told()).previous).toBeNull();
  });

  test('a secret that is made is shown once, and the one before it works until it is ended', async () => {
    const { json } = await rotate({});
    expect(json.secret).toMatch(edition === 'flagship' ? /^[0-9a-f]{64}:[0-9a-f]{16}$/ : /^[0-9a-f]{64}$/);
    expect([await call(second), await call(json.secret)]).toEqual([expect.stringMatching(OK), expect.stringMatching(OK)]);
    expect((await rotate({})).json).toMatchObject({ code: 'exists', detail: expect.stringContaining('two valid secrets') });
    const end = await server.ask({ method: 'POST', path: `/api/keys/${edition}/${key}/end-previous` });
    expect(end.json).toEqual({ edition, key, ended: true });
    expect([await call(second), await call(json.secret)]).toEqual([REFUSED, expect.stringMatching(OK)]);
    expect(JSON.stringify((await server.ask('/api/keys')).json)).not.toContain(json.secret);
    expect(server.log.join('')).not.toContain(json.secret);
  });

  test('the journal says who did it', async () => {
    const { items } = (await server.ask('/api/journal?limit=200')).json;
    const rows = items.filter(({ pool, detail }: { pool: string; detail: string }) => pool === 'key' && JSON.parse(detail).key === key);
    expect(rows.map(({ event, actor }: { event: string; actor: string }) => `${event} ${actor}`)).toEqual([
      'end-secret operator:admin',
      'rotate operator:admin',
      'rotate operator:admin',
    ]);
  });
});

describe('one address', () => {
  const TOO_OFTEN = '超过每分钟最大调用频率限制，请稍后重试';

  test('that calls too often is refused before anything is looked at, others are not; its own machine is not counted', async () => {
    const limited = await startTestServer({ callsPerAddress: 3, proxies: ['127.0.0.1'] });
    const from = (address: string, sign?: string) =>
      enterprise(limited, 'shop', {}, { headers: { 'X-Forwarded-For': address }, ...(sign !== undefined && { sign }) });
    const wrong = () => from('203.0.113.9', '0'.repeat(32));
    for (let n = 0; n < 3; n++) expect(await wrong()).toBe('{"code":1005,"message":"签名sign错误"}');
    for (let n = 0; n < 2; n++) expect(await wrong()).toBe(`{"code":1009,"message":"${TOO_OFTEN}"}`);
    const headers = { 'X-Forwarded-For': '203.0.113.9' };
    expect(await flagship(limited, LIST, [10, 0], { headers })).toBe(`{"status":100,"message":"${TOO_OFTEN}"}`);
    expect(await from('203.0.113.10')).toMatch(/^\{"code":0,/);
    for (let n = 0; n < 9; n++) expect(await enterprise(limited, 'shop', {})).toMatch(/^\{"code":0,/);
    const { headers: told } = await post(limited.url, '/openapi2/shop.php', enterpriseBody(limited, {}), headers);
    expect(told['x-request-id']).toMatch(/^[0-9a-f]{16}$/);
    expect(limited.log.filter((line) => line.includes('calls too often'))).toHaveLength(1);
    await limited.close();
  });

  test('counts anew each minute; an IPv6 network is one; so many are remembered', () => {
    let now = 0;
    const limiter = new AddressLimiter(2, () => now);
    const take = (...addresses: string[]) => addresses.map((address) => limiter.take(address));
    expect(take('192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.1')).toEqual(['within', 'within', 'first over', 'over']);
    expect(take('2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:2::', '2001:db8:1:3::1')).toEqual([
      'within',
      'within',
      'first over',
      'within',
    ]);
    expect(take('127.0.0.1', '127.0.0.1', '127.0.0.1', '::1', '::1', '::1', '::ffff:127.0.0.1')).toEqual(Array(7).fill('within'));
    for (let n = 0; n < 20_000; n++) limiter.take(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    expect(take('10.0.78.31', '10.0.78.31', '10.0.78.31')).toEqual(Array(3).fill('within')); // came too late to be counted
    expect(take('192.0.2.1')).toEqual(['over']);
    now = 60_000;
    expect(take('192.0.2.1')).toEqual(['within']);
    expect(new AddressLimiter(0).take('192.0.2.1')).toBe('within');
  });
});
