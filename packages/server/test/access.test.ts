/** Who may call, from where, when and how often. */
import { enterprise as enterpriseEdition, flagship as flagshipEdition } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VENDOR } from '../src/index.ts';
import { Limiter } from '../src/limiter.ts';
import { Faults } from './faults.ts';
import { addKey, ENTERPRISE_KEY, FLAGSHIP_KEY, seedListings, startTestServer, type TestServer } from './harness.ts';
import { enterprise, flagship, type Other } from './wire.ts';

const LIST = 'sales.StockSync.getSelfWaitSyncIdListOpen';
const NOTHING_WAITS = '{"status":0,"data":{"id_list":[],"position":0}}';
const list = (server: TestServer, other: Other = {}) => flagship(server, LIST, [10, 0], other);
const query = (server: TestServer, other: Other = {}) => enterprise(server, 'logistics_sync_query', {}, other);
const NO_TRADES = '{"code":0,"message":"","total_count":"0","trades":[]}';

describe('the clock window', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({}, { at: 1_800_000_000_000 });
  });
  afterAll(() => server.close());

  const TOO_FAR = '{"status":7,"message":"时间戳错误"}';
  test.for([
    [-120, NOTHING_WAITS],
    [120, NOTHING_WAITS],
    [-121, TOO_FAR],
    [121, TOO_FAR],
  ] as const)('of the flagship edition is 120 seconds either way: %i', async ([off, answer]) => {
    const timestamp = String(flagshipEdition.toTimestamp(server.clock.now) + off);
    expect(await list(server, { parameters: { timestamp } })).toBe(answer);
  });

  const INVALID = '{"code":1004,"message":"时间戳timestamp无效或与服务器时间相差超过5分钟"}';
  test.for([
    [-300, NO_TRADES],
    [300, NO_TRADES],
    [-301, INVALID],
    [301, INVALID],
  ] as const)('of the enterprise edition is 300 seconds either way: %i', async ([off, answer]) => {
    expect(await query(server, { parameters: { timestamp: String(1_800_000_000 + off) } })).toBe(answer);
  });

  test.for(['', 'now', '1e9', '0x6b49d200', '1800000000.0', '18000000000', '-1800000000', '１８００００００００'])(
    'a timestamp that is no number is no moment: %s',
    async (timestamp) => {
      const missing = '{"code":1001,"message":"缺少必要请求参数【timestamp】"}';
      expect(await query(server, { parameters: { timestamp } })).toBe(timestamp === '' ? missing : INVALID);
      const form = `{"status":1,"message":"For input string: \\"${timestamp}\\""}`;
      // A whole number that fits the vendor's 32 bits is a moment, however far away.
      const answer = /^-?\d{10}$/.test(timestamp) ? TOO_FAR : form;
      expect(await list(server, { parameters: { timestamp } })).toBe(answer);
    },
  );
});

