import { FEED_SLICE, folderOf } from '@tongbu/engine';
import type { Case } from '../case.ts';
import { startChild } from '../child.ts';
import { median, span, whole } from '../figures.ts';
import type { Erp } from '../load/erp.ts';
import { copyPool } from '../pool.ts';
import type { RawFeed } from '../raw/feed.ts';
import { startServer } from '../server.ts';

/** Items of the pool, and of a round: each level is another item's, with one listing. */
const POOL = 100_000;
const ROWS = 10_000;

/** Prime, and no divisor of the pool: rows come in another order than the listings. */
const STRIDE = 7_919;

export default {
  name: 'feed-levels',
  about: 'a feed of levels, batches of 5,000 in slices of 500, against raw writes of the same levels, listings and journal rows',
  target: { bound: 'least', limit: 0.6, unit: '×' },
  async run({ rounds, progress }) {
    progress('preparing two pools');
    const [served, rawFolder] = [await copyPool(POOL, 'served'), await copyPool(POOL, 'raw')];
    const raw = startChild<RawFeed>(new URL('../raw/feed.ts', import.meta.url));
    const erp = startChild<Erp>(new URL('../load/erp.ts', import.meta.url));
    const server = await startServer(served);
    const seen: { product: number; raw: number; productCpu: number; rawCpu: number }[] = [];
    try {
      await erp.call('connect', { folder: served });
      for (let round = 0; round <= rounds; round++) {
        progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
        const items = Array.from({ length: ROWS }, (_, place) => (((round * ROWS + place) * STRIDE) % POOL) + 1);
        const stock = String(1_000 + round);
        const written = await raw.call('feed', { file: folderOf(rawFolder).database, items, stock, slice: FEED_SLICE });
        const usedBefore = server.cpuSeconds() ?? 0;
        const product = await erp.call('feed', { items, stock });
        const productCpu = (server.cpuSeconds() ?? 0) - usedBefore;
        if (round > 0) seen.push({ product, productCpu, raw: written.seconds, rawCpu: written.cpuSeconds });
      }
      await erp.call('close', undefined as never);
    } finally {
      await Promise.all([raw.stop(), erp.stop(), server.stop()]);
    }
    const ratios = seen.map(({ product, raw }) => raw / product);
    const rate = (of: 'product' | 'raw') => `${whole(ROWS / median(seen.map((round) => round[of])))}/s`;
    const cpu = (of: 'productCpu' | 'rawCpu') => `${((median(seen.map((round) => round[of])) / ROWS) * 1e6).toFixed(1)} µs`;
    const details = [
      `${rate('product')} against ${rate('raw')} raw (${span(ratios)})`,
      `processor time of a row ${cpu('productCpu')} over all threads, ${cpu('rawCpu')} raw`,
    ];
    return { value: median(ratios), details };
  },
} satisfies Case;
