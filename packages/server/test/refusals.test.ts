/** The memory of refused requests: bounded, per key, without secrets; and the hint in the log. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Credential, Edition, Engine, FoundCredential } from '@tongbu/engine';
import { enterprise, flagship } from '@tongbu/protocol';
import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { Calls } from '../src/calls.ts';
import { serveControl } from '../src/control.ts';
import type { Deps } from '../src/endpoints/deps.ts';
import { answerEnterprise } from '../src/endpoints/enterprise.ts';
import { answerFlagship } from '../src/endpoints/flagship.ts';
import { Refusals } from '../src/refusals.ts';
import { RequestLog } from '../src/requests/request-log.ts';
import { ownVerbs } from '../src/self.ts';

const SECRETS: Record<Edition, string> = { flagship: 's3cr3t-canary:5alt', enterprise: 'e5ecret-canary' };
const NOW = 1_795_400_000_000;

function credentialOf(edition: Edition, seller: string, appKey: string): Credential {
  const free = {
    key: 1,
    shops: null,
    warehouses: null,
    allow: [],
    callsPerMinute: null,
    callsAtOnce: null,
    ...{ interfaces: null, createdAt: 0, disabledAt: null, rotatedAt: 0, usedAt: null, previous: null, previousSecret: null },
  };
  return { ...free, edition, seller, appKey, secret: SECRETS[edition] };
}

/** Every key of the seller `demo` is known, but those that begin with `no`. */
const credentials = {
  asked: 0,
  async find(edition: Edition, seller: string, appKey: string): Promise<FoundCredential> {
    this.asked++;
    if (seller !== 'demo') return { found: 'nothing' };
    return appKey.startsWith('no') ? { found: 'seller' } : { found: 'key', credential: credentialOf(edition, seller, appKey) };
  },
};

let refusals: Refusals;
let requests: RequestLog;
let log: Record<string, unknown>[];
let deps: Deps;
beforeEach(() => {
  credentials.asked = 0;
  requests = new RequestLog();
  refusals = new Refusals(credentials, requests);
  log = [];
  const write = (line: string) => void log.push(JSON.parse(line));
  const keyUses = { note: () => {} };
  const pinoLog = pino({ level: 'debug' }, { write });
  const calls = new Calls();
  deps = { calls, credentials, refusals, requests, keyUses, log: pinoLog, now: () => NOW, isBusy: () => false } as unknown as Deps;
});

const received = (query: string, body: string | Uint8Array, name = '') => {
  return { query, name, body: Buffer.from(body), address: '10.0.0.9', id: '0123456789abcdef', startedAt: 0 };
};
const form = (key: string, more: Record<string, string> = {}) =>
  enterprise.writeForm({ sid: 'demo', appkey: key, timestamp: String(NOW / 1000), sign: '0'.repeat(32), ...more });
const keep = (key: string, more: Record<string, string> = {}) =>
  refusals.keep(
    'enterprise',
    received('', form(key, more), 'logistics_sync_ack'),
    { code: 1005, message: '签名sign错误', answer: '' },
    NOW,
  );

describe('what is kept', () => {
  test('a refused request, whole, with when, whence and why', async () => {
    keep('a', { shop_no: '旗舰' });
    const [head] = await refusals.list();
    expect(head).toMatchObject({
      edition: 'enterprise',
      name: 'logistics_sync_ack',
      sid: 'demo',
      key: 'a',
      receivedAt: NOW,
      code: 1005,
      address: '10.0.0.9',
      body: null,
    });
    const whole = refusals.read(head?.number as number);
    expect(Buffer.from(whole?.body ?? '', 'base64').toString()).toBe(form('a', { shop_no: '旗舰' }));
    expect(refusals.read(99)).toBeNull();
  });

  test('the newest first, and of one key no more than eight', async () => {
    for (let n = 0; n < 20; n++) keep('a', { n: String(n) });
    const kept = await refusals.list();
    expect(kept.map(({ number }) => number)).toEqual([20, 19, 18, 17, 16, 15, 14, 13]);
  });

  test('a flood of one key, of strangers and of nobody pushes out nothing of another key', async () => {
    keep('quiet');
    await refusals.list();
    for (let n = 0; n < 500; n++) {
      keep('loud');
      keep(`no${n}`);
      refusals.keep('enterprise', received('', 'x=1'), { code: 1001, message: '', answer: '' }, NOW);
    }
    const keys = (await refusals.list()).map(({ key }) => key);
    expect(keys).toContain('quiet');
    expect(keys.filter((key) => key === 'loud').length).toBeLessThanOrEqual(8);
    expect(keys.length).toBeLessThanOrEqual(8 * 3);
  });

  test('a flood of names costs few questions to the store', async () => {
    for (let n = 0; n < 500; n++) keep(`no${n}`);
    await refusals.list();
    expect(credentials.asked).toBeLessThanOrEqual(2 * 20);
  });

  test('large bodies are not kept, others up to 256 KiB a key', async () => {
    keep('a', { x: 'x'.repeat(70_000) });
    expect(await refusals.list()).toMatchObject([{ sid: '', bytes: expect.any(Number) }]);
    for (let n = 0; n < 8; n++) keep('b', { x: 'x'.repeat(60_000) });
    expect((await refusals.list()).filter(({ key }) => key === 'b')).toHaveLength(4);
  });

  test('what the server is too busy for is no mistake of the caller', async () => {
    refusals.keep('flagship', received('sid=demo&key=a', ''), { code: 99, message: '', answer: '' }, NOW);
    refusals.keep('enterprise', received('', form('a')), { code: 1020, message: '', answer: '' }, NOW);
    expect(await refusals.list()).toEqual([]);
  });

  test('a secret that travelled is taken out', async () => {
    const { secret = '' } = flagship.splitSecret(SECRETS.flagship) ?? {};
    refusals.keep(
      'flagship',
      received(`sid=demo&key=a&salt=${secret}`, `["${secret}"]`),
      { code: 1, message: '验证失败', answer: '' },
      NOW,
    );
    keep('a', { appsecret: SECRETS.enterprise });
    const all = (await refusals.list()).map(({ number }) => refusals.read(number));
    expect(all).toHaveLength(2);
    for (const each of all) expect(`${each?.query}${Buffer.from(each?.body ?? '', 'base64')}`).toMatch(/^(?!.*canary).*\*\*\*/);
  });
});

