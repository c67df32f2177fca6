/** What is kept of signed calls, who sees it, and that nothing secret is in it. */
import { enterprise as enterpriseEdition } from '@tongbu/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RequestLog } from '../src/requests/request-log.ts';
import { addKey, ENTERPRISE_KEY, FLAGSHIP_KEY, put } from './harness.ts';
import { type Manager, startManager } from './manage/manager.ts';
import { enterpriseBody, flagshipTarget, type HttpAnswer, type Other, post } from './wire.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
  await put(server, 'shipments', [{ shop_no: 'S1', tid: 'T-2026-77', logistics_no: 'ZT77' }]);
  await addKey(server.engine, 'flagship', 'their-app', { seller: 'other', secret: 'theirs-canary:pepper' });
});
afterAll(() => server.close());

const byEnterprise = (name: string, fields: Record<string, string>, other: Other = {}) =>
  post(server.url, `/openapi2/${name}.php`, enterpriseBody(server, fields, other));
const byFlagship = (method: string, body: unknown, other: Other = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return post(server.url, flagshipTarget(server, method, text, other), text);
};
const idOf = ({ headers }: HttpAnswer) => headers['x-request-id'] as string;
const list = async (query = '', token = server.tokens.demo.viewer) => (await server.ask({ path: `/api/requests${query}`, token })).json;
const show = async (id: string, token = server.tokens.demo.viewer) => (await server.ask({ path: `/api/requests/${id}`, token })).json;
const explain = async (id: string) => (await server.ask(`/api/requests/${id}/explanation`)).json;
const ids = (page: { items: { request: string }[] }) => page.items.map(({ request }) => request);
const acknowledge = (listing: number, other?: Other) =>
  byEnterprise(
    'api_goods_stock_change_ack',
    { stock_sync_list: JSON.stringify([{ rec_id: listing, sync_stock: 10, stock_change_count: 1 }, { rec_id: 999 }]) },
    other,
  );

describe('a call', () => {
  test('has an id in its answer, whose body stays as it is; every answer has one, and no two are alike', async () => {
    const answers = [
      await byEnterprise('logistics_sync_query', { shop_no: 'S2' }),
      await byFlagship('sales.StockSync.getSelfWaitSyncIdListOpen', [10, 1000]),
      await byEnterprise('logistics_sync_query', {}, { sign: '0'.repeat(32) }),
      await post(server.url, '/nowhere', ''),
    ];
    expect(answers[0]?.body).toBe('{"code":0,"message":"","total_count":"0","trades":[]}');
    for (const answer of answers) expect(idOf(answer)).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(answers.map(idOf)).size).toBe(4);
  });

  test('is told with what came of it, its elements counted', async () => {
    const id = idOf(await acknowledge(1));
    expect((await list(`?q=${id}`)).items).toEqual([
      {
        ...{ request: id, at: new Date(server.clock.now).toISOString(), edition: 'enterprise', interface: 'api_goods_stock_change_ack' },
        ...{ key: ENTERPRISE_KEY.key, address: '127.0.0.1', verified: true, durationMs: expect.any(Number) },
        ...{ outcome: 'ok', code: 0, message: '', offered: 0, accepted: 1, rejected: 1 },
        ...{ requestBytes: expect.any(Number), answerLength: expect.any(Number) },
      },
    ]);
    const shown = await show(id);
    expect(shown).toMatchObject({ request: id, body: null, cut: false });
    const sent = Object.fromEntries(shown.parameters.map(({ name, value }: { name: string; value: string }) => [name, value]));
    expect(sent).toMatchObject({ sid: 'demo', sign: '***', stock_sync_list: expect.stringContaining('"rec_id":999') });
    expect(JSON.parse(shown.answer).errors).toEqual([{ rec_id: '999', error: expect.any(String) }]);
  });

  test.for([
    [
      'sales.StockSync.batchCalcStock',
      [
        [
          { api_goods_id: 1, force_sync: true },
          { api_goods_id: 999, force_sync: true },
        ],
      ],
      { offered: 1, accepted: 0, rejected: 1 },
    ],
    ['sales.StockSync.getSelfWaitSyncIdListOpen', [10, 1], { offered: 4, accepted: 0, rejected: 0 }],
    ['sales.StockSync.syncFail', [3, { stock_change_count: 1 }], { offered: 0, accepted: 1, rejected: 0 }],
    ['sales.LogisticsSync.update', [[{ sync_id: 999, status: 0 }]], { offered: 0, accepted: 0, rejected: 1 }],
  ] as const)('%s counts what it is about', async ([method, body, counts]) => {
    const shown = await show(idOf(await byFlagship(method, body)));
    expect(shown).toMatchObject({ interface: method, outcome: 'ok', ...counts, body: JSON.stringify(body) });
  });

  test('is found from the row of the journal that it left: by actor, moment and interface', async () => {
    const before = server.clock.now;
    server.clock.now += 1234;
    const id = idOf(await acknowledge(2));
    const { items } = (await server.ask('/api/listings/2/story')).json;
    const row = items.findLast(({ event }: { event: string }) => event === 'success');
    const [edition, key] = row.actor.split(':');
    expect(ids(await list(`?edition=${edition}&key=${key}&at=${encodeURIComponent(row.at)}`))).toEqual([id]);
    server.clock.now = before;
  });

  test('that is refused after it was verified says so', async () => {
    const id = idOf(await byFlagship('no.such.method', [1]));
    expect(await show(id)).toMatchObject({ verified: true, outcome: 'refused', code: 100, message: '权限不足', offered: 0 });
    expect(await explain(id)).toMatchObject({
      signature: 'right',
      findings: [{ kind: 'answer', text: { zh: '签名正确。服务器的应答是 100 权限不足' } }],
    });
  });

  test('carries its id into the log', async () => {
    const id = idOf(await byEnterprise('logistics_sync_query', {}, { sign: '0'.repeat(32) }));
    const lines = server.log.filter((line) => line.includes(id)).map((line) => JSON.parse(line));
    expect(lines.map(({ request, msg }) => [request, msg])).toEqual([
      [id, 'signature refused'],
      [id, 'refused'],
    ]);
  });
});

