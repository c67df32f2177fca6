/** The baseline of a feed: levels, listings and journal rows as SQLite itself writes them. A process; see `child.ts`. */
import { answerCalls } from '../child.ts';
import { SELLER } from '../pool.ts';
import { openRaw } from './connection.ts';

/** Which levels: those of so many items, from one on, all set to one quantity. */
export interface FedItems {
  file: string;
  items: number[];
  stock: string;
  /** Rows of a transaction. */
  slice: number;
}

const handlers = {
  /** @returns how long it took and the processor time it used, in seconds */
  feed({ file, items, stock, slice }: FedItems): { seconds: number; cpuSeconds: number } {
    const database = openRaw(file);
    const [begin, commit] = [database.prepare('begin immediate'), database.prepare('commit')];
    const [level, moved, listing, changed] = [LEVEL, MOVED, LISTING, CHANGED].map((sql) => database.prepare(sql)) as [S, S, S, S];
    const detail = JSON.stringify({
      warehouse: 1,
      kind: 'feed',
      reason: '',
      reference: 'bench#1',
      before: { stock_num: '100' },
      after: { stock_num: stock },
    });
    let written = 0;
    const began = performance.now();
    const usedBefore = process.cpuUsage();
    for (let start = 0; start < items.length; start += slice) {
      const now = Date.now();
      begin.run();
      for (let place = start; place < Math.min(start + slice, items.length); place++) {
        const item = items[place] as number;
        written += level.run(stock, now, SELLER, item).changes as number;
        moved.run(SELLER, now, item, stock, detail);
        written += listing.run(stock, now, SELLER, item).changes as number;
        changed.run(SELLER, now, item, stock);
      }
      commit.run();
    }
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(usedBefore);
    database.close();
    if (written !== 2 * items.length) throw new Error(`the baseline wrote ${written} rows of ${items.length} levels and their listings`);
    return { seconds, cpuSeconds: (user + system) / 1e6 };
  },
};

/** The calls of this process. */
export type RawFeed = typeof handlers;

type S = ReturnType<ReturnType<typeof openRaw>['prepare']>;

const LEVEL = `update levels set stock_num = ?1, modified_at = ?2 where seller = ?3 and item_id = ?4 and warehouse_id = 1`;

const MOVED = `
  insert into journal (seller, at, actor, pool, event, subject, version, quantity, effect, signed_at, detail)
  values (?1, ?2, 'bench', 'level', 'moved', ?3, null, ?4, 'feed', null, ?5)`;

const LISTING = `
  update listings set version = version + 1, quantity = ?1, changed_at = ?2,
    retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = ''
  where seller = ?3 and listing_id = ?4`;

const CHANGED = `
  insert into journal (seller, at, actor, pool, event, subject, version, quantity, effect, signed_at, detail)
  values (?1, ?2, 'bench', 'stock', 'changed', ?3, 3, ?4, 'level', null, '')`;

answerCalls(handlers);
