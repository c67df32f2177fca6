/** The client against a server that misbehaves on request: what may be repeated is, nothing is lost, nothing said twice counts twice. */
import { type Client, type ClientOptions, createClient, type Edition, type Pause, RateLimitError } from '@tongbu/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTongbu, type Tongbu } from '../src/sandbox/index.ts';

let tongbu: Tongbu;
beforeAll(async () => {
  tongbu = await startTongbu();
});
beforeEach(() => tongbu.reset());
afterAll(() => tongbu.stop());

const clientOf = (edition: Edition, options: Partial<ClientOptions> = {}): Client =>
  createClient({ edition, url: tongbu.url, seller: tongbu.seller, ...tongbu.keys[edition], ...options });

/** Pulls and acknowledges until nothing is left, as a shop does. */
async function keepUp({ stock, shipments }: Client): Promise<{ stock: number; shipments: number }> {
  const done = { stock: 0, shipments: 0 };
  for await (const page of stock.pull({ shop: tongbu.shopNo, limit: 4 })) {
    done.stock += (await stock.acknowledge(page.map((record) => ({ record, outcome: 'success' as const })))).accepted.length;
  }
  for await (const page of shipments.pull({ shop: tongbu.shopNo })) {
    done.shipments += (await shipments.acknowledge(page.map((record) => ({ record, outcome: 'success' as const })))).accepted.length;
  }
  return done;
}

describe.each(['flagship', 'enterprise'] as const)('%s', (edition) => {
  test.each([
    ['every fifth answer is cut off, after the call was carried out', { kind: 'cut-after', every: 5 }],
    ['every fifth connection ends before anything is done', { kind: 'cut-before', every: 5 }],
    ['every fifth answer is a proxy’s 502', { kind: 'server-error', every: 5 }],
    ['every tenth call is over the rate limit', { kind: 'rate-limit', every: 10, times: 2 }],
  ] as const)('%s: the shop is in step all the same', async (_, fault) => {
    await tongbu.ship('split');
    tongbu.faults.add(fault);
    expect(await keepUp(clientOf(edition))).toEqual({ stock: 10, shipments: 2 });
    tongbu.faults.clear();
    expect(await keepUp(clientOf(edition))).toEqual({ stock: 0, shipments: 0 });
  });

  test('every second element refused: half is accepted and half rejected, in every batch', async () => {
    const { stock } = clientOf(edition);
    const page = (await stock.pull({ shop: tongbu.shopNo }).next()).value ?? [];
    tongbu.faults.add({ kind: 'partial-errors' });
    const { accepted, rejected } = await stock.acknowledge(page.map((record) => ({ record, outcome: 'success' as const })));
    expect(accepted.length + rejected.length).toBe(10);
    if (edition === 'enterprise') expect(rejected).toHaveLength(5);
  });

  test('a rate limit that does not pass is told after the patience, with what was waited for', async () => {
    tongbu.faults.add({ kind: 'rate-limit' });
    const pauses: Pause[] = [];
    const began = performance.now();
    const pull = clientOf(edition, { patienceMs: 400, onPause: (pause) => pauses.push(pause) }).shipments.pull();
    await expect(pull.next()).rejects.toBeInstanceOf(RateLimitError);
    expect(performance.now() - began).toBeGreaterThan(390);
    expect(pauses).toMatchObject([{ code: 'rate-limited', attempt: 1, pauseMs: 400 }]);
  });

  test.each(['html', 'truncated', 'empty'] as const)(
    '200 with something else (%s) is an error that shows it, and is not repeated',
    async (form) => {
      tongbu.faults.add({ kind: 'wrong-answer', form });
      const error = await clientOf(edition)
        .shipments.pull()
        .next()
        .catch((error) => error);
      expect(error).toMatchObject({ name: 'AnswerError', code: 'answer', retryable: false, cause: { http: 200 } });
      expect(tongbu.faults.list()).toMatchObject([{ acted: 1 }]);
    },
  );

  test('a clock that is off is named with both clocks', async () => {
    const clock = () => Date.now() - 400_000;
    const error = await clientOf(edition, { clock })
      .shipments.pull()
      .next()
      .catch((error) => error);
    expect(error).toMatchObject({ name: 'ClockError', code: 'clock', retryable: false });
    expect(Math.abs(error.skewMs + 400_000)).toBeLessThan(20_000);
    expect(error.message).toMatch(
      /our clock says \d{4}-\d\d-\d\dT[\d:]+Z, the server's \d{4}-\d\d-\d\dT[\d:]+Z: ours is (399|400|401) s behind, (120|300) s are allowed/,
    );
  });

  test('a slow answer ends in time, an abort at once', async () => {
    tongbu.faults.add({ kind: 'slow', ms: 3000 });
    const slow = clientOf(edition, { timeoutMs: 60, patienceMs: 0 }).shipments.pull();
    await expect(slow.next()).rejects.toMatchObject({ name: 'TimeoutError', code: 'timeout', retryable: true });
    const stop = new AbortController();
    const began = performance.now();
    setTimeout(() => stop.abort(new Error('closing')), 50);
    const pull = clientOf(edition).shipments.pull({ signal: stop.signal });
    await expect(pull.next()).rejects.toMatchObject({ name: 'AbortedError', code: 'aborted', cause: { message: 'closing' } });
    expect(performance.now() - began).toBeLessThan(2900);
  });
});

test('a push whose answer was lost is not repeated: it may overwrite what came in between', async () => {
  tongbu.faults.add({ kind: 'cut-after' });
  const push = createClient({ edition: 'flagship', url: tongbu.url, seller: tongbu.seller, ...tongbu.keys.flagship }).call(
    'goods.ApiGoods.upload',
    { param: { shop_no: tongbu.shopNo, goods_list: [{ goods_id: 'new', spec_id: '', goods_no: '', spec_no: '' }] } },
  );
  await expect(push).rejects.toMatchObject({ code: 'network' });
  expect(tongbu.faults.list()).toMatchObject([{ acted: 1 }]);
});
