/** The baseline of an import: new listings as SQLite itself inserts them. A process; see `child.ts`. */
import { sliceOf } from '../../packages/cli/src/import/slices.ts';
import { answerCalls } from '../child.ts';
import { SELLER } from '../pool.ts';
import { openRaw } from './connection.ts';

/** A listing as the import's file has it. */
export interface NewListing {
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
}

const handlers = {
  /**
   * @param input.first number of the first listing and of its item; the others follow
   * @param input.withJournal whether each listing has its row in the journal as well
   * @returns how long it took, in seconds
   */
  insert({ file, listings, first, withJournal }: { file: string; listings: NewListing[]; first: number; withJournal: boolean }): number {
    const database = openRaw(file);
    const [begin, commit] = [database.prepare('begin immediate'), database.prepare('commit')];
    const [insert, append] = [database.prepare(INSERT), database.prepare(APPEND)];
    const slice = sliceOf('listings', false);
    const began = performance.now();
    for (let start = 0; start < listings.length; start += slice) {
      const now = Date.now();
      begin.run();
      for (let place = start; place < Math.min(start + slice, listings.length); place++) {
        const { goods_id, spec_id, goods_no, spec_no, goods_name, spec_name } = listings[place] as NewListing;
        const listing = first + place;
        const quantity = String(listing % 500);
        insert.run(SELLER, listing, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, quantity, now);
        if (withJournal) append.run(SELLER, now, listing, quantity);
      }
      commit.run();
    }
    const seconds = (performance.now() - began) / 1000;
    database.close();
    return seconds;
  },
};

/** The calls of this process. */
export type RawListings = typeof handlers;

const INSERT = `
  insert into listings (seller, listing_id, shop_id, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, match_code,
    status, sync_disabled, item_id, version, quantity, changed_at, rule_id, rule_revision, acknowledged, last_quantity, last_at, shown,
    retry_at, retry_steps, failure_signed_at, cancel_signed_at, reason)
  values (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?6, 1, 0, ?2, 1, ?9, ?10, 1, 1, 0, null, null, '0', 0, 0, 0, 0, '')`;

const APPEND = `
  insert into journal (seller, at, actor, pool, event, subject, version, quantity, effect, signed_at, detail)
  values (?, ?, 'import', 'stock', 'changed', ?, 1, ?, 'binding', null, '')`;

answerCalls(handlers);
