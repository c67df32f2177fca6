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

/** Levels of a batch of the feed, each of another item; their listings are not acknowledged. */
const FED = 5_000;

/** What was seen, and what to say of it. */
export interface Saturated extends Pick<Measured, 'details' | 'void'> {
  rounds: Loaded[];
}

/** Rounds at saturation; the first, to warm up, is not among them. */
export async function saturate({ rounds, progress }: Options, withFeed: boolean): Promise<Saturated> {
  progress('preparing a pool');
  const sent = REQUESTS * SIZE * (rounds + 1);
  const folder = await copyPool(sent + 200_000, 'served');
  const load = startChild<Load>(new URL('load/acks.ts', import.meta.url));
  const feed = startChild<Feed>(new URL('load/feed.ts', import.meta.url));
  const server = await startServer(folder);
  const seen: Loaded[] = [];
  const details: string[] = [];
  try {
    if (withFeed) await feed.call('start', { folder, first: sent + 1, count: FED });
    for (let round = 0; round <= rounds; round++) {
      progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
      const first = round * REQUESTS * SIZE + 1;
      await load.call('prepare', { edition: 'enterprise', port: server.port, first, requests: REQUESTS, size: SIZE });
      const loaded = await load.call('run', { connections: CONNECTIONS });
      if (round > 0) seen.push(loaded);
    }
    const fed = withFeed ? await feed.call('stop', undefined as never) : undefined;
    if (fed) details.push(`the feed changed ${whole((fed.batches * FED) / fed.seconds)} levels/s, ${fed.batches} batches of ${whole(FED)}`);
  } finally {
    await Promise.all([load.stop(), feed.stop(), server.stop()]);
  }
  const rate = median(seen.map(({ requests, seconds }) => requests / seconds));
  const [p50, p99, max] = [seen.map(({ p50Ms }) => p50Ms), seen.map(({ p99Ms }) => p99Ms), seen.map(({ maxMs }) => maxMs)];
  details.unshift(
    `${whole(rate)}/s, p50 ${median(p50).toFixed(1)} ms, p99 ${median(p99).toFixed(1)} ms, longest ${Math.max(...max).toFixed(0)} ms`,
  );
  const repeats = repeatsOf(folder, sent);
  return { rounds: seen, details, ...voidOf(repeats) };
}
