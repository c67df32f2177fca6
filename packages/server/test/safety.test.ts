/** Refused requests change nothing (promise B11), nothing tells a secret, and a disabled key is disabled at once. */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { folderOf } from '@tongbu/engine';
import { flagship as flagshipEdition } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Faults } from './faults.ts';
import { addKey, put, seedListings, startTestServer, stateOf, type TestServer } from './harness.ts';
import { enterprise, enterpriseBody, exchange, flagship, flagshipTarget, type Other, post } from './wire.ts';

const FLAGSHIP = { sid: 'demo', key: 'canary', secret: 'canarysecret:canarysalt' };
const ENTERPRISE = { sid: 'demo', key: 'canary', secret: 'canaryappsecret' };

const faults = new Faults();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ bodyLimit: 5000 }, { at: 1_800_000_000_000, socket: true, wrap: faults.wrap });
  await seedListings(server, 2);
  await put(server, 'shipments', [{ shop_no: 'S1', tid: 'T1', logistics_no: 'ZT1' }]);
  for (const [edition, { secret }] of [
    ['flagship', FLAGSHIP],
    ['enterprise', ENTERPRISE],
  ] as const) {
    await addKey(server.engine, edition, 'canary', { secret });
    await addKey(server.engine, edition, 'limited', { secret, callsPerMinute: 0 });
    await addKey(server.engine, edition, 'none-at-once', { secret, callsAtOnce: 0 });
    await addKey(server.engine, edition, 'elsewhere', { secret, allow: ['10.0.0.0/8'] });
    await addKey(server.engine, edition, 'off', { secret });
    await server.engine.disableKey({ seller: 'demo', edition, appKey: 'off', now: 0 });
  }
});
afterAll(() => server.close());

const SUCCESS = JSON.stringify([1, { stock_change_count: 1 }]);
const LIST = '[{"rec_id":1,"stock_change_count":1}]';
const ship = { logistics_list: '[{"rec_id":1,"status":0}]' };

/** An acknowledgement that would do something, but for one thing. */
const bySuccess = (other: Other) => flagship(server, 'sales.StockSync.syncSuccess', SUCCESS, { as: FLAGSHIP, ...other });
const byAck = (other: Other, name = 'logistics_sync_ack') => enterprise(server, name, ship, { as: ENTERPRISE, ...other });
const withKey = (key: string) => [bySuccess({ as: { ...FLAGSHIP, key } }), byAck({ as: { ...ENTERPRISE, key } })];
const at = (seconds: number) => [
  bySuccess({ parameters: { timestamp: String(flagshipEdition.toTimestamp(server.clock.now) + seconds) } }),
  byAck({ parameters: { timestamp: String(server.clock.now / 1000 + seconds) } }),
];
const target = () => flagshipTarget(server, 'sales.StockSync.syncSuccess', SUCCESS, { as: FLAGSHIP });
const form = () => enterpriseBody(server, ship, { as: ENTERPRISE });
const ack = '/openapi2/logistics_sync_ack.php';
const posted = async (target: string, body: string) => (await post(server.url, target, body)).body;

