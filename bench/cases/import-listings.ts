import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { folderOf } from '@tongbu/engine';
import type { Case } from '../case.ts';
import { startChild } from '../child.ts';
import { median, span, whole } from '../figures.ts';
import { copyPool, SELLER, SHOP, specNoOf } from '../pool.ts';
import type { NewListing, RawListings } from '../raw/listings.ts';
import { TONGBU } from '../server.ts';

const ROWS = 100_000;
const MOST_ROUNDS = 3;

export default {
  name: 'import-listings',
  about: '`tongbu import listings` of 100,000 new rows, from start to exit, against raw inserts of the same rows',
  target: { bound: 'least', limit: 0.6, unit: '×' },
  async run({ rounds, progress }) {
    const listings = Array.from({ length: ROWS }, (_, place) => newListing(place + 1));
    const raw = startChild<RawListings>(new URL('../raw/listings.ts', import.meta.url));
    const seconds = { product: [] as number[], rows: [] as number[], listings: [] as number[] };
    const count = Math.min(rounds, MOST_ROUNDS);
    try {
      for (let round = 1; round <= count; round++) {
        progress(`round ${round} of ${count}`);
        for (const [name, withJournal] of [
          ['rows', true],
          ['listings', false],
        ] as const) {
          const file = folderOf(await withoutListings('raw')).database;
          seconds[name].push(await raw.call('insert', { file, listings, first: 1, withJournal }));
        }
        seconds.product.push(timeImport(await withoutListings('served'), listings));
      }
    } finally {
      await raw.stop();
    }
    const ratios = (of: 'rows' | 'listings') => seconds.product.map((time, round) => (seconds[of][round] as number) / time);
    const rate = (times: number[]) => `${whole(ROWS / median(times))}/s`;
    const details = [
      `${rate(seconds.product)} against ${rate(seconds.rows)} raw, each listing with its journal row (${span(ratios('rows'))})`,
      `against listings alone, without the journal: ${median(ratios('listings')).toFixed(2)} × of ${rate(seconds.listings)}`,
    ];
    return { value: median(ratios('rows')), details };
  },
} satisfies Case;

function newListing(number: number): NewListing {
  const ids = { goods_id: String(6_800_000_000 + Math.floor(number / 4)), spec_id: String(6_900_000_000 + number) };
  const names = { goods_name: '栖岭 明前龙井 礼盒装', spec_name: '250g 罐装' };
  return { ...ids, goods_no: `G-${Math.floor(number / 4)}`, spec_no: specNoOf(number), ...names };
}

/** A folder with the items that the listings show, and no listing. */
async function withoutListings(name: string): Promise<string> {
  const folder = await copyPool(ROWS, name);
  const database = new DatabaseSync(folderOf(folder).database);
  database.exec(`delete from listings; delete from pool_counts; update counters set value = 0 where name = 'listing'; vacuum`);
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  return folder;
}

function timeImport(folder: string, listings: NewListing[]): number {
  const file = join(folder, 'listings.csv');
  const columns = Object.keys(listings[0] as NewListing) as (keyof NewListing)[];
  const lines = listings.map((listing) => [SHOP, ...columns.map((column) => listing[column])].join(','));
  writeFileSync(file, `${['shop_no', ...columns].join(',')}\n${lines.join('\n')}\n`);
  const args = [TONGBU, 'import', 'listings', file, '--data', folder, '--seller', SELLER, '--json'];
  const began = performance.now();
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const seconds = (performance.now() - began) / 1000;
  const { changed } = JSON.parse(output) as { changed: number };
  if (changed !== listings.length) throw new Error(`the import wrote ${changed} of ${listings.length} listings`);
  return seconds;
}
