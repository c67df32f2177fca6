import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { EngineError } from '../error.ts';
import { LARGEST } from '../sellers/counter.ts';
import { checkFile, isDamage } from './check.ts';
import { NEVER, type ReplayedListing, type ReplayedRow, type ReplayedShipment, replayListing, replayShipment } from './replay.ts';
import { verifyOrders } from './verify-orders.ts';
import { Balances, type ShopBalance } from './verify-shops.ts';
import { stockCheck, type VerifiedListing } from './verify-stock.ts';

/** What a verification looked at, and what it found. */
export interface Verified {
  sellers: number;
  listings: number;
  shipments: number;
  /** What became of the shipments of each shop (promise B5). */
  balances: ShopBalance[];
  /** Journal rows that say something of a record's state. */
  rows: number;
  /** What does not agree, one line each: subject, what is stored, what it should be. */
  differences: string[];
  /** How many more there are. */
  more: number;
}

/**
 * Holds a database against itself: the file as SQLite reads it, both pools against the journal (promises B5, B6), the stored
 * quantities against levels and rules (S3, S4), reservations against orders, the counts of what waits, and the counters. Reads one committed state,
 * whoever writes meanwhile, record by record: memory does not grow with the database, but the journal is sorted in the
 * folder for temporary files.
 *
 * @param file a database, served or not, or a backup
 * @param most how many differences to tell in words; 20 by default
 * @throws EngineError `input` when the file is no database of Tongbu's, `store` when it cannot be read
 */
export function verifyFile(file: string, most = 20): Verified {
  if (!existsSync(file)) throw new EngineError('input', `${file}: there is no such file`);
  const verified: Verified = { sellers: 0, listings: 0, shipments: 0, balances: [], rows: 0, differences: [], more: 0 };
  const differ: Differ = (text) => {
    if (verified.differences.length < most) verified.differences.push(text);
    else verified.more++;
  };
  for (const finding of checkFile(file, 'indexes', most)) differ(`the file: ${finding}`);
  if (verified.differences.length > 0) return verified;
  const connection = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    connection.exec('begin');
    verifyAll(connection, verified, differ);
  } catch (cause) {
    if (isDamage(cause)) differ(`the file: ${(cause as Error).message}`);
    else throw readError(file, cause);
  } finally {
    connection.close();
  }
  return verified;
}

type Differ = (text: string) => void;

function readError(file: string, cause: unknown): unknown {
  const { code, message } = cause as { code?: string; message: string };
  if (code !== 'ERR_SQLITE_ERROR') return cause;
  if (/no such (table|column)/.test(message)) return new EngineError('input', `${file} is no database of Tongbu's: ${message}`, { cause });
  return new EngineError('store', `${file} cannot be read: ${message}`, { cause });
}

function verifyAll(connection: DatabaseSync, verified: Verified, differ: Differ): void {
  for (const row of connection.prepare('select seller from sellers order by seller').all()) {
    const seller = row['seller'] as string;
    const of: Differ = (text) => differ(`seller "${seller}", ${text}`);
    verified.sellers++;
    verifyListings(connection, seller, verified, of);
    verifyShipments(connection, seller, verified, of);
    verifyOrders(connection, seller, of);
    verifyCounts(connection, seller, of);
    verifyCounters(connection, seller, of);
  }
}

type Stored = ReplayedListing & VerifiedListing;

function verifyListings(connection: DatabaseSync, seller: string, verified: Verified, differ: Differ): void {
  const check = stockCheck(connection, seller);
  for (const [stored, rows] of merged<Stored>(connection, LISTINGS, STOCK_ROWS, seller)) {
    verified.rows += rows.length;
    const replayed = rows.reduce(replayListing, undefined as ReplayedListing | undefined);
    const subject = `listing ${stored?.id ?? rows[0]?.subject}`;
    if (!stored) {
      if (replayed) differ(`${subject}: is in the journal, but not in the pool`);
      continue;
    }
    verified.listings++;
    const told = replayed ?? NEVER;
    // When a listing came that was never given a version, no row says.
    compare(subject, stored, told.version === 0 ? { ...told, changedAt: stored.changedAt } : told, differ);
    const wrong = check(stored);
    if (wrong) differ(`${subject}: ${wrong}`);
  }
}

function verifyShipments(connection: DatabaseSync, seller: string, verified: Verified, differ: Differ): void {
  type Row = Omit<ReplayedShipment, 'content'> & { id: number } & Record<string, string | number | null>;
  const balances = new Balances(seller);
  for (const [stored, rows] of merged<Row>(connection, SHIPMENTS, SHIPMENT_ROWS, seller)) {
    verified.rows += rows.length;
    const replayed = rows.reduce(replayShipment, undefined as ReplayedShipment | undefined);
    const subject = `shipment ${stored?.id ?? rows[0]?.subject}`;
    if (stored) verified.shipments++;
    if (stored && !balances.found(Number(stored['shop']), stored.state)) differ(`${subject}: state "${stored.state}" is none`);
    if (replayed) balances.made(Number(replayed.content['shop']));
    if (!stored || !replayed) {
      if (stored || replayed) differ(`${subject}: is in the ${stored ? 'pool, but not in the journal' : 'journal, but not in the pool'}`);
      continue;
    }
    const { content, ...state } = replayed;
    compare(subject, stored, { ...content, ...state }, differ);
  }
  verified.balances.push(...balances.all());
  for (const difference of balances.differences()) differ(difference);
}