describe('the endpoints', () => {
  const query = (more: Record<string, string> = {}) =>
    flagship.writeParameters({
      sid: 'demo',
      key: 'a',
      salt: '5alt',
      method: 'sales.StockSync.calcStock',
      v: '1.0',
      timestamp: String(flagship.toTimestamp(NOW)),
      sign: '0'.repeat(32),
      ...more,
    });

  test('keep a bad signature, a wrong clock and broken parameters, and answer as ever', async () => {
    expect(await answerFlagship(deps, received(query(), '[]'))).toBe('{"status":1,"message":"验证失败"}');
    expect(await answerFlagship(deps, received(query({ timestamp: '1' }), '[]'))).toBe('{"status":7,"message":"时间戳错误"}');
    expect(await answerFlagship(deps, received(`${query()}&x=1`, '[]'))).toBe('{"status":1,"message":"参数错误"}');
    expect(await answerEnterprise(deps, received('', form('a')))).toBe('{"code":1005,"message":"签名sign错误"}');
    expect((await refusals.list()).map(({ code, message }) => `${code} ${message}`)).toEqual([
      '1005 签名sign错误',
      '1 参数错误',
      '7 时间戳错误',
      '1 验证失败',
    ]);
  });

  test('what was verified and then refused is not kept', async () => {
    const parameters = {
      sid: 'demo',
      key: 'a',
      salt: '5alt',
      method: 'no.such.method',
      v: '1.0',
      timestamp: String(flagship.toTimestamp(NOW)),
    };
    const sign = flagship.sign(parameters, '[]', 's3cr3t-canary');
    expect(await answerFlagship(deps, received(flagship.writeParameters({ ...parameters, sign }), '[]'))).toContain('权限不足');
    expect(await refusals.list()).toEqual([]);
  });

  test('tell in the log what the client does wrong, a few times a second, and nothing secret', async () => {
    const fields = { sid: 'demo', appkey: 'a', timestamp: String(NOW / 1000), shop_no: '旗舰店' };
    const text = enterprise.canonicalText(fields).replace('0003-旗舰店', '0009-旗舰店');
    const { createHash } = await import('node:crypto');
    const sign = createHash('md5')
      .update(text + SECRETS.enterprise)
      .digest('hex');
    for (let n = 0; n < 100; n++) await answerEnterprise(deps, received('', enterprise.writeForm({ ...fields, sign })));
    const hints = log.filter(({ msg }) => msg === 'signature refused').map(({ hint }) => hint);
    expect(hints[0]).toMatch(/client counts bytes/);
    expect(hints).toHaveLength(100);
    expect(hints.filter(Boolean).length).toBeLessThanOrEqual(8);
    expect(JSON.stringify(log)).not.toContain('canary');
  });

  test('a large body gets no hint', async () => {
    await answerFlagship(deps, received(query(), ' '.repeat(100_000)));
    expect(log.find(({ msg }) => msg === 'signature refused')).not.toHaveProperty('hint');
  });
});

test('commands read the memory through the socket', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-refusals-'));
  const path = join(folder, 'socket');
  const stop = await serveControl(path, { engine: {} as Engine, own: ownVerbs(refusals, [], () => null) });
  keep('a');
  const socket = connect(path);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const ask = async (verb: string, input: object) => {
    socket.write(`${JSON.stringify({ id: 1, verb, input })}\n`);
    return JSON.parse(String((await lines.next()).value)).value;
  };
  const [{ number }] = await ask('listRefusals', {});
  expect(await ask('readRefusal', { number })).toMatchObject({ key: 'a', body: Buffer.from(form('a')).toString('base64') });
  expect(await ask('readRefusal', {})).toBeNull();
  await stop();
  rmSync(folder, { recursive: true });
});
