/** The vendor's limits are kept, and pauses grow. */
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Appetite } from '../src/appetite.ts';
import { pacedFetch } from '../src/pace.ts';
import { growingPause } from '../src/pause.ts';

describe('the pace', () => {
  test('a bucket lets a quarter of a minute’s calls through at once, and the rest evenly', async () => {
    const sent: number[] = [];
    const began = performance.now();
    let waited = 0;
    const send = (async () => {
      sent.push(performance.now() - began);
      return new Response('');
    }) as typeof fetch;
    // 1200 a minute: 300 at once, then one each 67 ms.
    const paced = pacedFetch({ perMinute: 1200, atOnce: 1000 }, (ms) => (waited += ms), send);
    const calls = Promise.all(Array.from({ length: 306 }, () => paced('http://erp.test')));
    await turn(); // no timer has fired yet
    expect(sent.length).toBeGreaterThanOrEqual(300);
    await calls;
    const tooEarly = sent.filter((at, place) => at < ((place + 1 - 300) * 60_000) / 900 - 5);
    expect(tooEarly).toEqual([]);
    expect(waited).toBeGreaterThan(0);
  });

  test('no more calls are in hand than are allowed, and one that fails makes room', async () => {
    let [inHand, most] = [0, 0];
    const send = (async () => {
      most = Math.max(most, ++inHand);
      await new Promise((done) => setTimeout(done, 5));
      inHand -= 1;
      throw new TypeError('cut');
    }) as typeof fetch;
    const paced = pacedFetch({ perMinute: 100_000, atOnce: 3 }, () => {}, send);
    const ended = await Promise.allSettled(Array.from({ length: 20 }, () => paced('http://erp.test')));
    expect([ended.length, most, inHand]).toEqual([20, 3, 0]);
  });

  test('a call that is aborted while it waits holds up no other', async () => {
    const paced = pacedFetch({ perMinute: 60_000, atOnce: 1 }, () => {}, (async () => new Response('')) as typeof fetch);
    const gone = paced('http://erp.test', { signal: AbortSignal.abort() });
    await expect(gone).rejects.toThrow();
    expect((await paced('http://erp.test')).status).toBe(200);
  });

  test('pauses grow to a minute and no further; a wish is granted up to an hour', () => {
    const pauses = [1, 2, 3, 6, 7, 30].map((failures) => growingPause(failures));
    for (const [i, expected] of [1000, 2000, 4000, 32_000, 60_000, 60_000].entries()) {
      expect(pauses[i]).toBeGreaterThanOrEqual(expected * 0.8);
      expect(pauses[i]).toBeLessThanOrEqual(expected * 1.2);
    }
    expect(growingPause(1, { atLeastMs: 30_000 })).toBe(30_000);
    expect(growingPause(1, { atLeastMs: 86_400_000 })).toBe(3_600_000);
  });

  test('after a failure one record at a time, then twice as many; three failures in a row mean the shop', () => {
    const appetite = new Appetite(50);
    expect(appetite.failed()).toBe('smaller');
    expect(appetite.size).toBe(1);
    expect([appetite.failed(), appetite.failed(), appetite.failed()]).toEqual(['skip', 'skip', 'down']);
    const sizes = Array.from({ length: 7 }, () => {
      appetite.succeeded();
      return appetite.size;
    });
    expect(sizes).toEqual([2, 4, 8, 16, 32, 50, 50]);
  });
});