function compare(subject: string, stored: object, wanted: object, differ: Differ): void {
  for (const [name, value] of Object.entries(wanted)) {
    const is = (stored as Record<string, unknown>)[name];
    if (is !== value) differ(`${subject}: ${name} is ${shown(is)}, the journal says ${shown(value)}`);
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** Records and the journal rows of each, both in order of the records' numbers; undefined where only the journal knows one. */
function* merged<R extends { id: number }>(
  connection: DatabaseSync,
  recordsSql: string,
  rowsSql: string,
  seller: string,
): Generator<[record: R | undefined, rows: ReplayedRow[]]> {
  const records = iterate<R>(connection, recordsSql, seller);
  const rows = iterate<ReplayedRow>(connection, rowsSql, seller);
  let record = records.next().value;
  let row = rows.next().value;
  while (record || row) {
    const id = Math.min(record?.id ?? Number.POSITIVE_INFINITY, row?.subject ?? Number.POSITIVE_INFINITY);
    const own: ReplayedRow[] = [];
    for (; row && row.subject === id; row = rows.next().value) own.push(row);
    if (record?.id !== id) yield [undefined, own];
    else {
      yield [record, own];
      record = records.next().value;
    }
  }
}

function iterate<R>(connection: DatabaseSync, sql: string, ...values: SQLInputValue[]): Iterator<R, undefined> {
  return connection.prepare(sql).iterate(...values) as unknown as Iterator<R, undefined>;
}

function verifyCounts(connection: DatabaseSync, seller: string, differ: Differ): void {
  for (const row of connection.prepare(COUNTS).all({ seller })) {
    const { shop, pool, part, counted, real } = row as Record<string, string | number>;
    const of = pool === 'differs' ? 'results with another quantity' : `pending ${pool}${part === 1 ? ' (split)' : ''}`;
    differ(`shop ${shop}: the count of ${of} is ${counted}, there are ${real}`);
  }
}

function verifyCounters(connection: DatabaseSync, seller: string, differ: Differ): void {
  for (const row of connection.prepare(COUNTERS).all({ seller })) {
    const { name, issued, largest } = row as Record<string, string | number>;
    if (Number(largest) > Number(issued)) differ(`${name} numbers: ${issued} were issued, but there is ${name} ${largest}`);
    if (Number(issued) > LARGEST) differ(`${name} numbers: ${issued} were issued, the wire holds ${LARGEST}`);
  }
}

const LISTINGS = `
  select listing_id as id, shop_id as shop, item_id, suite_id, rule_id as rule, rule_revision as revision, own_rule_id as ownRule, version, quantity, changed_at as changedAt, acknowledged,
    last_quantity as lastQuantity, last_at as lastAt, retry_at as retryAt, retry_steps as retrySteps,
    failure_signed_at as failureSignedAt, cancel_signed_at as cancelSignedAt
  from listings where seller = ? order by listing_id`;

const SHIPMENTS = `
  select shipment_id as id, shop_id as shop, trade_id as trade, tid, oids, part, tracking_number, carrier_code, carrier_name,
    carrier_type, delivery_term, goods_count, shipped_at, state, message, retries, retry_at as retryAt,
    retry_steps as retrySteps, failure_signed_at as failureSignedAt
  from shipments where seller = ? order by shipment_id`;

// Of what changed nothing only what may have been noted is read; a short row is sorted faster.
const STOCK_ROWS = `
  select at, event, subject, version, quantity, effect, signed_at as signedAt, '' as detail from journal
  where seller = ? and pool = 'stock' and subject is not null
    and (event in ('changed', 'cancel') or effect in ('cleared', 'cleared, quantity differs', 'superseded', 'delayed'))
  order by subject, seq`;

const SHIPMENT_ROWS = `
  select at, event, subject, version, quantity, effect, signed_at as signedAt, detail from journal
  where seller = ? and pool = 'shipment' and subject is not null
    and (event = 'created' or effect in ('delayed', 'done', 'failed', 'cancelled', 'replaced'))
  order by subject, seq`;

const COUNTS = `
  with counted as (
    select shop_id, pool, part, pending as counted, 0 as real from pool_counts where seller = :seller
    union all
    select shop_id, 'stock', 0, 0, count(*) from listings where seller = :seller and version > acknowledged group by shop_id
    union all
    select shop_id, 'shipment', part, 0, count(*) from shipments where seller = :seller and state = 'pending' group by shop_id, part
    union all
    select l.shop_id, 'differs', 0, 0, count(*) from journal j join listings l on l.seller = j.seller and l.listing_id = j.subject
      where j.seller = :seller and j.pool = 'stock' and j.effect = 'cleared, quantity differs' group by l.shop_id
  )
  select shop_id as shop, pool, part, sum(counted) as counted, sum(real) as real from counted
  group by shop_id, pool, part having sum(counted) <> sum(real) order by shop_id, pool, part`;

const COUNTERS = `
  with largest (name, largest) as (
    select 'shop', max(shop_id) from shops where seller = :seller union all
    select 'key', max(key_id) from app_keys where seller = :seller union all
    select 'warehouse', max(warehouse_id) from warehouses where seller = :seller union all
    select 'item', max(item_id) from items where seller = :seller union all
    select 'suite', max(suite_id) from suites where seller = :seller union all
    select 'rule', max(rule_id) from rules where seller = :seller union all
    select 'listing', max(listing_id) from listings where seller = :seller union all
    select 'shipment', max(shipment_id) from shipments where seller = :seller union all
    select 'trade', max(trade_id) from (
      select trade_id from shipments where seller = :seller union all select trade_id from trades where seller = :seller) made union all
    select 'order', max(order_id) from orders where seller = :seller union all
    select 'carrier', max(carrier_id) from carriers where seller = :seller union all
    select 'stocktake', max(stocktake_id) from stocktakes where seller = :seller
  )
  select l.name, coalesce(c.value, 0) as issued, coalesce(l.largest, 0) as largest
  from largest l left join counters c on c.seller = :seller and c.name = l.name order by l.name`;
