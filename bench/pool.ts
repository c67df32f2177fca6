/** Data folders with very many listings, built by SQL and cached: through the product it would take hours. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { folderOf, openFolder } from '@tongbu/engine';

const BENCH_FOLDER = join(tmpdir(), 'tongbu-bench');

/** What this run needs, removed when it ends; beside the pools that are kept, on the file system that is measured. */
export const RUN_FOLDER = join(BENCH_FOLDER, `run-${process.pid}`);

/** Who calls in every case. */
export const SELLER = 'bench';
export const SHOP = 'mall';
export const KEYS = {
  enterprise: { key: 'bench-enterprise', secret: 'b2d1c7e09f5a4c6d8e13' },
  flagship: { key: 'bench-flagship', secret: 'b2d1c7e09f5a4c6d8e13:5a17' },
} as const;

/** Every listing of a new pool waits with this version, after one that was acknowledged. */
export const VERSION = 2;

/** What a listing of a new pool should show. */
export function quantityOf(listing: number): string {
  return String(listing % 500);
}

/** The merchant code of the item that a listing shows; listings and items are numbered alike. */
export function specNoOf(listing: number): string {
  return `SPEC-${String(listing).padStart(8, '0')}`;
}

/**
 * Copies a pool of so many pending listings, one shop, each with an item of its own and a level in the one warehouse.
 *
 * @param rows 0 for the seller and its keys alone
 * @param name what the copy is for; an older one of that name is removed
 * @returns the folder of the copy, flushed to the disk so that nothing is left to write while something is measured
 */
export async function copyPool(rows: number, name: string): Promise<string> {
  const template = await templateOf(rows);
  const copy = join(RUN_FOLDER, name);
  makeRunFolder();
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true, mode: 0o700 });
  for (const kind of ['database', 'key'] as const) {
    copyFileSync(folderOf(template)[kind], folderOf(copy)[kind], constants.COPYFILE_FICLONE);
    const file = openSync(folderOf(copy)[kind], 'r+');
    fsyncSync(file);
    closeSync(file);
  }
  return copy;
}

let isMade = false;

/** Runs that were killed have left theirs behind. */
function makeRunFolder(): void {
  if (isMade) return;
  isMade = true;
  process.once('exit', () => rmSync(RUN_FOLDER, { recursive: true, force: true }));
  mkdirSync(RUN_FOLDER, { recursive: true });
  for (const name of readdirSync(BENCH_FOLDER)) {
    const [, pid] = /^run-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(BENCH_FOLDER, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The cached folder; its name holds a digest of what makes it, so that another schema makes another folder. */
async function templateOf(rows: number): Promise<string> {
  const template = join(BENCH_FOLDER, `pool-${rows}-${digestOfMaking()}`);
  if (existsSync(template)) return template;
  const unfinished = `${template}.unfinished`;
  mkdirSync(BENCH_FOLDER, { recursive: true });
  for (const name of readdirSync(BENCH_FOLDER)) {
    if (name.startsWith(`pool-${rows}-`)) rmSync(join(BENCH_FOLDER, name), { recursive: true }); // of another schema, or left half done
  }
  await makeSeller(unfinished);
  if (rows > 0) fill(folderOf(unfinished).database, rows);
  renameSync(unfinished, template);
  return template;
}

function digestOfMaking(): string {
  const hash = createHash('sha256').update([makeSeller, fill, strideFor, ...INSERTS].join('\n'));
  for (const migration of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(new URL(migration, MIGRATIONS)));
  return hash.digest('hex').slice(0, 12);
}

const MIGRATIONS = new URL('../packages/engine/src/store/migrations/', import.meta.url);

/** By the product itself: its schema, its seal, its keys. */
async function makeSeller(folder: string): Promise<void> {
  const { engine, close } = await openFolder(folder);
  const now = Date.now();
  const at = { seller: SELLER, now, partial: false };
  await engine.addSeller({ seller: SELLER, now });
  await engine.importRows({ ...at, kind: 'shops', records: [{ shop_no: SHOP, shop_name: '云栖生活馆·官网商城' }] });
  await engine.importRows({ ...at, kind: 'warehouses', records: [{ warehouse_no: 'HZ01', warehouse_name: '杭州下沙仓' }] });
  const rights = { shops: null, allow: [], callsPerMinute: 1e9, callsAtOnce: 1e6, now };
  for (const edition of ['enterprise', 'flagship'] as const) {
    await engine.addKey({ seller: SELLER, edition, appKey: KEYS[edition].key, secret: KEYS[edition].secret, ...rights });
  }
  await close();
}

function fill(file: string, rows: number): void {
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1048576; pragma temp_store = memory; begin');
  const indexes = database.prepare(
    `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name = 'listings'`,
  );
  // Made afterwards, for it is faster; but the pool's own index grows as listings change, in any order.
  const later = indexes.all().filter(({ name }) => name !== 'listings_pending');
  for (const { name } of later) database.exec(`drop index ${name}`);
  for (const insert of INSERTS) {
    const prepared = database.prepare(insert);
    prepared.setAllowUnknownNamedParameters(true); // not every one has both
    prepared.run({ rows, at: Date.now() - 86_400_000 });
  }
  const raise = database.prepare(`update listings set version = ${VERSION} where seller = '${SELLER}' and listing_id = ?`);
  const stride = strideFor(rows);
  for (let place = 0, listing = 0; place < rows; place++, listing = (listing + stride) % rows) raise.run(listing + 1);
  for (const { sql } of later) database.exec(String(sql));
  database.exec('commit; pragma journal_mode = wal');
  database.close();
}

/** A step that visits every number below `rows` once, far from the one before. */
function strideFor(rows: number): number {
  let stride = Math.floor(rows * 0.618034) | 1;
  while (commonDivisor(stride, rows) !== 1) stride += 2;
  return stride;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

const NUMBERS = 'with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < :rows)';
const SPEC_NO = `printf('SPEC-%08d', n)`;

const INSERTS = [
  `${NUMBERS} insert into items (seller, item_id, spec_no, goods_no, goods_name, spec_name)
    select '${SELLER}', n, ${SPEC_NO}, printf('G-%07d', n / 4), '栖岭 明前龙井 礼盒装', '250g 罐装' from numbers`,
  `${NUMBERS} insert into levels (seller, item_id, warehouse_id, stock_num, others)
    select '${SELLER}', n, 1, cast(n % 500 as text), '{}' from numbers`,
  `${NUMBERS} insert into listings (seller, listing_id, shop_id, goods_id, spec_id, goods_no, spec_no, goods_name, spec_name, match_code,
      status, sync_disabled, item_id, version, quantity, changed_at, rule_id, rule_revision, acknowledged, last_quantity, last_at, shown,
      retry_at, retry_steps, failure_signed_at, cancel_signed_at, reason)
    select '${SELLER}', n, 1, printf('68%08d', n / 4), printf('69%08d', n), printf('G-%07d', n / 4), ${SPEC_NO}, '栖岭 明前龙井 礼盒装',
      '250g 罐装', ${SPEC_NO}, 1, 0, n, 1, cast(n % 500 as text), :at, 1, 1, 1, '7', :at, '7', 0, 0, 0, 0, '' from numbers`,
  `insert into pool_counts (seller, shop_id, pool, part, pending) select '${SELLER}', 1, 'stock', 0, :rows`,
  `insert into counters (seller, name, value) select '${SELLER}', column1, :rows from (values ('item'), ('listing'))`,
];
