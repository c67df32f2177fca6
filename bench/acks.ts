/** Acknowledgements through the server against the same ones as raw transactions, in turns. */
import { DatabaseSync } from 'node:sqlite';
import { folderOf } from '@tongbu/engine';
import type { Measured, Options } from './case.ts';
import { startChild } from './child.ts';
import { median, span, whole } from './figures.ts';
import type { Load, Loaded } from './load/acks.ts';
import type { Edition } from './load/requests.ts';
import { copyPool, SELLER } from './pool.ts';
import type { RawAcks } from './raw/acks.ts';
import { startServer } from './server.ts';

/** Connections of the load, each with one request in flight. */
export const CONNECTIONS = 32;

/** A run in which more than this share of the acknowledgements cleared nothing counts for nothing. */
const MOST_REPEATS = 0.01;

/** Pools come in multiples of this. */
const POOL_STEP = 200_000;

/** What is acknowledged in each round. */
interface Rounds {
  /** Listings of a request. */
  size: number;
  requests: number;
  /** The first is the one that counts. */
  editions: [Edition, ...Edition[]];
  /** For both sides, such as a library that slows every sync. */
  env?: Record<string, string>;
}

/** The server's rate over the raw one, paired by round. */
export async function compareAcks({ size, requests, editions, env = {} }: Rounds, { rounds, progress }: Options): Promise<Measured> {
  const perRound = requests * size;
  progress('preparing two pools');
  const sent = perRound * editions.length * (rounds + 1);
  const rawFolder = await copyPool(roundUp(sent), 'raw');
  const folder = await copyPool(roundUp(sent), 'served');
  const raw = startChild<RawAcks>(new URL('raw/acks.ts', import.meta.url), env);
  const load = startChild<Load>(new URL('load/acks.ts', import.meta.url));
  const server = await startServer(folder, env);
  const seen = editions.map((): Seen[] => []);
  try {
    await raw.call('open', { file: folderOf(rawFolder).database });
    let first = 1;
    for (let round = 0; round <= rounds; round++) {
      for (const [place, edition] of editions.entries()) {
        progress(round === 0 ? `warming up (${edition})` : `round ${round} of ${rounds} (${edition})`);
        await load.call('prepare', { edition, port: server.port, first, requests, size });
        const base = await raw.call('run', { first, requests, size });
        const usedBefore = server.cpuSeconds();
        const loaded = await load.call('run', { connections: CONNECTIONS });
        const cpuSeconds = usedBefore === undefined ? undefined : (server.cpuSeconds() as number) - usedBefore;
        if (round > 0) seen[place]?.push({ raw: base, loaded, cpuSeconds });
        first += perRound;
      }
    }
  } finally {
    await Promise.all([raw.stop(), load.stop(), server.stop()]);
  }
  const repeats = repeatsOf(folder, sent);
  const details = seen.flatMap((each, place) => told(editions[place] as Edition, each, requests));
  return { value: median(ratiosOf(seen[0] as Seen[])), details, ...voidOf(repeats) };
}

/** A pair of rounds. */
interface Seen {
  raw: { seconds: number; cpuSeconds: number };
  loaded: Loaded;
  /** Processor time of the server. */
  cpuSeconds: number | undefined;
}

function ratiosOf(seen: Seen[]): number[] {
  return seen.map(({ raw, loaded }) => raw.seconds / loaded.seconds);
}

function told(edition: Edition, seen: Seen[], requests: number): string[] {
  const ratios = ratiosOf(seen);
  const rate = (of: (pair: Seen) => number) => `${whole(requests / median(seen.map(of)))}/s`;
  const p99 = median(seen.map(({ loaded }) => loaded.p99Ms));
  const rates = `${rate(({ loaded }) => loaded.seconds)} against ${rate(({ raw }) => raw.seconds)} raw, p99 ${p99.toFixed(1)} ms`;
  const lines = [`${edition}: ${median(ratios).toFixed(2)} × (${span(ratios)}), ${rates}`];
  const used = seen.flatMap(({ cpuSeconds }) => (cpuSeconds === undefined ? [] : [cpuSeconds]));
  if (used.length === 0) return lines;
  const micro = (seconds: number[]) => `${whole((median(seconds) / requests) * 1e6)} µs`;
  const bare = micro(seen.map(({ raw }) => raw.cpuSeconds));
  return [...lines, `${edition}: processor time of a request ${micro(used)} over all threads, ${bare} raw`];
}

/** To a pool that other cases may use as well. */
function roundUp(listings: number): number {
  return Math.ceil(listings / POOL_STEP) * POOL_STEP;
}

/** The share of a new pool's acknowledgements that cleared nothing, by the journal; of `sent` in all. */
export function repeatsOf(folder: string, sent: number): number {
  const database = new DatabaseSync(folderOf(folder).database, { readOnly: true });
  const counted = database.prepare(`
    select count(*) as cleared from journal where seller = '${SELLER}' and pool = 'stock' and event = 'success' and effect = 'cleared'`);
  const { cleared } = counted.get() as { cleared: number };
  database.close();
  return 1 - cleared / sent;
}

/** Says that a run counts for nothing where too many acknowledgements cleared nothing. */
export function voidOf(repeats: number): { void?: string } {
  if (repeats <= MOST_REPEATS) return {};
  return { void: `${(repeats * 100).toFixed(1)} % of the acknowledgements cleared nothing` };
}
