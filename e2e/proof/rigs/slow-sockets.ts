/** Thousands of clients that take their time, beside one that works: it goes on working (promise B12). */
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { enterpriseRequest } from '@tongbu/client';
import { SLOWNESSES, type Slowness, SlowSockets } from '../fuzz/slow.ts';
import { serveWatched } from '../fuzz/watched.ts';
import { type Rig, Violations } from '../rig.ts';
import { inFolder, KEYS, SHOP, seed } from '../seed.ts';
import { NoAnswer, openShop, type Shop } from '../shop.ts';

/** The shop that works acknowledges the first of them; the others wait, so that a slow reader has something not to read. */
const LISTINGS = 600;
const WORKED = 100;
/** The client that works calls for so long, alone and beside the slow ones. */
const WORK_MS = 6_000;
/** So many calls at once. */
const AT_ONCE = 4;
/** A call that takes longer is a stall. */
const STALL_MS = 2_000;
const MOST_MEMORY_MB = 100;
/** A server that kept more than this would end. */
const HEAP_MB = 96;
/** Below so many sockets, a run does not wait for the server to close them, which takes a minute and a half. */
const WAIT_FROM = 1_000;
const CLOSED_WITHIN_MS = 150_000;

/** Files that are open beside the sockets. */
const FILES_BESIDE = 200;
const FULL = 2_000;

/** Who reads slowly. */
const READER = { sid: KEYS.enterprise.sid, key: 'slow-reader', secret: 'sl0w-reader' };

/** How long calls took, in milliseconds. */
class Latency {
  readonly #all: number[] = [];

  add(ms: number): void {
    this.#all.push(ms);
  }

  at(share: number): number {
    const sorted = this.#all.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  }

  get count(): number {
    return this.#all.length;
  }

  toString(): string {
    return `${this.at(0.5).toFixed(1)} / ${this.at(0.99).toFixed(1)} (of ${this.count})`;
  }
}

/** A shop that pulls and acknowledges, one call after another in each of a few lanes. */
async function work(shop: Shop, violations: Violations, when: string): Promise<Latency> {
  const latency = new Latency();
  const until = performance.now() + WORK_MS;
  let listing = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      try {
        const version = { listing: (listing++ % WORKED) + 1, version: 1 };
        const answer = await shop.enterprise.acknowledgeStock([version]);
        if (answer.code !== 0) violations.add(`${when}: an acknowledgement is answered ${answer.http} ${answer.text.slice(0, 200)}`);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        violations.add(`${when}: ${error.message}`);
      }
      const took = performance.now() - began;
      if (took > STALL_MS) violations.add(`${when}: an acknowledgement took ${took.toFixed(0)} ms`);
      latency.add(took);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return latency;
}

/** A whole request with the longest answer a shop can ask for. */
function longPull(): Buffer {
  const fields = { shop_no: SHOP, limit: String(LISTINGS) };
  const { body } = enterpriseRequest({ url: 'http://t', ...READER }, 'api_goods_stock_change_query', fields, Date.now());
  const head = `POST /openapi2/api_goods_stock_change_query.php HTTP/1.1\r\nHost: t\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

/** How many files a process of ours may have open. */
function openFiles(): number {
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit);
}

export default {
  name: 'slow-sockets',
  about: 'slow headers, slow bodies, slow readers and idle sockets beside a shop that works: it goes on, and they are closed',
  count: FULL,
  short: 200,
  finds: {},
  missing: () => {
    const needed = FULL + FILES_BESIDE;
    return openFiles() < needed ? [`${needed} open files (ulimit -n ${needed}; now ${openFiles()})`] : [];
  },
  async run({ count, build, folder, progress }) {
    const violations = new Violations();
    await inFolder(folder, async (engine) => {
      await seed(engine, { listings: LISTINGS });
      // Under the server's own limits: what bounds the work of a key that asks for more than it reads.
      const limits = { callsPerMinute: null, callsAtOnce: null };
      const reader = { seller: READER.sid, edition: 'enterprise' as const, appKey: READER.key, secret: READER.secret };
      await engine.addKey({ ...reader, ...limits, shops: null, allow: [], now: Date.now() });
    });
    const server = await serveWatched({ build, folder, heapMb: HEAP_MB });
    const shop = openShop(server.api);
    await work(shop, new Violations(), 'warming up');
    const alone = await work(shop, violations, 'alone');
    const before = server.memory();
    const filesBefore = server.openFiles();
    const slow = new SlowSockets(server.api);
    for (let opened = 0; opened < count; opened += 50) {
      const kinds = Array.from(
        { length: Math.min(50, count - opened) },
        (_, i) => SLOWNESSES[(opened + i) % SLOWNESSES.length] as Slowness,
      );
      await Promise.all(kinds.map((kind) => slow.add(kind, longPull())));
      progress(`${opened} opened`);
    }
    const opened = slow.open;
    let peak = server.memory();
    const sampling = setInterval(() => {
      peak = Math.max(peak, server.memory() || 0);
    }, 100);
    const beside = await work(shop, violations, `beside ${count} slow sockets`);
    if (opened + slow.refused < count * 0.99) violations.add(`only ${opened} of ${count} slow sockets were open at once`);
    if (peak - before > MOST_MEMORY_MB)
      violations.add(`memory grew from ${before.toFixed(0)} to ${peak.toFixed(0)} MB; ${MOST_MEMORY_MB} MB more at most`);
    const began = performance.now();
    let closed = 'not awaited';
    if (count >= WAIT_FROM) {
      // Counted at the server: a client that reads nothing does not learn that it was left.
      const left = () => server.openFiles() - filesBefore;
      while (left() > AT_ONCE && performance.now() - began < CLOSED_WITHIN_MS) {
        await pause(500);
        progress(`${left()} still open`);
      }
      closed = `${((performance.now() - began) / 1000).toFixed(0)} s`;
      if (left() > AT_ONCE) violations.add(`after ${closed}, the server has ${left()} more sockets open than before (${slow.byKind()})`);
    }
    clearInterval(sampling);
    slow.close();
    shop.close();
    server.check(violations);
    await server.stop();
    return {
      figures: {
        'slow sockets': opened,
        'median / p99 alone, ms': String(alone),
        'beside them, ms': String(beside),
        'median ratio': (beside.at(0.5) / alone.at(0.5)).toFixed(2),
        'p99 ratio': (beside.at(0.99) / alone.at(0.99)).toFixed(2),
        'memory, MB': `${before.toFixed(0)} to ${peak.toFixed(0)}`,
        'all closed after': closed,
      },
      violations: violations.list(),
    };
  },
} satisfies Rig;
