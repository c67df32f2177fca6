import { createRequire } from 'node:module';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { ManageDeps } from '../manage/api.ts';
import { type Overview, overviewOf } from '../manage/overview.ts';
import { fold } from './fold.ts';
import { histogram } from './histogram.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** More shops than this, or keys, share the label `others`: what is scraped stays small, however many there are. */
export const MOST_LABELS = 500;

/**
 * Puts everything that is known into a registry.
 *
 * @param seller of this one alone, and what belongs to none; null for all
 */
export async function collect(registry: Registry, { engine, figures, now }: ManageDeps, seller: string | null): Promise<void> {
  const at = now();
  const registers = [registry];
  const gauge = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Gauge({ name: `tongbu_${name}`, help, labelNames, registers });
  const counter = <T extends string>(name: string, help: string, labelNames: T[]) =>
    new Counter({ name: `tongbu_${name}`, help, labelNames, registers });

  gauge('build_info', 'Always 1; the labels say what runs.', ['version', 'node']).set({ version, node: process.versions.node }, 1);
  const meters = await engine.readMeters({});
  const sellers = (await engine.listSellers({})).map((each) => each.seller).filter((each) => seller === null || each === seller);
  const overviews = new Map<string, Overview>();
  for (const each of sellers) overviews.set(each, await overviewOf(engine, figures, each, at));

  const byPool = ['seller', 'shop', 'pool'];
  const pending = gauge('pending', 'Records that wait for the shop.', byPool);
  const delayed = gauge('delayed', 'Records that wait and are delayed by a failure.', byPool);
  const held = gauge('held', 'Listings that wait and are offered to nobody.', ['seller', 'shop']);
  const failed = gauge('failed', 'Listings that wait and failed last; shipments that the shop gave up.', byPool);
  const oldest = gauge('oldest_pending_seconds', 'How long the oldest record that may be pulled has waited; 0 where none does.', byPool);
  const lastPull = gauge('last_pull_timestamp_seconds', 'When the pool was last pulled.', byPool);
  const stopped = gauge('pull_stopped', '1 where a shop does not pull as it used to, or nobody pulls what waits.', byPool);
  for (const { seller, shop, pool, ...of } of fold(overviews, at, MOST_LABELS)) {
    const labels = { seller, shop, pool };
    pending.set(labels, of.pending);
    delayed.set(labels, of.delayed);
    oldest.set(labels, of.oldestSeconds);
    stopped.set(labels, of.stopped);
    if (of.pulledAt !== null) lastPull.set(labels, of.pulledAt / 1000);
    failed.set(labels, of.failed);
    if (pool === 'stock') held.set({ seller, shop }, of.held);
  }

  const byShop = ['seller', 'shop', 'edition'];
  const counted = {
    acknowledged: counter('acknowledged_total', 'Successes that took effect.', byShop),
    failed: counter('failed_total', 'Failures that took effect.', byShop),
    superseded: counter('superseded_total', 'Successes that named an older version; the newer change still waits.', byShop),
    rejected: counter('rejected_total', 'Elements of acknowledgements that could not be meant.', byShop),
  };
  const nameOf = namesOf(overviews, MOST_LABELS);
  for (const counts of meters.counts.filter((each) => overviews.has(each.seller))) {
    const labels = { seller: counts.seller, shop: nameOf(counts.seller, counts.shop), edition: counts.edition };
    for (const name of ['acknowledged', 'failed', 'superseded', 'rejected'] as const) counted[name].inc(labels, counts[name]);
  }

  const isSeen = (whose: string) => overviews.has(whose) || (seller === null && whose === '');
  const calls = counter('calls_total', 'Signed calls by what was answered; code 0 is a success.', [
    'seller',
    'edition',
    'interface',
    'code',
  ]);
  for (const { count, code, ...labels } of figures.calls.counts())
    if (isSeen(labels.seller)) calls.inc({ ...labels, code: String(code) }, count);

  const skew = gauge('client_clock_skew_seconds', 'By how much a client’s clock is ahead of ours, smoothed.', ['seller', 'edition', 'key']);
  const clocks = figures.calls.clocks().filter((each) => overviews.has(each.seller));
  for (const { skewMs, ...labels } of clocks.slice(0, MOST_LABELS)) skew.set(labels, Math.round(skewMs) / 1000);

  const fanOuts = gauge('fan_outs', 'Changes that are still being carried to very many listings.', ['seller']);
  for (const each of overviews.keys()) fanOuts.set({ seller: each }, meters.fanOuts.find(({ seller }) => seller === each)?.fanOuts ?? 0);

  if (!meters.commits) return;
  const { buckets, count, sum, works } = meters.commits;
  histogram(registry, 'tongbu_commit_seconds', 'How long commits took, the sync of the disk included.', {
    ends: meters.buckets,
    buckets,
    count,
    sum,
  });
  counter('committed_works_total', 'Works that commits made durable; several share one.', []).inc(works);
}

/** What a shop is called in a label: its number, `others` beyond so many, nothing where none could be told. */
function namesOf(overviews: Map<string, Overview>, most: number): (seller: string, shop: number) => string {
  const names = new Map<string, string>();
  for (const [seller, { shops }] of overviews)
    for (const { shop, shopNo } of shops) if (names.size < most) names.set(`${seller}\n${shop}`, shopNo);
  return (seller, shop) => (shop === 0 ? '' : (names.get(`${seller}\n${shop}`) ?? 'others'));
}
