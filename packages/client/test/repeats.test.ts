/** What is sent once more, when, and how long it waits before. */
import { describe, expect, test, vi } from 'vitest';
import {
  type Client,
  type ClientOptions,
  createClient,
  type Edition,
  NetworkError,
  type Pause,
  RateLimitError,
  TimeoutError,
} from '../src/index.ts';
import { pauseBefore } from '../src/pause.ts';

const ACCOUNTS = {
  flagship: { edition: 'flagship', seller: 'demo', key: 'demo-app', secret: 's3cr3t:5alt' },
  enterprise: { edition: 'enterprise', seller: 'demo', key: 'demo-app2', secret: 'e5ecret' },
} as const;

type Answer = string | Error | number;

/** A client whose server gives these answers in turn, and the last one from then on; with the pauses it made, in no time. */
function scripted(edition: Edition, answers: Answer[], options: Partial<ClientOptions> = {}) {
  const pauses: Pause[] = [];
  const sent: { url: string; body: string }[] = [];
  const fetch = async (url: unknown, init: unknown) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)] as Answer;
    sent.push({ url: String(url), body: String((init as RequestInit).body) });
    if (answer instanceof Error) throw answer;
    return typeof answer === 'number' ? new Response('<html>', { status: answer }) : new Response(answer);
  };
  const client = createClient({ ...ACCOUNTS[edition], url: 'http://shop.test', fetch, onPause: (pause) => pauses.push(pause), ...options });
  return { client: client as Client<'flagship'>, enterprise: client as never as Client<'enterprise'>, pauses, sent };
}

/** Lets time pass as soon as somebody waits for it. */
async function hurried<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  try {
    const done = work();
    let isDone = false;
    done.catch(() => {}).finally(() => (isDone = true));
    while (!isDone) await vi.advanceTimersByTimeAsync(100);
    return await done;
  } finally {
    vi.useRealTimers();
  }
}

const LIMIT = '{"status":100,"message":"超过每分钟最大调用频率限制，请稍后重试"}';
const EMPTY = '{"status":0,"data":{"id_list":[],"position":0}}';
const broken = new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });

const list = ({ client }: ReturnType<typeof scripted>) =>
  client.call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: 10, position: 0 });
const push = ({ client }: ReturnType<typeof scripted>) => client.call('sales.RawTrade.pushSelf2', PUSH);
const PUSH = { shop_no: 's', rawTradeList: [], rawTradeOrderList: [] };

