/** A server that is killed under acknowledgements loses none that it answered, and applies none by half (promises B1, B6). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createEnterpriseClient } from '@tongbu/client';
import { type Engine, openFolder } from '@tongbu/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';

const KILLS = 30;
const LANES = 6;
const BATCH = 4;
const LISTINGS = 4000;
const KEY = { sid: 'demo', key: 'demo-app2', secret: 'e5ecret' };

let folder: string;
let next: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongbu-kill-'));
  const { engine, close } = await openFolder(folder);
  await seed(engine);
  await close();
  // One that ends in peace fills the cache of compiled code, so that each of the others loads quickly.
  const first = load();
  first.stdin?.end();
  await once(first, 'exit');
});
afterAll(async () => {
  next?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function seed(engine: Engine): Promise<void> {
  await engine.addSeller({ seller: 'demo', now: 0 });
  const free = { shops: null, allow: [], callsPerMinute: null, callsAtOnce: null, now: 0 };
  await engine.addKey({ seller: 'demo', edition: 'enterprise', appKey: KEY.key, secret: KEY.secret, ...free });
  const put = (kind: string, records: Record<string, string>[]) =>
    engine.importRows({ seller: 'demo', kind, records, now: 0, partial: false });
  await put('shops', [{ shop_no: 'S1' }]);
  await put('warehouses', [{ warehouse_no: 'W1' }]);
  await put('items', [{ spec_no: 'A1' }]);
  await put(
    'listings',
    Array.from({ length: LISTINGS }, (_, i) => ({ shop_no: 'S1', goods_id: `G${i}`, spec_no: 'A1' })),
  );
}

function load(): ChildProcess {
  const script = fileURLToPath(new URL('serve-child.ts', import.meta.url));
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return spawn(process.execPath, ['--conditions=source', '--no-warnings', script], { stdio: ['pipe', 'pipe', 'inherit'], env });
}

/** What each batch became, as its sender knows it. */
const answered: number[][] = [];
const sent: number[][] = [];
let issued = 0;

/** Acknowledges batch after batch, each listing once, until the server is gone. */
async function acknowledge(port: string, onAnswer: () => void): Promise<void> {
  const client = createEnterpriseClient({ url: `http://127.0.0.1:${port}`, ...KEY });
  for (;;) {
    const batch = Array.from({ length: BATCH }, () => ++issued);
    sent.push(batch);
    try {
      const result = await client.call('api_goods_stock_change_ack', {
        stock_sync_list: batch.map((rec_id) => ({ rec_id, sync_stock: 0, stock_change_count: 1 })),
      });
      expect(result).toEqual({ errors: undefined });
    } catch (error) {
      expect(error).toMatchObject({ code: 'network' });
      return;
    }
    answered.push(batch);
    onAnswer();
  }
}

/** Serves the folder until so many batches are answered, and is killed while others are in hand. */
async function serveAndKill(child: ChildProcess, answers: number): Promise<void> {
  child.stdin?.write(`${folder}\n`);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [port] = (await once(lines, 'line')) as [string];
  let left = answers;
  const onAnswer = () => void (--left === 0 && child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  await Promise.all(Array.from({ length: LANES }, () => acknowledge(port, onAnswer)));
  expect(await exited).toEqual([null, 'SIGKILL']);
}

test(`${KILLS} kills: every answered acknowledgement is there, and every batch whole or not at all`, { timeout: 240_000 }, async () => {
  next = load();
  for (let kill = 0; kill < KILLS; kill++) {
    const child = next;
    next = load();
    await serveAndKill(child, 1 + ((kill * 7) % 19));
  }
  expect(issued).toBeLessThanOrEqual(LISTINGS);
  expect(sent.length).toBeGreaterThan(answered.length);

  const { engine, close } = await openFolder(folder);
  const caller = { seller: 'demo', key: null, actor: 'test' };
  const waiting = new Set(await engine.waitingListings({ caller, after: 0, limit: LISTINGS, now: 0 }));
  const cleared = (batch: number[]) => batch.filter((listing) => !waiting.has(listing)).length;
  expect(answered.filter((batch) => cleared(batch) < BATCH)).toEqual([]);
  expect(sent.map(cleared).filter((count) => count !== 0 && count !== BATCH)).toEqual([]);

  // The journal and the counter tell the same: one row for each, in the transaction of its effect.
  const journal = await engine.readJournal({ seller: 'demo', before: null, limit: 2 * LISTINGS, subject: null, pool: 'stock' });
  const rows = journal.filter(({ effect }) => effect === 'cleared').map(({ subject }) => subject as number);
  const gone = Array.from({ length: LISTINGS }, (_, i) => i + 1).filter((listing) => !waiting.has(listing));
  expect(rows.toSorted((a, b) => a - b)).toEqual(gone);
  const [shop] = await engine.pendingByShop({ seller: 'demo', now: 0 });
  expect(shop?.listings).toBe(waiting.size);
  await close();
});
