/** A caller over its limit slows itself down, and takes nothing from anybody else by it (decision 0030). */
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HeldAnswers, HOLD_MS } from '../src/held-answers.ts';
import { addKey, ENTERPRISE_KEY, FLAGSHIP_KEY, startTestServer, type TestServer } from './harness.ts';
import { enterprise, flagship } from './wire.ts';

const LONG_MS = 3_600_000;

/** What became of each wait so far. */
async function seen(waits: Promise<void>[]): Promise<string[]> {
  const states = waits.map(() => 'held');
  for (const [index, wait] of waits.entries()) void wait.then(() => (states[index] = 'gone'));
  await turn();
  return states;
}

describe('answers that are held', () => {
  test('no more calls than there is room for, and the next goes at once', async () => {
    const held = new HeldAnswers({ calls: 2, bytes: 1000 }, LONG_MS);
    expect(await seen([held.wait(0), held.wait(0), held.wait(0)])).toEqual(['held', 'held', 'gone']);
    held.end();
  });

  test('no more bytes of their requests than there is room for; a smaller one still waits', async () => {
    const held = new HeldAnswers({ calls: 10, bytes: 1000 }, LONG_MS);
    expect(await seen([held.wait(600), held.wait(401), held.wait(400), held.wait(1)])).toEqual(['held', 'gone', 'held', 'gone']);
    held.end();
  });

  test('what has gone gives its room back', async () => {
    const held = new HeldAnswers({ calls: 1, bytes: 1000 }, 1);
    for (let n = 0; n < 3; n++) {
      const wait = held.wait(1000);
      expect(await seen([held.wait(0)])).toEqual(['gone']);
      await wait;
    }
  });

  test('at the end all go, and none is held any more', async () => {
    const held = new HeldAnswers({ calls: 10, bytes: 1000 }, LONG_MS);
    const waits = [held.wait(1), held.wait(1)];
    held.end();
    expect(await seen([...waits, held.wait(1)])).toEqual(['gone', 'gone', 'gone']);
  });
});

describe('a key over its limit', () => {
  let server: TestServer;
  const as = (secret: string) => ({ as: { sid: 'demo', key: 'spent', secret } });
  const calls = {
    flagship: () => flagship(server, 'sales.StockSync.getSelfWaitSyncIdListOpen', [10, 0], as(FLAGSHIP_KEY.secret)),
    enterprise: () => enterprise(server, 'logistics_sync_query', {}, as(ENTERPRISE_KEY.secret)),
  };
  beforeAll(async () => {
    server = await startTestServer({ holdMs: HOLD_MS });
    for (const edition of ['flagship', 'enterprise'] as const) await addKey(server.engine, edition, 'spent', { callsPerMinute: 0 });
  });
  afterAll(() => server.close());

  test.each(['flagship', 'enterprise'] as const)(
    'is told so after a moment, and what is written down of it does not wait: %s',
    async (edition) => {
      const began = performance.now();
      let isAnswered = false;
      const answer = calls[edition]().finally(() => {
        isAnswered = true;
      });
      while (!server.log.some((line) => line.includes('"refused"') && line.includes(edition))) await turn();
      expect(isAnswered).toBe(false);
      expect(await answer).toContain('超过每分钟最大调用频率限制');
      expect(performance.now() - began).toBeGreaterThanOrEqual(HOLD_MS - 5);
    },
  );
});