describe('the list', () => {
  test.for([
    ['an order', 'T-2026-77'],
    ['a tracking number', 'ZT77'],
  ] as const)('finds %s in what was answered', async ([, q]) => {
    const id = idOf(await byEnterprise('logistics_sync_query', { shop_no: 'S1' }));
    expect(ids(await list(`?q=${q}`))).toContain(id);
    expect(ids(await list(`?q=${q}-not-there`))).toEqual([]);
  });

  test('takes a number whole', async () => {
    const id = idOf(await byFlagship('sales.StockSync.calcStock', [4, true]));
    const other = idOf(await byFlagship('sales.StockSync.getSelfWaitSyncIdListOpen', [4444, 54321]));
    expect(ids(await list('?q=54321'))).toEqual([other]);
    expect(ids(await list('?q=4&interface=sales.StockSync.calcStock'))).toEqual([id]);
    expect(ids(await list('?q=444'))).toEqual([]);
  });

  test('is narrowed by edition, interface, key and outcome', async () => {
    const { items } = await list('?limit=200');
    for (const [query, holds] of [
      ['edition=flagship', ({ edition }) => edition === 'flagship'],
      ['interface=logistics_sync_query', (each) => each['interface'] === 'logistics_sync_query'],
      [`key=${FLAGSHIP_KEY.key}`, ({ key }) => key === FLAGSHIP_KEY.key],
      ['outcome=refused', ({ outcome }) => outcome === 'refused'],
    ] as [string, (item: Record<string, string>) => boolean][]) {
      const wanted = items.filter(holds);
      expect(wanted.length).toBeGreaterThan(0);
      expect((await list(`?limit=200&${query}`)).items, query).toEqual(wanted);
    }
  });

  test('comes in pages, newest first, and says how far back it goes', async () => {
    const all = await list('?limit=200');
    const got: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`?limit=3${cursor}`);
      got.push(...ids(page));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(got).toEqual(ids(all));
    expect(got.length).toBeGreaterThan(9);
    expect(all.since).toBe(all.items.at(-1).at);
  });
});