describe('who calls', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    await server.engine.addSeller({ seller: 'other', now: 0 });
    await addKey(server.engine, 'flagship', 'other-app', { seller: 'other' });
    await addKey(server.engine, 'flagship', 'colons', { secret: 'aa:bb:cc' });
  });
  afterAll(() => server.close());

  const NO_SELLER = '{"status":1,"message":"sid is not found"}';
  const NO_KEY = '{"status":1,"message":"app auth fail"}';
  test.for([
    ['an unknown seller', { sid: 'nobody' }, NO_SELLER],
    ['a seller of another case', { sid: 'DEMO' }, NO_SELLER],
    ['a name that no seller can have', { sid: `x' or 1=1 --${'x'.repeat(2000)}` }, NO_SELLER],
    ['NUL', { sid: 'demo\0' }, NO_SELLER],
    ['an unknown key', { key: 'nobody' }, NO_KEY],
    ['a name that no key can have', { key: '旗舰' }, NO_KEY],
    ['a key that no key can have, of an unknown seller', { sid: 'nobody', key: '旗舰' }, NO_SELLER],
    ["another seller's key", { key: 'other-app' }, NO_KEY],
    ["the other edition's key", { key: ENTERPRISE_KEY.key }, NO_KEY],
  ] as const)('flagship: %s', async ([, parameters, answer]) => expect(await list(server, { parameters })).toBe(answer));

  test.for([
    ['an unknown seller', { sid: 'nobody' }, '{"code":1002,"message":"卖家账号sid不存在"}'],
    ['seller and key swapped', { sid: ENTERPRISE_KEY.key, appkey: 'demo' }, '{"code":1002,"message":"卖家账号sid不存在"}'],
    ['a name that no seller can have', { sid: '旗舰' }, '{"code":1002,"message":"卖家账号sid不存在"}'],
    ['an unknown key', { appkey: 'nobody' }, '{"code":1003,"message":"接口账号appkey不存在"}'],
    ["the other edition's key", { appkey: FLAGSHIP_KEY.key }, '{"code":1003,"message":"接口账号appkey不存在"}'],
  ] as const)('enterprise: %s', async ([, parameters, answer]) => expect(await query(server, { parameters })).toBe(answer));

  test('a signature in capitals is right, one of another length is wrong, and both halves of the secret count', async () => {
    const timestamp = String(flagshipEdition.toTimestamp(server.clock.now));
    const parameters = { sid: 'demo', key: 'demo-app', salt: '5alt', method: LIST, v: '1.0', timestamp };
    const sign = flagshipEdition.sign(parameters, '[10,0]', 's3cr3t');
    expect(await list(server, { sign: sign.toUpperCase() })).toBe(NOTHING_WAITS);
    for (const wrong of [sign.slice(1), `${sign}0`, '', sign.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))]) {
      expect(await list(server, { sign: wrong })).toBe('{"status":1,"message":"验证失败"}');
    }
    expect(await list(server, { parameters: { salt: 'pepper' } })).toBe('{"status":1,"message":"验证失败"}');
    expect(await list(server, { as: { sid: 'demo', key: 'colons', secret: 'aa:bb:cc' } })).toBe(NOTHING_WAITS);
    expect(await list(server, { as: { sid: 'demo', key: 'colons', secret: 'aa:bb' } })).toBe('{"status":1,"message":"验证失败"}');
  });

  test('a flagship request without a body is signed like any other', async () => {
    const wrong = { sign: '0'.repeat(32) };
    expect(await flagship(server, LIST, '', wrong)).toBe('{"status":1,"message":"验证失败"}');
    expect(await flagship(server, LIST, '')).toBe('{"status":1,"message":"参数错误"}'); // verified, and no list of arguments
  });

  test('an enterprise signature in capitals is right too, and a parameter we do not know is signed with the rest', async () => {
    const form = { sid: 'demo', appkey: ENTERPRISE_KEY.key, timestamp: String(Math.floor(server.clock.now / 1000)) };
    const sign = enterpriseEdition.sign(form, ENTERPRISE_KEY.secret);
    expect(await query(server, { sign: sign.toUpperCase() })).toBe(NO_TRADES);
    expect(await query(server, { parameters: { unknown: '1' } })).toBe(NO_TRADES);
    expect(await query(server, { parameters: { unknown: '1' }, sign })).toBe('{"code":1005,"message":"签名sign错误"}');
  });
});

describe('from where', () => {
  const allow = ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'];
  const as = { sid: 'demo', key: 'fenced', secret: FLAGSHIP_KEY.secret };
  const REFUSED = '{"status":6,"message":"ip限制"}';

  async function serverBehind(proxies: string[]): Promise<TestServer> {
    const server = await startTestServer({ proxies });
    await addKey(server.engine, 'flagship', 'fenced', { allow });
    await addKey(server.engine, 'flagship', 'local', { allow: ['10.0.0.0/8', '127.0.0.0/8'] });
    await addKey(server.engine, 'flagship', 'other-host', { allow: ['127.0.0.2'] });
    return server;
  }

  test.for([
    ['no proxy is declared', []],
    ['the declared proxy is another machine', ['10.0.0.0/8']],
  ] as const)('the address is that of the connection when %s', async ([, proxies]) => {
    const server = await serverBehind([...proxies]);
    expect(await list(server, { as, headers: { 'X-Forwarded-For': '203.0.113.5' } })).toBe(REFUSED);
    expect(await list(server, { as, headers: { Forwarded: 'for=203.0.113.5', 'X-Real-IP': '203.0.113.5' } })).toBe(REFUSED);
    expect(await list(server, { as: { ...as, key: 'local' }, headers: { 'X-Forwarded-For': '8.8.8.8' } })).toBe(NOTHING_WAITS);
    expect(await list(server, { as: { ...as, key: 'other-host' } })).toBe(REFUSED);
    await server.close();
  });

  test('a declared proxy is believed, and only the last address it names', async () => {
    const server = await serverBehind(['127.0.0.1']);
    const from = (address: string) => list(server, { as, headers: { 'X-Forwarded-For': address } });
    for (const inside of ['203.0.113.5', '203.0.113.255', '198.51.100.7', '::ffff:203.0.113.5', '2001:db8::1', '8.8.8.8, 203.0.113.5']) {
      expect(await from(inside), inside).toBe(NOTHING_WAITS);
    }
    for (const outside of ['203.0.114.1', '198.51.100.8', '2001:db9::1', '203.0.113.5, 8.8.8.8', 'unknown', '', '203.0.113.5:80']) {
      expect(await from(outside), outside).toBe(REFUSED);
    }
    expect(await list(server, { as })).toBe(REFUSED);
    await server.close();
  });
});