const refused: Record<string, () => Promise<string>[]> = {
  'wrong signature': () => [bySuccess({ sign: 'f'.repeat(32) }), byAck({ sign: 'f'.repeat(32) })],
  'wrong secret': () => [bySuccess({ as: { ...FLAGSHIP, secret: 'x:canarysalt' } }), byAck({ as: { ...ENTERPRISE, secret: 'x' } })],
  'wrong salt': () => [bySuccess({ as: { ...FLAGSHIP, secret: 'canarysecret:x' } })],
  'too old': () => at(-301),
  'too new': () => at(301),
  'unknown seller': () => [bySuccess({ parameters: { sid: 'x' } }), byAck({ parameters: { sid: 'x' } })],
  'unknown key': () => withKey('x'),
  'disabled key': () => withKey('off'),
  'address not allowed': () => withKey('elsewhere'),
  'calls per minute': () => withKey('limited'),
  'calls at once': () => withKey('none-at-once'),
  'unknown method': () => [flagship(server, 'sales.StockSync.SyncSuccess', SUCCESS, { as: FLAGSHIP }), byAck({}, 'LOGISTICS_SYNC_ACK')],
  'wrong version': () => [bySuccess({ parameters: { v: '2.0' } })],
  'unknown parameter': () => [posted(`${target()}&x=1`, SUCCESS)],
  'repeated parameter': () => [posted(`${target()}&sid=demo`, SUCCESS), posted(ack, `${form()}&sid=demo`)],
  'body after the signed one': () => [posted(target(), `${SUCCESS} `), posted(ack, `${form()}&x=1`)],
  'broken JSON': () => [
    flagship(server, 'sales.StockSync.syncSuccess', `${SUCCESS}]`, { as: FLAGSHIP }),
    enterprise(server, 'api_goods_stock_change_ack', { stock_sync_list: `${LIST}]` }, { as: ENTERPRISE }),
  ],
  'wrong arguments': () => [
    flagship(server, 'sales.StockSync.syncSuccess', '[1]', { as: FLAGSHIP }),
    flagship(server, 'sales.StockSync.syncSuccess', '[{},{}]', { as: FLAGSHIP }),
    enterprise(server, 'api_goods_stock_change_ack', {}, { as: ENTERPRISE }),
  ],
  'wrong HTTP method': () => [
    exchange(server.url, `GET ${target()} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`).then(({ body }) => body),
  ],
  'wrong path': () => [posted(target().replace('/openapi', '/open'), SUCCESS), posted('/openapi2/logistics_sync_ack', form())],
  'too large': () => [flagship(server, 'sales.StockSync.syncSuccess', SUCCESS + ' '.repeat(5000), { as: FLAGSHIP }).catch(String)],
};