describe('whose it is', () => {
  test('what a seller called, another one never sees', async () => {
    const as = { sid: 'other', key: 'their-app', secret: 'theirs-canary:pepper' };
    const id = idOf(await byFlagship('sales.StockSync.calcStock', [1, true], { as }));
    const mine = idOf(await byFlagship('sales.StockSync.calcStock', [1, true]));
    expect(ids(await list('', server.tokens.other.viewer))).toEqual([id]);
    expect(ids(await list('?limit=200'))).not.toContain(id);
    for (const path of [`/api/requests/${mine}`, `/api/requests/${mine}/explanation`]) {
      const none = await server.ask({ path: path.replace(mine, '0'.repeat(16)), token: server.tokens.other.admin });
      const got = await server.ask({ path, token: server.tokens.other.admin });
      expect([got.status, got.json.detail.replace(mine, '0'.repeat(16))]).toEqual([404, none.json.detail]);
    }
  });

  test.for([
    ['an unknown key', { as: { ...ENTERPRISE_KEY, key: 'nobody' } }, 1003],
    ['a wrong signature', { sign: '0'.repeat(32) }, 1005],
    ['a clock that is off', { parameters: { timestamp: '1' } }, 1004],
    ['no key at all', { parameters: { appkey: undefined } }, 1001],
  ] as const)('a refused request with %s is the seller’s that it names', async ([, other, code]) => {
    const id = idOf(await byEnterprise('logistics_sync_query', {}, other as Other));
    expect(await show(id)).toMatchObject({ request: id, verified: false, outcome: 'refused', code, interface: 'logistics_sync_query' });
    expect((await server.ask({ path: `/api/requests/${id}`, token: server.tokens.other.viewer })).status).toBe(404);
  });

  test('one that names no seller of ours is nobody’s', async () => {
    const as = { ...FLAGSHIP_KEY, sid: 'nobody' };
    const id = idOf(await byFlagship('sales.StockSync.calcStock', [1, true], { as }));
    for (const seller of ['demo', 'other'] as const) {
      expect((await server.ask({ path: `/api/requests/${id}`, token: server.tokens[seller].admin })).status).toBe(404);
    }
  });
});

describe('the doctor', () => {
  test('names the mistake, shows where both texts part, and says where to look', async () => {
    const { sid, key, secret } = ENTERPRISE_KEY;
    const form = { sid, appkey: key, timestamp: String(Math.floor(server.clock.now / 1000)), shop_no: '旗舰店' };
    const { createHash } = await import('node:crypto');
    const text = enterpriseEdition.canonicalText(form).replace('0003-旗舰店', '0009-旗舰店');
    const sign = createHash('md5')
      .update(text + secret)
      .digest('hex');
    const id = idOf(await post(server.url, '/openapi2/logistics_sync_query.php', enterpriseEdition.writeForm({ ...form, sign })));
    const explained = await explain(id);
    expect(explained).toMatchObject({ signature: 'explained', findings: [{ kind: 'lengths in bytes' }] });
    expect(explained.findings[0].text).toEqual({
      en: expect.stringContaining('UTF-8 bytes'),
      zh: expect.stringContaining('按 UTF-8 字节计算'),
    });
    expect([explained.signed.differs, explained.expected.differs]).toEqual(['9', '3']);
    expect(explained.signed.before).toBe(explained.expected.before);
    expect(explained.advice[0].en).toMatch(/Go/);
  });

  test.for([
    ['a key of the other edition', { as: { ...ENTERPRISE_KEY, key: FLAGSHIP_KEY.key } }, 'key of the other edition'],
    ['a key that there is not', { as: { ...ENTERPRISE_KEY, key: 'nobody' } }, 'no such key'],
    ['a clock that is off', { parameters: { timestamp: String(Math.floor(Date.now() / 1000) - 4000) } }, 'clock off'],
  ] as const)('names %s', async ([, other, kind]) => {
    const { findings } = await explain(idOf(await byEnterprise('logistics_sync_query', {}, other as Other)));
    expect(findings.map((each: { kind: string }) => each.kind)).toContain(kind);
  });

  test('names the secret that was replaced', async () => {
    await addKey(server.engine, 'enterprise', 'late');
    const named = { seller: 'demo', edition: 'enterprise' as const, appKey: 'late', actor: 'operator' };
    await server.engine.rotateKey({ ...named, secret: 'the-new-one', until: server.clock.now + 1000, now: server.clock.now });
    server.clock.now += 1000;
    const as = { sid: 'demo', key: 'late', secret: ENTERPRISE_KEY.secret };
    const { findings } = await explain(idOf(await byEnterprise('logistics_sync_query', {}, { as })));
    expect(findings.map((each: { kind: string }) => each.kind)).toEqual(['secret replaced']);
  });
});

