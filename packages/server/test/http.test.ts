/** What is answered by HTTP and what by an envelope (promise W3), and that nothing ends the process (promise B12). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedListings, startTestServer, type TestServer } from './harness.ts';
import { answerOn, dial, enterprise, enterpriseBody, envelope, exchange, flagship, flagshipTarget, type HttpAnswer, post } from './wire.ts';

const LIST = 'sales.StockSync.getSelfWaitSyncIdListOpen';
const TWO_WAIT = '{"status":0,"data":{"id_list":[1,2],"position":2}}';
const HOST = 'Host: tongbu.test\r\nConnection: close\r\n';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ bodyLimit: 2000, requestTimeoutMs: 400 });
  await seedListings(server, 2);
});
afterAll(() => server.close());

const send = (method: string, target: string) => exchange(server.url, `${method} ${target} HTTP/1.1\r\n${HOST}Content-Length: 0\r\n\r\n`);

describe('before the protocol', () => {
  test.for([
    ['POST', '/'],
    ['POST', '/openapi/x'],
    ['POST', '/openapi2'],
    ['POST', '/openapi2/'],
    ['POST', '/openapi2/logistics_sync_ack'],
    ['POST', '/openapi2/logistics_sync_ack.PHP'],
    ['POST', '/openapi2/a/b.php'],
    ['POST', '/OPENAPI'],
    ['GET', '/openapi2/logistics_sync_ack'],
    ['GET', '/favicon.ico'],
    ['POST', '/healthz'],
  ] as const)('404: %s %s', async ([method, path]) => {
    const { status, body } = await send(method, `${path}?a=/openapi`);
    expect([status, body]).toEqual([
      404,
      `{"error":"${path} is no address of this API; it has POST /openapi and POST /openapi2/<name>.php"}`,
    ]);
  });

  test.for(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('405, and which method it is: %s', async (method) => {
    for (const path of ['/openapi', '/openapi/', '/openapi/openapi', '/openapi2/logistics_sync_ack.php', '/openapi2/x.php?y']) {
      const { status, headers, body } = await send(method, path);
      expect([status, headers['allow'], body]).toEqual([405, 'POST', method === 'HEAD' ? '' : '{"error":"use POST"}']);
    }
  });

  test('413: a body over the limit, announced or not; one of just the limit is read', async () => {
    const tooLarge = [413, '{"error":"Request body is too large"}'];
    const outcome = ({ status, body }: HttpAnswer) => [status, body];
    expect(outcome(await post(server.url, '/openapi', 'x'.repeat(2001)))).toEqual(tooLarge);
    expect(outcome(await exchange(server.url, `POST /openapi HTTP/1.1\r\n${HOST}Content-Length: 99999999999\r\n\r\n`))).toEqual(tooLarge);
    const chunked = `POST /openapi HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`;
    expect(outcome(await exchange(server.url, chunked, `7d1\r\n${'x'.repeat(2001)}\r\n0\r\n\r\n`))).toEqual(tooLarge);
    const full = `[10,0${' '.repeat(1994)}]`;
    expect(full.length).toBe(2000);
    expect(await flagship(server, LIST, full)).toBe(TWO_WAIT);
  });

  test('431: headers, or a target, of more than 16 KB', async () => {
    const long = 'x'.repeat(17_000);
    expect((await send('POST', `/openapi?${long}`)).status).toBe(431);
    expect((await post(server.url, '/openapi', '[]', { 'X-Long': long })).status).toBe(431);
  });

  test.for([
    ['no request line', 'HELLO\r\n\r\n'],
    ['two lengths', `POST /openapi HTTP/1.1\r\n${HOST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]`],
    ['a length and chunks', `POST /openapi HTTP/1.1\r\n${HOST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a length that is no number', `POST /openapi HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`],
    ['a chunk without a length', `POST /openapi HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
    ['an unknown transfer coding', `POST /openapi HTTP/1.1\r\n${HOST}Transfer-Encoding: gzip\r\n\r\n[]`],
    ['no host', 'POST /openapi HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'],
    ['a blank in a header name', `POST /openapi HTTP/1.1\r\n${HOST}A B: c\r\nContent-Length: 0\r\n\r\n`],
  ] as const)('400: broken framing, %s', async ([, bytes]) => expect((await exchange(server.url, bytes)).status).toBe(400));

  test('408: a client that does not finish its request, wherever it stops', async () => {
    const unfinished = [`POST /openapi HTTP/1.1\r\nHost: x\r\n`, `POST /openapi HTTP/1.1\r\n${HOST}Content-Length: 100\r\n\r\n[1`];
    const answers = await Promise.all(unfinished.map((bytes) => exchange(server.url, bytes)));
    expect(answers.map(({ status }) => status)).toEqual([408, 408]);
  });
});

describe('an envelope, whatever is posted to an address of ours', () => {
  const MISSING = '{"code":1001,"message":"缺少必要请求参数【sid】"}';
  const WRONG = '{"status":1,"message":"参数错误"}';

  test.for([
    'x',
    '',
    '%zz',
    '%',
    '%FF',
    '%2e%2e%2fopenapi',
    '%E6%97%BA',
    '__proto__',
    'constructor',
    'a%2Fb',
    ':name',
    '*',
    'x'.repeat(9000),
  ])('interface %s', async (name) => {
    expect(envelope(await post(server.url, `/openapi2/${name}.php`, ''))).toBe(MISSING);
    const asked = await enterprise(server, '', {}, { path: `/openapi2/${name}.php?ignored=%zz` });
    expect(asked).toBe('{"code":1011,"message":"接口不存在"}');
  });

  test('an interface may be written with escapes', async () => {
    const asked = await enterprise(server, '', {}, { path: '/openapi2/logistics%5fsync%5fquery.php' });
    expect(asked).toBe('{"code":0,"message":"","total_count":"0","trades":[]}');
  });

  test.for(['/openapi', '/openapi/', '/openapi/openapi', '/openapi/openapi/', 'http://tongbu.test/openapi'])(
    'flagship at %s',
    async (path) => {
      expect(await flagship(server, LIST, [10, 0], { path })).toBe(TWO_WAIT);
      expect(envelope(await post(server.url, path, ''))).toBe(WRONG);
    },
  );

  test.for([
    {},
    { 'Content-Type': 'application/json' },
    { 'Content-Type': 'application/json; charset=GBK' },
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    { 'Content-Type': 'multipart/form-data' },
    { 'Content-Type': 'text/plain;;;=' },
    { 'Content-Type': ' ' },
    { 'Content-Type': '\u00ff' },
    { 'Content-Encoding': 'gzip' },
    { Expect: '100-continue' },
    { Expect: 'a miracle' },
    { Accept: 'text/html', 'Accept-Version': '9.9.9' },
    { Upgrade: 'websocket', Connection: 'Upgrade, close' },
    { 'X-HTTP-Method-Override': 'GET' },
  ])('headers change nothing: %o', async (headers) => {
    expect(await flagship(server, LIST, [10, 0], { headers })).toBe(TWO_WAIT);
    const listed = await enterprise(server, 'logistics_sync_query', {}, { headers });
    expect(listed).toBe('{"code":0,"message":"","total_count":"0","trades":[]}');
  });

  test.for([
    ['empty', ''],
    ['a byte order mark', '\ufeff[10,0]'],
    ['not JSON', '[10,0'],
    ['two values', '[10,0][10,0]'],
    ['an object', '{"count":10}'],
    ['a number', '10'],
    ['deeply nested', '['.repeat(1900)],
    ['deeply nested, with a number to look at', `${'['.repeat(950)}1e5${']'.repeat(950)}`],
    ['invalid UTF-8', Uint8Array.of(0x5b, 0xc3, 0x28, 0x5d)],
    ['a lone surrogate in UTF-8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ] as const)('a flagship body that is %s', async ([, body]) => {
    const answer = JSON.parse(await flagship(server, LIST, body));
    expect(answer).toEqual({ status: 1, message: expect.stringMatching(/^(参数错误|invalid argument count)$/) });
  });

  test('a form of more fields than PHP reads is refused before anything is done with it', async () => {
    const fields = (count: number) => `${enterpriseBody(server, {})}${'&'.repeat(count - 4)}`;
    expect(envelope(await post(server.url, '/openapi2/logistics_sync_query.php', fields(1000)))).toMatch(/^\{"code":0,/);
    const refused = envelope(await post(server.url, '/openapi2/logistics_sync_query.php', fields(1001)));
    expect(refused).toBe('{"code":2830,"message":"参数值无效【参数个数】"}');
  });

  test('a body in many pieces is one body', async () => {
    const target = flagshipTarget(server, LIST, '[10,0]');
    const socket = dial(server.url);
    const bytes = `POST ${target} HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n3\r\n[10\r\n3;x=y\r\n,0]\r\n0\r\nTrailer: x\r\n\r\n`;
    for (const byte of bytes) socket.write(byte);
    expect(envelope(await answerOn(socket))).toBe(TWO_WAIT);
  });

  test('a connection takes one request after another, also before the answers are there', async () => {
    const target = flagshipTarget(server, LIST, '[10,0]');
    const request = (connection: string) =>
      `POST ${target} HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nContent-Length: 6\r\n\r\n[10,0]`;
    const socket = dial(server.url);
    socket.write(request('keep-alive') + request('keep-alive') + request('close'));
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString().split(TWO_WAIT)).toHaveLength(4);
  });

  test('HTTP/1.0 will do', async () => {
    const target = flagshipTarget(server, LIST, '[10,0]');
    expect(envelope(await exchange(server.url, `POST ${target} HTTP/1.0\r\nContent-Length: 6\r\n\r\n[10,0]`))).toBe(TWO_WAIT);
  });
});

test('after all of this the server serves', async () => {
  expect(await flagship(server, LIST, [10, 0])).toBe(TWO_WAIT);
  expect(server.log.filter((line) => line.includes('"msg":"failed"'))).toEqual([]);
});
