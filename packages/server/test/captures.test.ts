/** The 47 requests recorded from real third-party clients, byte for byte, over a data set in which some of their ids exist. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put, startTestServer, type TestServer } from './harness.ts';
import { envelope, exchange } from './wire.ts';

interface Capture {
  id: string;
  edition: 'flagship' | 'enterprise';
  fixed_timestamp: number;
  request: { method: string; url: string; headers: [string, string][]; body_base64: string };
  valid_signature: boolean;
  notes: string;
}

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const captures: Capture[] = read('../../protocol/test/data/captures-examples.json');
/** What each is answered, in the order in which they are sent; reviewed by hand against the specification. */
const answers: Record<string, string> = read('data/captures-answers.json');

/** 2025-01-15 08:00:00 in Beijing, before all of them. */
const SEEDED_AT = 1_736_899_200_000;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({}, { at: SEEDED_AT });
  await put(server, 'shops', [{ shop_no: 'api_test' }, { shop_no: '旗舰店 01' }]);
  await put(server, 'warehouses', [{ warehouse_no: 'W1' }]);
  const sold = new Set([1, 2, 2447, 2448, 2499]);
  await put(
    server,
    'items',
    [...sold].map((n) => ({ spec_no: `A${n}` })),
  );
  await put(
    server,
    'levels',
    [...sold].map((n) => ({ spec_no: `A${n}`, warehouse_no: 'W1', stock_num: String(n) })),
  );
  // 2500 listings of which five are sold: the numbers that the clients name.
  const numbers = Array.from({ length: 2500 }, (_, i) => i + 1);
  const listing = (n: number) => ({ shop_no: 'api_test', goods_id: `G${n}`, goods_no: `GN${n}`, spec_no: sold.has(n) ? `A${n}` : '' });
  await put(server, 'listings', numbers.map(listing));
  // Their counters stand where the clients' acknowledgements name them: listing 2447 at 2, listing 1 at 3.
  for (const [n, stock] of [
    [2447, '12'],
    [1, '8'],
    [1, '9'],
  ] as const) {
    await put(server, 'levels', [{ spec_no: `A${n}`, warehouse_no: 'W1', stock_num: stock }]);
  }
  const carrier = { logistics_code: 'ZTO', logistics_name: '中通快递', logistics_type: '5' };
  await put(server, 'shipments', [
    { shop_no: 'api_test', tid: 'T1', logistics_no: 'ZT1', ...carrier },
    { shop_no: 'api_test', tid: 'T2', logistics_no: 'ZT2', ...carrier },
    { shop_no: 'api_test', tid: 'T3', logistics_no: 'ZT3', ...carrier },
    { shop_no: '旗舰店 01', tid: '测试订单/2025 & 1+1=2', oids: 'a,b', logistics_no: 'ZT4', ...carrier },
  ]);
});
afterAll(() => server.close());

function replay({ request, fixed_timestamp }: Capture) {
  server.clock.now = fixed_timestamp * 1000;
  const headers = request.headers.map(([name, value]) => `${name}: ${name.toLowerCase() === 'host' ? 'tongbu.test' : value}\r\n`);
  return exchange(
    server.url,
    `${request.method} ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`,
    Buffer.from(request.body_base64, 'base64'),
  );
}

const WRONG_SIGNATURE = { flagship: '{"status":1,"message":"验证失败"}', enterprise: '{"code":1005,"message":"签名sign错误"}' };

describe('recorded requests get an envelope, and the answer reviewed for it', () => {
  test('all 47 are here', () => expect([captures.length, Object.keys(answers).length]).toEqual([47, 47]));

  test.for(captures)('$id: $notes', async (capture) => {
    const answer = envelope(await replay(capture));
    if (capture.valid_signature) expect(answer).not.toBe(WRONG_SIGNATURE[capture.edition]);
    else expect(answer).toBe(WRONG_SIGNATURE[capture.edition]);
    expect(answer).toBe(answers[capture.id]);
  });

  test('every one again is refused as too old, once its window has closed', async () => {
    const late = captures.map((capture) => ({ ...capture, fixed_timestamp: capture.fixed_timestamp + 301 }));
    for (const capture of late) {
      const expected =
        capture.edition === 'flagship'
          ? '{"status":7,"message":"时间戳错误"}'
          : '{"code":1004,"message":"时间戳timestamp无效或与服务器时间相差超过5分钟"}';
      expect(envelope(await replay(capture))).toBe(expected);
    }
  });
});