describe('how often', () => {
  const PER_MINUTE = '超过每分钟最大调用频率限制，请稍后重试';
  const AT_ONCE = '超过每分钟最大并发次数限制，请稍后重试';
  const times = async (count: number, call: () => Promise<string>) => {
    for (let i = 0; i < count; i++) expect(await call()).toMatch(/^\{"(status|code)":0,/);
  };

  test("the vendor's limits let 60 calls a minute pass, of each flagship method and of an enterprise key", async () => {
    const server = await startTestServer({ limits: VENDOR });
    await seedListings(server, 1);
    await times(60, () => list(server));
    expect(await list(server)).toBe(`{"status":100,"message":"${PER_MINUTE}"}`);
    await times(1, () => flagship(server, 'sales.StockSync.calcStock', [1, true]));
    await times(60, () => query(server));
    expect(await query(server)).toBe(`{"code":1009,"message":"${PER_MINUTE}"}`);
    expect(await enterprise(server, 'logistics_sync_ack', { logistics_list: '[]' })).toBe(`{"code":1009,"message":"${PER_MINUTE}"}`);
    await server.close();
  });

  test("a key's own limits come first, above the server's and below", async () => {
    const server = await startTestServer({ limits: VENDOR });
    await addKey(server.engine, 'flagship', 'slow', { callsPerMinute: 2 });
    await addKey(server.engine, 'flagship', 'fast', { callsPerMinute: 70 });
    const as = (key: string) => ({ as: { sid: 'demo', key, secret: FLAGSHIP_KEY.secret } });
    await times(2, () => list(server, as('slow')));
    expect(await list(server, as('slow'))).toBe(`{"status":100,"message":"${PER_MINUTE}"}`);
    await times(70, () => list(server, as('fast')));
    expect(await list(server, as('fast'))).toBe(`{"status":100,"message":"${PER_MINUTE}"}`);
    await server.close();
  });

  test('calls at once are counted while they run, and refused ones cost nothing', async () => {
    const faults = new Faults();
    const server = await startTestServer({ limits: VENDOR }, { wrap: faults.wrap });
    await addKey(server.engine, 'enterprise', 'single', { callsAtOnce: 1 });
    const single = { as: { sid: 'demo', key: 'single', secret: ENTERPRISE_KEY.secret } };
    for (const [most, verb, call, refusal] of [
      [10, 'waitingListings', () => list(server), `{"status":100,"message":"${AT_ONCE}"}`],
      [5, 'pullShipments', () => query(server), `{"code":1009,"message":"${AT_ONCE}"}`],
      [1, 'pullShipments', () => query(server, single), `{"code":1009,"message":"${AT_ONCE}"}`],
    ] as const) {
      const { held, beside, release } = faults.pause(verb);
      const running = Array.from({ length: most }, call);
      await held(most);
      expect([await beside(call), await beside(call)]).toEqual([refusal, refusal]);
      release();
      for (const answer of await Promise.all(running)) expect(answer).toMatch(/^\{"(status|code)":0,/);
      await times(1, call);
    }
    await server.close();
  });

  test('a minute later the count starts again, on a clock that never jumps', () => {
    let now = 5000;
    const limiter = new Limiter(() => now);
    const limits = { callsPerMinute: 2, callsAtOnce: 9 };
    const begin = (key = 'k') => typeof limiter.begin(key, limits);
    expect([begin(), begin(), begin(), begin('another')]).toEqual(['function', 'function', 'string', 'function']);
    now += 59_999;
    expect(begin()).toBe('string');
    now += 1;
    expect([begin(), begin(), begin()]).toEqual(['function', 'function', 'string']);
  });
});
