/** How long acknowledgements of 100 take while as many are asked for as the server can do. */
import { CONNECTIONS, repeatsOf, voidOf } from './acks.ts';
import type { Measured, Options } from './case.ts';
import { startChild } from './child.ts';
import { median, whole } from './figures.ts';
import type { Load, Loaded } from './load/acks.ts';
import type { Feed } from './load/feed.ts';
import { copyPool } from './pool.ts';
import { startServer } from './server.ts';

const SIZE = 100;
const REQUESTS = 2_000;

/** A few shops, where the queue is short: what they wait is mostly ours, and not the machine's. */
const FEW_CONNECTIONS = 8;

/** Levels of a batch of the feed, each of another item; their listings are not acknowledged. */
const FED = 5_000;

/** What was seen, and what to say of it. */
export interface Saturated extends Pick<Measured, 'details' | 'void'> {
  rounds: Loaded[];
}

/** Rounds at saturation; the first, to warm up, is not among them. */
export async function saturate({ rounds, progress }: Options, withFeed: boolean): Promise<Saturated> {
  progress('preparing a pool');
  const counted = Array.from({ length: rounds }, () => CONNECTIONS);
  const plan = [CONNECTIONS, ...counted, ...(withFeed ? counted.map(() => FEW_CONNECTIONS) : [])];
  const sent = REQUESTS * SIZE * plan.length;
  const folder = await copyPool(sent + 200_000, 'served');
  const load = startChild<Load>(new URL('load/acks.ts', import.meta.url));
  const feed = startChild<Feed>(new URL('load/feed.ts', import.meta.url));
  const server = await startServer(folder);
  const seen: Loaded[] = [];
  const atFew: Loaded[] = [];
  const details: string[] = [];
  try {
    if (withFeed) await feed.call('start', { folder, first: sent + 1, count: FED });
    for (const [round, connections] of plan.entries()) {
      progress(round === 0 ? 'warming up' : `round ${round} of ${plan.length - 1}`);
      const first = round * REQUESTS * SIZE + 1;
      await load.call('prepare', { edition: 'enterprise', port: server.port, first, requests: REQUESTS, size: SIZE });
      const loaded = await load.call('run', { connections });
      if (round > 0) (connections === CONNECTIONS ? seen : atFew).push(loaded);
    }
    const fed = withFeed ? await feed.call('stop', undefined as never) : undefined;
    if (fed) details.push(`the feed changed ${whole((fed.batches * FED) / fed.seconds)} levels/s, ${fed.batches} batches of ${whole(FED)}`);
  } finally {
    await Promise.all([load.stop(), feed.stop(), server.stop()]);
  }
  if (atFew.length > 0) details.unshift(`over ${FEW_CONNECTIONS} connections: ${told(atFew)}`);
  details.unshift(told(seen));
  const repeats = repeatsOf(folder, sent);
  return { rounds: seen, details, ...voidOf(repeats) };
}

function told(seen: Loaded[]): string {
  const middle = (of: (each: Loaded) => number) => median(seen.map(of));
  const [p50, p99] = [middle(({ p50Ms }) => p50Ms), middle(({ p99Ms }) => p99Ms)];
  const longest = Math.max(...seen.map(({ maxMs }) => maxMs));
  const rate = middle(({ requests, seconds }) => requests / seconds);
  return `${whole(rate)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(0)} ms`;
}
