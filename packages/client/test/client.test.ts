/** What a client sends, and which error each bad answer becomes, against small servers of our own. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type CallError, createClient, enterpriseRequest, flagshipRequest, RefusedError } from '../src/index.ts';

const FLAGSHIP = { edition: 'flagship', seller: 'demo', key: 'demo-app', secret: 's3cr3t:5alt', patienceMs: 0 } as const;
const ENTERPRISE = { edition: 'enterprise', seller: 'demo', key: 'demo-app2', secret: 'e5ecret', patienceMs: 0 } as const;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const says = (body: string | Uint8Array, status = 200, headers = {}) =>
  serve((_request, response) => void response.writeHead(status, headers).end(body));

const calls: Record<string, (url: string, options?: object) => Promise<unknown>> = {
  flagship: (url, options) =>
    createClient({ url, ...FLAGSHIP, ...options }).call('sales.StockSync.cancelSync', { apiGoodsId: 1, stockChangeCount: -1 }),
  enterprise: (url, options) => createClient({ url, ...ENTERPRISE, ...options }).call('logistics_sync_ack', { logistics_list: [] }),
};

const failure = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it succeeded'),
    (error: CallError) => error,
  );

describe.each(Object.entries(calls))('%s: a call fails with', (edition, call) => {
  const method = edition === 'flagship' ? 'sales.StockSync.cancelSync' : 'logistics_sync_ack';
  const word = edition === 'flagship' ? 'status' : 'code';

  test('refused, in the server’s words, when the envelope says so', async () => {
    const error = await failure(call(await says(`{"${word}":100,"message":"取消失败"}`)));
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ code: 'refused', method, status: 100, reason: '取消失败', retryable: false });
    expect(error.message).toBe(`${method}: refused with 100: 取消失败`);
  });

  test('refused as well when the number is text, or no reason is given', async () => {
    expect(await failure(call(await says(`{"${word}":"8"}`)))).toMatchObject({ code: 'refused', status: 8, reason: '', retryable: false });
  });

  test('timeout when the answer, or its end, does not come', async () => {
    const silent = await serve(() => {});
    expect(await failure(call(silent, { timeoutMs: 50 }))).toMatchObject({ code: 'timeout', message: `${method}: no answer within 50 ms` });
    const half = await serve((_request, response) => void response.writeHead(200, { 'content-length': '100' }).write('{'));
    expect(await failure(call(half, { timeoutMs: 50 }))).toMatchObject({ code: 'timeout', method });
  });

  test('network when there is nobody, or the connection breaks', async () => {
    const url = await says('');
    servers.at(-1)?.close();
    expect(await failure(call(url))).toMatchObject({
      code: 'network',
      method,
      message: expect.stringContaining(`${url} cannot be reached`),
    });
    const breaks = await serve((request) => void request.socket.destroy());
    expect(await failure(call(breaks))).toMatchObject({ code: 'network' });
    const midway = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy());
    });
    expect(await failure(call(midway))).toMatchObject({ code: 'network' });
  });

  test('http when it is sent elsewhere: a signed request goes to one place only', async () => {
    const elsewhere = await says(`{"${word}":0}`);
    const error = await failure(call(await says('', 307, { location: elsewhere })));
    expect(error).toMatchObject({ code: 'http', http: 307, retryable: false });
    expect(error.message).toContain('give that address as url');
  });

  test.for([201, 204, 404, 500, 502])('http when the status is %i, whatever the body says', async (status) => {
    const body = status === 204 ? '' : `{"${word}":0}`;
    expect(await failure(call(await says(body, status)))).toMatchObject({
      code: 'http',
      retryable: status >= 500,
      message: `${method}: HTTP ${status} instead of 200: ${body}`,
    });
  });

  test.for([
    '',
    '{',
    'null',
    '[]',
    '7',
    '<html>',
    '{}',
    `{"${word}":null}`,
    `{"${word}":""}`,
    `{"${word}":false}`,
    `{"${word}":"ok"}`,
    `{"${word}":0.5}`,
    `{"${word}":0}{}`,
  ])('answer when the envelope is none: %s', async (body) => {
    const error = await failure(call(await says(body)));
    expect(error).toMatchObject({ code: 'answer', method });
    expect(error.cause).toMatchObject({ http: 200, text: body });
  });

  test('no error when only the label is wrong', async () => {
    await call(await says(`{"${word}":0}`, 200, { 'content-type': 'text/html; charset=GBK' }));
    await call(await says(`\ufeff {"${word}":0,"message":"OK","unknown":[]}\n`));
  });
});

test('answer when what is needed is missing, or no number where one is wanted', async () => {
  const list = (url: string) =>
    createClient({ url, ...FLAGSHIP }).call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 10, position: 0 });
  for (const data of ['{"id_list":["x"],"position":1}', '{"id_list":[1],"position":"x"}', 'null']) {
    expect(await failure(list(await says(`{"status":0,"data":${data}}`)))).toMatchObject({ code: 'answer' });
  }
  expect(await list(await says('{"status":0,"data":{"id_list":["9223372036854775807",1],"position":"1"}}'))).toEqual({
    data: { id_list: ['9223372036854775807', '1'], position: 1 },
  });
});

test.for([
  ['flagship', 4, '', true],
  ['flagship', 5, '', true],
  ['flagship', 99, '其他错误', true],
  ['flagship', 1064, 'Unknown Database Error', true],
  ['flagship', 100, '超过每分钟最大调用频率限制，请稍后重试', true],
  ['flagship', 100, '超过每分钟最大调用频率限制,请稍后重试', true],
  ['flagship', 100, '超过每分钟最大并发次数限制，请稍后重试', true],
  ['flagship', 100, '平台货品不存在', false],
  ['flagship', 1, '验证失败', false],
  ['flagship', 7, '时间戳错误', false],
  ['enterprise', 1009, '', true],
  ['enterprise', 1020, '', true],
  ['enterprise', 1005, '', false],
  ['enterprise', 99, '', false],
] as const)('%s %i %s is worth repeating: %s', async ([edition, number, message, retryable]) => {
  const body = JSON.stringify({ [edition === 'flagship' ? 'status' : 'code']: number, message });
  expect(await failure((calls[edition] as (typeof calls)[string])(await says(body)))).toMatchObject({ status: number, retryable });
});

describe('an address may be given', () => {
  const pathOf = (url: string) => new URL(url).pathname;
  test.for([
    ['http://h', '/openapi'],
    ['http://h/', '/openapi'],
    ['http://h/openapi', '/openapi'],
    ['http://h/openapi/', '/openapi/'],
    ['http://h/erp', '/erp/openapi'],
    ['http://h/erp/?x=1#y', '/erp/openapi'],
  ] as const)('flagship: %s', ([url, path]) => {
    const request = flagshipRequest({ url, sid: 'demo', ...FLAGSHIP }, 'm', '[]', 0);
    expect(pathOf(request.url)).toBe(path);
    expect(new URL(request.url).searchParams.has('x')).toBe(false);
  });

  test.for([
    ['http://h', '/openapi2/name.php'],
    ['http://h/', '/openapi2/name.php'],
    ['http://h/openapi2', '/openapi2/name.php'],
    ['http://h/openapi2/', '/openapi2/name.php'],
    ['http://h/erp', '/erp/openapi2/name.php'],
    ['https://h/openapi2/trade_push.php', '/openapi2/trade_push.php'],
  ] as const)('enterprise: %s', ([url, path]) =>
    expect(pathOf(enterpriseRequest({ url, sid: 'demo', ...ENTERPRISE }, 'name', {}, 0).url)).toBe(path),
  );
});

test.for([
  [{ secret: 'no-colon' }, 'a flagship secret is written secret:salt, with a colon between'],
  [{ edition: 'web' as 'flagship' }, 'edition "web": must be flagship or enterprise'],
  [{ seller: '' }, 'seller: must be given'],
  [{ key: undefined as never }, 'key: must be given'],
  [{ url: 'no address' }, 'url "no address": must be an address such as http://127.0.0.1:8090'],
])('a client cannot be made of %j', ([wrong, message]) => {
  expect(() => createClient({ url: 'http://127.0.0.1:1', ...FLAGSHIP, ...(wrong as object) })).toThrow(new TypeError(message as string));
});

describe('what travels', () => {
  interface Sent {
    request: IncomingMessage;
    body: string;
  }
  async function sent(call: (url: string) => Promise<unknown>): Promise<Sent> {
    const { promise, resolve } = Promise.withResolvers<Sent>();
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.end('{"status":0,"code":0,"data":[],"total_count":"0","trades":[]}');
      resolve({ request, body: Buffer.concat(chunks).toString() });
    });
    await call(url);
    return promise;
  }
  const clock = () => 1_736_908_200_000;

  test('flagship: parameters in the query string, the arguments as the body, signed as recorded clients do', async () => {
    const { request, body } = await sent((url) =>
      createClient({ url, ...FLAGSHIP, clock }).call(
        'sales.LogisticsSync.getSyncListExt',
        { params: { shop_no: '旗舰店 01', is_own_platform: true } },
        { page: { size: 10, page: 0, total: true } },
      ),
    );
    expect([request.method, request.headers['content-type']]).toEqual(['POST', 'application/json']);
    expect(body).toBe('[{"shop_no":"旗舰店 01","is_own_platform":true}]');
    // ecshopx-java-05 of the recorded requests has the same text under this signature.
    expect(request.url).toBe(
      '/openapi?sid=demo&key=demo-app&salt=5alt&method=sales.LogisticsSync.getSyncListExt&v=1.0&timestamp=411561000&page_size=10&page_no=0&calc_total=1&sign=709388591270b8730af3a2764c7b44a6',
    );
  });

  test('enterprise: a form whose lists are pure ASCII', async () => {
    const { request, body } = await sent((url) =>
      createClient({ url, ...ENTERPRISE, clock }).call('logistics_sync_query', { shop_no: 'api_test', limit: 10 }),
    );
    expect([request.method, request.url, request.headers['content-type']]).toEqual([
      'POST',
      '/openapi2/logistics_sync_query.php',
      'application/x-www-form-urlencoded',
    ]);
    // aoaostudio-04 of the recorded requests has the same fields under this signature.
    expect(new URLSearchParams(body).get('sign')).toBe('8973a19271836f442bd766488eb359cf');
    const acked = await sent((url) =>
      createClient({ url, ...ENTERPRISE, clock }).call('logistics_sync_ack', {
        logistics_list: [{ rec_id: 1, status: 'fail', message: '失败 🎉' }],
      }),
    );
    const list = '[{"rec_id":1,"status":1,"message":"\\u5931\\u8d25 \\ud83c\\udf89"}]';
    expect(new URLSearchParams(acked.body).get('logistics_list')).toBe(list);
  });
});
