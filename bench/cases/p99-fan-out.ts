import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { folderOf } from '@tongbu/engine';
import { CONNECTIONS, repeatsOf, voidOf } from '../acks.ts';
import type { Case, Measured } from '../case.ts';
import { startChild } from '../child.ts';
import { median, span, whole } from '../figures.ts';
import type { Load, Loaded } from '../load/acks.ts';
import type { Erp } from '../load/erp.ts';
import { copyPool, SELLER } from '../pool.ts';
import { startServer } from '../server.ts';

/** Listings that sell one item, which moves. */
const FANNED = 100_000;

/** Acknowledgements of a round, and listings of each. */
const REQUESTS = 1_000;
const SIZE = 100;

/** As many shops as the server can serve; and one alone, which has nobody else to wait for. */
const LOADS = [CONNECTIONS, 1];

/** A round of acknowledgements, and the same while an item's listings follow it. */
interface Pair {
  quiet: Loaded;
  busy: Loaded;
  /** Listings that got their new version meanwhile; all of them where it ended too soon. */
  fanned: number;
}

export default {
  name: 'p99-fan-out',
  about:
    'p99 of acknowledgements of 100 while an item moves that stands in 100,000 listings, over that of the same without; the worse of 32 connections and 1',
  target: { bound: 'most', limit: 2, unit: '×' },
  async run({ rounds, progress }): Promise<Measured> {
    progress('preparing a pool');
    const sent = REQUESTS * SIZE * (1 + 2 * LOADS.length * rounds);
    const folder = await copyPool(sent + FANNED, 'served');
    const { database: file } = folderOf(folder);
    const item = sent + 1;
    sellOneItem(file, item);
    const load = startChild<Load>(new URL('../load/acks.ts', import.meta.url));
    const erp = startChild<Erp>(new URL('../load/erp.ts', import.meta.url));
    const server = await startServer(folder);
    const seen = LOADS.map((): Pair[] => []);
    let first = 1;
    const acknowledge = async (connections: number) => {
      await load.call('prepare', { edition: 'enterprise', port: server.port, first, requests: REQUESTS, size: SIZE });
      first += REQUESTS * SIZE;
      return load.call('run', { connections });
    };
    try {
      await erp.call('connect', { folder });
      progress('warming up');
      await acknowledge(CONNECTIONS);
      for (let round = 1; round <= rounds; round++) {
        for (const [place, connections] of LOADS.entries()) {
          progress(`round ${round} of ${rounds}, ${connections} connections`);
          const quiet = await acknowledge(connections);
          await erp.call('move', { item, stock: String(1_000 + first) });
          const busy = await acknowledge(connections);
          seen[place]?.push({ quiet, busy, fanned: fanned(file, item) });
          while (fanned(file, item) < FANNED) await pause(100);
        }
      }
      await erp.call('close', undefined as never);
    } finally {
      await Promise.all([load.stop(), erp.stop(), server.stop()]);
    }
    const short = seen.flat().filter((pair) => pair.fanned === FANNED).length;
    const ended = short > 0 ? { void: `at ${short} rounds the listings were done before the acknowledgements` } : {};
    const details = seen.map((pairs, place) => told(LOADS[place] as number, pairs));
    return { value: Math.max(...seen.map((pairs) => median(ratiosOf(pairs)))), details, ...voidOf(repeatsOf(folder, sent)), ...ended };
  },
} satisfies Case;

const ratiosOf = (pairs: Pair[]) => pairs.map(({ quiet, busy }) => busy.p99Ms / quiet.p99Ms);

function told(connections: number, pairs: Pair[]): string {
  const ms = (of: (pair: Pair) => number) => median(pairs.map(of)).toFixed(1);
  const rate = (of: (pair: Pair) => Loaded) => whole(median(pairs.map((pair) => of(pair).requests / of(pair).seconds)));
  const [p99, p50] = [`${ms(({ busy }) => busy.p99Ms)} against ${ms(({ quiet }) => quiet.p99Ms)} ms`, ms(({ busy }) => busy.p50Ms)];
  const listings = whole(median(pairs.map(({ fanned, busy }) => fanned / busy.seconds)));
  const acks = `${rate(({ busy }) => busy)} against ${rate(({ quiet }) => quiet)}/s`;
  return `${connections} connections: ${median(ratiosOf(pairs)).toFixed(2)} × (${span(ratiosOf(pairs))}), p99 ${p99}, p50 ${p50} ms, ${acks}, ${listings} listings/s`;
}

/** Lets the listings from one on sell its item. */
function sellOneItem(file: string, item: number): void {
  const database = new DatabaseSync(file);
  database.prepare('update listings set item_id = ? where seller = ? and listing_id >= ?').run(item, SELLER, item);
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
}

/** How many of the item's listings show what it moved to: all, where nothing is left to do. */
function fanned(file: string, item: number): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const left = database.prepare('select after_listing from fan_outs where seller = ?').get(SELLER);
  database.close();
  return left ? Math.max(0, Number(left['after_listing']) - item + 1) : FANNED;
}