describe('a rate limit', () => {
  test.each([
    ['flagship', 100, '超过每分钟最大调用频率限制，请稍后重试'],
    ['flagship', 100, '超过每分钟最大调用频率限制,请稍后重试'],
    ['flagship', 100, ' 超过每分钟最大 并发次数 限制 ！'],
    ['enterprise', 1009, 'whatever it says'],
    ['enterprise', 4711, '超过每分钟最大并发次数限制，请稍后重试'],
  ] as const)('is known by its words on the %s edition: %i %s', async (edition, status, message) => {
    const text = JSON.stringify({ [edition === 'flagship' ? 'status' : 'code']: status, message });
    const { client, enterprise } = scripted(edition, [text], { patienceMs: 0 });
    const call = edition === 'flagship' ? client.call('setting.Shop.queryShop', {}) : enterprise.call('shop', {} as never);
    await expect(call).rejects.toBeInstanceOf(RateLimitError);
    await expect(call).rejects.toMatchObject({ code: 'rate-limited', retryable: true, status, reason: message });
  });

  test('is waited for, longer each time, by a push as well: nothing was done', async () => {
    const server = scripted('flagship', [LIMIT, LIMIT, LIMIT, '{"status":0,"data":{"new_count":1,"chg_count":0,"error_list":[]}}']);
    expect(await hurried(() => push(server))).toMatchObject({ data: { new_count: 1 } });
    expect(server.sent).toHaveLength(4);
    expect(server.pauses.map(({ attempt, code }) => [attempt, code])).toEqual([1, 2, 3].map((attempt) => [attempt, 'rate-limited']));
    for (const [i, { pauseMs }] of server.pauses.entries())
      expect(pauseMs / 1000 / 2 ** i).toSatisfy((share: number) => share >= 0.5 && share <= 1.5);
  });

  test('is waited for no longer than the patience lasts, to the millisecond', async () => {
    const server = scripted('flagship', [LIMIT], { patienceMs: 10_000 });
    await expect(hurried(() => list(server))).rejects.toBeInstanceOf(RateLimitError);
    expect(server.pauses.reduce((sum, { pauseMs }) => sum + pauseMs, 0)).toBeCloseTo(10_000, 5);
  });

  test('every attempt is signed anew, by the clock of its moment', async () => {
    const server = scripted('flagship', [LIMIT, EMPTY]);
    await hurried(() => list(server));
    const [first, second] = server.sent.map(({ url }) => new URL(url).searchParams);
    expect(Number(second?.get('timestamp'))).toBeGreaterThanOrEqual(Number(first?.get('timestamp')));
    expect(second?.get('sign')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('what may have been done', () => {
  const busy = '{"status":99,"message":"系统繁忙，请稍后重试"}';

  test.each<[string, Answer]>([
    ['a broken connection', broken],
    ['a proxy’s 503', 503],
    ['a server that is busy', busy],
  ])('%s: a query is sent twice more at most', async (_, answer) => {
    const passing = scripted('flagship', [answer, answer, EMPTY]);
    expect(await hurried(() => list(passing))).toMatchObject({ data: { id_list: [] } });
    const lasting = scripted('flagship', [answer]);
    await expect(hurried(() => list(lasting))).rejects.toMatchObject({ retryable: true });
    expect([passing.sent.length, lasting.sent.length]).toEqual([3, 3]);
  });

  test.each<[string, Answer]>([
    ['a broken connection', broken],
    ['a proxy’s 502', 502],
    ['a server that is busy', busy],
  ])('%s: a push is not sent again', async (_, answer) => {
    const server = scripted('flagship', [answer]);
    await expect(push(server)).rejects.toMatchObject({ retryable: true });
    expect(server.sent).toHaveLength(1);
  });

  test('cancelling a version may be repeated, cancelling whatever is current may not', async () => {
    for (const [stockChangeCount, times] of [
      [7, 3],
      ['7', 3],
      [-1, 1],
    ] as const) {
      const server = scripted('flagship', [broken]);
      await expect(hurried(() => server.client.call('sales.StockSync.cancelSync', { apiGoodsId: 1, stockChangeCount }))).rejects.toThrow();
      expect(server.sent, `${stockChangeCount}`).toHaveLength(times);
    }
  });

  test.each<[string, Answer]>([
    ['a refusal', '{"status":100,"message":"平台货品不存在"}'],
    ['a wrong signature', '{"status":1,"message":"验证失败"}'],
    ['404', 404],
    ['HTML', '<html>'],
  ])('%s is no such case: nothing is repeated', async (_, answer) => {
    const server = scripted('flagship', [answer]);
    await expect(list(server)).rejects.toMatchObject({ retryable: false });
    expect(server.sent).toHaveLength(1);
  });

  test('a client without patience never repeats', async () => {
    const server = scripted('flagship', [broken], { patienceMs: 0 });
    await expect(list(server)).rejects.toBeInstanceOf(NetworkError);
    expect([server.sent.length, server.pauses.length]).toEqual([1, 0]);
  });

  test('a signal ends a pause at once', async () => {
    const stop = new AbortController();
    let longest = 0;
    const onPause = ({ pauseMs }: { pauseMs: number }) => {
      longest = pauseMs;
      queueMicrotask(() => stop.abort('stop'));
    };
    const server = scripted('flagship', [LIMIT], { signal: stop.signal, onPause });
    const began = performance.now();
    await expect(list(server)).rejects.toMatchObject({ code: 'aborted', cause: 'stop' });
    expect(performance.now() - began).toBeLessThan(longest);
    await expect(list(server)).rejects.toMatchObject({ code: 'aborted' });
  });
});

test('pauses: half as long to half as long again, by chance', () => {
  const limit = new RateLimitError('m', { status: 100, reason: '' }, { http: 200, contentType: '', serverTime: null, text: '' });
  const lost = new TimeoutError('m', 1, undefined);
  const pauses = (error: unknown, repeatable: boolean, random: number) =>
    [1, 2, 3, 4, 5, 6, 7].map((attempt) => pauseBefore(error, attempt, repeatable, random));
  expect(pauses(limit, false, 0)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  expect(pauses(limit, true, 1)).toEqual([1500, 3000, 6000, 12_000, 24_000, 24_000, 24_000]);
  expect(pauses(lost, true, 0.5)).toEqual([250, 1000, ...Array(5)]);
  expect(pauses(lost, false, 0.5)).toEqual(Array(7));
  expect(pauses(new TypeError(), true, 0.5)).toEqual(Array(7));
});
