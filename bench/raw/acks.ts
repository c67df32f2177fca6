/** The baseline of acknowledgements: what SQLite itself does when each request is a transaction. A process; see `child.ts`. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { answerCalls } from '../child.ts';
import { quantityOf, SELLER, VERSION } from '../pool.ts';
import { openRaw } from './connection.ts';

/** Which acknowledgements: so many transactions of so many listings each, from one listing on. */
export interface Transactions {
  first: number;
  requests: number;
  size: number;
}

let database: DatabaseSync;
let begin: StatementSync;
let commit: StatementSync;
let update: StatementSync;
let append: StatementSync;

const handlers = {
  open({ file }: { file: string }): void {
    database = openRaw(file);
    begin = database.prepare('begin immediate');
    commit = database.prepare('commit');
    update = database.prepare(UPDATE);
    append = database.prepare(APPEND);
  },

  /** @returns how long it took and the processor time it used, in seconds */
  run({ first, requests, size }: Transactions): { seconds: number; cpuSeconds: number } {
    const listings = Array.from({ length: requests * size }, (_, place) => first + place);
    const quantities = listings.map(quantityOf);
    const signedAt = Math.floor(Date.now() / 1000) * 1000;
    let place = 0;
    let changed = 0;
    const began = performance.now();
    const usedBefore = process.cpuUsage();
    for (let request = 0; request < requests; request++) {
      const now = Date.now();
      begin.run();
      for (let element = 0; element < size; element++, place++) {
        const listing = listings[place] as number;
        const quantity = quantities[place] as string;
        changed += update.run(VERSION, now, quantity, SELLER, listing).changes as number;
        append.run(SELLER, now, listing, VERSION, quantity, signedAt);
      }
      commit.run();
    }
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(usedBefore);
    if (changed !== listings.length) throw new Error(`the baseline cleared ${changed} of ${listings.length} listings`);
    return { seconds, cpuSeconds: (user + system) / 1e6 };
  },
};

/** The calls of this process. */
export type RawAcks = typeof handlers;

const UPDATE = `
  update listings set acknowledged = ?1, last_at = ?2, last_quantity = ?3, shown = ?3,
    retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = ''
  where seller = ?4 and listing_id = ?5 and acknowledged < ?1 and version >= ?1`;

const APPEND = `
  insert into journal (seller, at, actor, pool, event, subject, version, quantity, effect, signed_at, detail)
  values (?, ?, 'enterprise:bench-enterprise', 'stock', 'success', ?, ?, ?, 'cleared', ?, '')`;

answerCalls(handlers);