describe('nothing secret is told', () => {
  const SECRETS = ['old-canary-secret', 'new-canary-secret', 'flag-canary', 'salt-canary'];
  beforeAll(async () => {
    await addKey(server.engine, 'enterprise', 'leaky', { secret: 'old-canary-secret' });
    await addKey(server.engine, 'flagship', 'leaky', { secret: 'flag-canary:salt-canary' });
    const named = { seller: 'demo', edition: 'enterprise' as const, appKey: 'leaky', actor: 'operator' };
    await server.engine.rotateKey({ ...named, secret: 'new-canary-secret', until: null, now: server.clock.now });
  });
  const leaky = (secret: string) => ({ as: { sid: 'demo', key: 'leaky', secret } });

  test.for([
    [
      'a field of a request that is right',
      () =>
        byEnterprise('logistics_sync_query', { appsecret: 'new-canary-secret', note: 'x old-canary-secret y' }, leaky('new-canary-secret')),
    ],
    ['the other edition’s secret', () => byEnterprise('logistics_sync_query', { note: 'flag-canary' }, leaky('old-canary-secret'))],
    [
      'an encoded one',
      () => byFlagship('sales.StockSync.calcStock', '["%66lag-canary","old-canary-secret"]', leaky('flag-canary:salt-canary')),
    ],
    ['the salt of a request that is right', () => byFlagship('sales.StockSync.calcStock', [1, true], leaky('flag-canary:salt-canary'))],
    ['another salt', () => byFlagship('sales.StockSync.calcStock', [1, true], leaky('flag-canary:pepper'))],
    ['the secret as salt', () => byFlagship('sales.StockSync.calcStock', [1, true], leaky('salt-canary:flag-canary'))],
    [
      'the secret of a wrong signature',
      () => byEnterprise('logistics_sync_query', { secret: 'old-canary-secret' }, { ...leaky('x'), sign: '1'.repeat(32) }),
    ],
    [
      'the secret in place of a time',
      () => byFlagship('sales.StockSync.calcStock', [1], { ...leaky('flag-canary:salt-canary'), parameters: { timestamp: 'flag-canary' } }),
    ],
    [
      'the secret of a key, under a name that is no key',
      () => byEnterprise('logistics_sync_query', { x: 'new-canary-secret' }, { as: { sid: 'demo', key: 'noone', secret: 'y' } }),
    ],
  ] as const)('%s', async ([, send]) => {
    const id = idOf(await send());
    const told = JSON.stringify([await show(id), await explain(id), await list(`?q=${id}`)]);
    for (const secret of SECRETS) expect(told).not.toContain(secret);
    expect(told).toContain(id);
    expect(server.log.join('')).not.toMatch(/(old|new|flag)-canary/);
  });
});

describe('memory', () => {
  const received = (id: string, body = 'x') => ({ query: '', name: '', body: Buffer.from(body), id, startedAt: 0, address: '' });
  const answered = {
    interface: 'i',
    at: 0,
    outcome: 'ok' as const,
    code: 0,
    message: '',
    counts: { offered: 0, accepted: 0, rejected: 0 },
    answer: '{}',
  };
  const of = (seller: string) => ({ seller, appKey: 'a', edition: 'enterprise' }) as never;
  const refused = (id: string) =>
    ({
      id,
      edition: 'enterprise',
      name: 'i',
      query: '',
      key: 'a',
      address: '',
      durationMs: 0,
      code: 1,
      message: '',
      receivedAt: 0,
      bytes: 0,
      answer: '',
      body: null,
    }) as never;
  const kept = (log: RequestLog, seller: string) => [...log.of(seller)].map(({ id }) => id);

  test('holds so many of each seller, the newest, and finds no others', () => {
    const log = new RequestLog({ kept: 4, bytes: 1e6 });
    for (let n = 0; n < 10; n++) log.keep(of('demo'), received(`${n}`), answered);
    log.keep(of('quiet'), received('q'), answered);
    expect(kept(log, 'demo')).toEqual(['9', '8', '7', '6']);
    expect(kept(log, 'quiet')).toEqual(['q']);
    expect([log.find('demo', '9')?.id, log.find('demo', '5'), log.find('quiet', '9')]).toEqual(['9', undefined, undefined]);
  });

  test('a flood of refused requests pushes out no call', () => {
    const log = new RequestLog({ kept: 8, bytes: 1e6 });
    log.keep(of('demo'), received('call'), answered);
    for (let n = 0; n < 100; n++) log.keepRefused('demo', null, refused(`r${n}`));
    expect(kept(log, 'demo')).toEqual(['r99', 'r98', 'call']);
  });

  test('a loud seller’s large requests push out nothing of a quiet one, and texts are cut', () => {
    const log = new RequestLog({ kept: 1000, bytes: 200_000 });
    log.keep(of('quiet'), received('q'), answered);
    for (let n = 0; n < 500; n++) log.keep(of('loud'), received(`${n}`, 'x'.repeat(50_000)), answered);
    expect(kept(log, 'quiet')).toEqual(['q']);
    const loud = [...log.of('loud')];
    expect(loud[0]).toMatchObject({ id: '499', bodyBytes: 50_000 });
    expect(loud.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThanOrEqual(200_000);
    expect(loud.length).toBeGreaterThan(5);
  });

  test('none at all where none is wanted', () => {
    const log = new RequestLog({ kept: 0, bytes: 1e6 });
    log.keep(of('demo'), received('1'), answered);
    log.keepRefused('demo', null, refused('2'));
    expect(kept(log, 'demo')).toEqual([]);
  });
});