describe('a refused request changes nothing, and leaves no row in the journal:', () => {
  test.for(Object.entries(refused))('%s', async ([, ask]) => {
    const before = await stateOf(server);
    for (const answer of await Promise.all(ask())) expect(answer).not.toMatch(/^\{"(status|code)":0/);
    expect(await stateOf(server)).toEqual(before);
  });

  test('overload and draining', async () => {
    const other = await startTestServer({ mostInHand: -1 });
    await seedListings(other, 1);
    const before = await stateOf(other);
    expect(await flagship(other, 'sales.StockSync.syncSuccess', SUCCESS)).toMatch(/^\{"status":99,/);
    expect(await enterprise(other, 'logistics_sync_ack', ship)).toMatch(/^\{"code":1020,/);
    expect(await stateOf(other)).toEqual(before);
    await other.close();
  });

  test('and each of them would have changed something', async () => {
    const { journal } = await stateOf(server);
    expect([await bySuccess({}), await byAck({})]).toEqual(['{"status":0}', '{"code":0,"message":"","errors":[]}']);
    expect((await stateOf(server)).journal.slice(journal.length).map(({ effect }) => effect)).toEqual(['cleared', 'done']);
  });
});

describe('nothing tells a secret:', () => {
  test('the log names parameters and never what they hold', async () => {
    const signs = [target(), form()].map((text) => /sign=([0-9a-f]{32})/.exec(text)?.[1] as string);
    await post(server.url, target(), SUCCESS);
    await post(server.url, ack, form());
    faults.fail('acknowledgeStock', new Error('the disk is full'));
    await bySuccess({});
    faults.heal();
    const text = server.log.join('');
    expect(text).toContain('"names":"sid,key,salt,method,v,timestamp,sign"');
    expect(text).toContain('"names":"logistics_list,sid,appkey,timestamp,sign"');
    expect(text).toContain('"reason":"验证失败"');
    expect(text).toContain('the disk is full');
    expect(text).not.toMatch(/canarysecret|canarysalt|canaryappsecret|rec_id|[0-9a-f]{32}|f{32}/);
    for (const sign of signs) expect(text).not.toContain(sign);
  });

  test('a line of the log stays short, whatever a stranger sends', async () => {
    const long = 'x'.repeat(4000);
    await flagship(server, long, '[]', { as: FLAGSHIP });
    await enterprise(server, 'x', { [long]: '1' }, { as: ENTERPRISE, sign: 'wrong' });
    await post(server.url, '/openapi2/x.php', `${long.slice(2000)}&${long.slice(2000)}`);
    expect(server.log.filter((line) => line.length > 1000)).toEqual([]);
  });

  test('answers do not, and neither do the verbs that list keys', async () => {
    const answers: unknown[] = await Promise.all(Object.values(refused).flatMap((ask) => ask()));
    answers.push(await server.engine.listKeys({ seller: 'demo' }), await fetch(`${server.manageUrl}/readyz`).then((r) => r.text()));
    expect(JSON.stringify(answers)).not.toMatch(/canarysecret|canarysalt|canaryappsecret|[0-9a-f]{32}/);
  });
});

describe('through the socket for commands', () => {
  const socketPath = () => folderOf(server.folder).socket;

  function command(call: unknown): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(socketPath(), () => socket.write(`${typeof call === 'string' ? call : JSON.stringify(call)}\n`));
      createInterface({ input: socket }).on('line', (line) => {
        resolve(line);
        socket.destroy();
      });
      socket.on('close', () => resolve('closed')).on('error', reject);
    });
  }
  const disable = (edition: string, appKey: string) => ({ id: 1, verb: 'disableKey', input: { seller: 'demo', edition, appKey, now: 1 } });

  test('a disabled key is refused from the next request on, though it is remembered', async () => {
    const list = () => flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0], { as: FLAGSHIP });
    const query = () => enterprise(server, 'logistics_sync_query', {}, { as: ENTERPRISE });
    expect([await list(), await query()]).toEqual([expect.stringMatching('"status":0'), expect.stringMatching('"code":0')]);
    expect(await command(disable('flagship', 'canary'))).toBe('{"id":1}');
    expect([await list(), await query()]).toEqual(['{"status":1,"message":"app auth fail"}', expect.stringMatching('"code":0')]);
    expect(await command(disable('enterprise', 'canary'))).toBe('{"id":1}');
    expect(await query()).toBe('{"code":1007,"message":"接口appkey已停用【解决办法：联系商务人员，重新开启接口appkey】 "}');
  });

  test('a new key and a new seller are known from the next request on, though they were asked for before', async () => {
    const as = { sid: 'newcomer', key: 'first', secret: 'abc:def' };
    const list = () => flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0], { as });
    expect(await list()).toBe('{"status":1,"message":"sid is not found"}');
    await command({ id: 1, verb: 'addSeller', input: { seller: 'newcomer', now: 1 } });
    expect(await list()).toBe('{"status":1,"message":"app auth fail"}');
    const key = { seller: 'newcomer', edition: 'flagship', appKey: 'first', secret: 'abc:def', shops: null, allow: [], now: 1 };
    await command({ id: 1, verb: 'addKey', input: { ...key, callsPerMinute: null, callsAtOnce: null } });
    expect(await list()).toBe('{"status":0,"data":{"id_list":[],"position":0}}');
  });

  test.for(['null', '7', '"x"', '[]', '{}', '{"id":1}', '{"id":1,"verb":"constructor"}', '{"id":1,"verb":{}}', 'no JSON', ''])(
    'a line that is no call ends nothing: %s',
    async (line) => {
      expect(await command(line)).toMatch(/^closed$|"code":"input"/);
      expect(await command({ id: 2, verb: 'listKeys', input: { seller: 'newcomer' } })).toContain('"appKey":"first"');
    },
  );

  test('a command that goes away before it has read its replies ends nothing', async () => {
    for (let i = 0; i < 3; i++) {
      const socket = connect(socketPath());
      socket.write('{"id":1,"verb":"listKeys","input":{"seller":"demo"}}\n'.repeat(500)); // more than a socket holds
      await new Promise((resolve) => socket.once('readable', resolve));
      socket.destroy();
    }
    for (let i = 0; i < 5; i++) expect(await command({ id: 3, verb: 'listSellers', input: {} })).toContain('"seller":"demo"');
  });
});
