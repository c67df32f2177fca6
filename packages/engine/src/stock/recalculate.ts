import { EngineError } from '../error.ts';
import { type Happening, journal } from '../journal/journal.ts';
import type { PendingChange } from '../pool/count.ts';
import { LARGEST } from '../sellers/counter.ts';
import { type Session, type Statement, statement } from '../store/database.ts';
import type { Others } from './mask.ts';
import { calculateQuantity, type Level } from './quantity.ts';
import { findRule, type RuleRow } from './rule.ts';

/** Why a listing's version rose. */
export type Cause = 'level' | 'binding' | 'rule' | 'enabled';

/** What a transaction needs to give listings new versions. */
export interface Recalculation {
  session: Session;
  seller: string;
  actor: string;
  now: number;
  pending: PendingChange;
}

/**
 * Gives listings a new version and the quantity that follows from levels and rule now, together (promises S3, S4), in order
 * of their numbers. One that is no longer bound to an item keeps its quantity: there is none to calculate, and it is not offered.
 *
 * The levels are read after the listings are locked: of two changes at once the second sees what the first wrote.
 */
export async function recalculate(change: Recalculation, listings: number[], cause: Cause): Promise<void> {
  await recalculateBy(lockByNumber, change, listings, cause);
}

/** The same for all listings of these items, which the transaction holds. */
export async function recalculateItems(change: Recalculation, items: number[], cause: Cause): Promise<void> {
  await recalculateBy(lockByItem, change, items, cause);
}

async function recalculateBy(lock: Statement, change: Recalculation, numbers: number[], cause: Cause): Promise<void> {
  if (numbers.length === 0) return;
  const { session, seller, now, pending } = change;
  const rule = await findRule(session, seller, 'share');
  const locked = await session.query<Locked>(lock, { seller, rows: asRows(numbers) });
  const items = locked.flatMap(({ item_id }) => (item_id === null ? [] : [item_id]));
  const quantityOf = await quantitiesOf(session, seller, items, rule);
  const happened: Happening[] = [];
  for (const { listing_id: listing, ...before } of locked) {
    const quantity = before.item_id === null ? before.quantity : quantityOf(before.item_id);
    const version = before.version + 1;
    if (version > LARGEST) throw new EngineError('store', `seller "${seller}": all ${LARGEST} versions of listing ${listing} are used up`);
    const values = { seller, listing, version, quantity, now };
    if (before.rule_revision === rule.revision) await session.run(raise, values);
    else await session.run(raiseByNewRule, { ...values, revision: rule.revision });
    if (before.version === before.acknowledged) pending.add(before.shop_id, 1);
    happened.push({ event: 'changed', subject: listing, version, quantity, effect: cause });
  }
  await noteChanges(change, happened);
}

/** Writes the journal's rows of what changed (promise B6). */
export async function noteChanges({ session, seller, actor, now }: Recalculation, happened: Happening[]): Promise<void> {
  await journal(session, { seller, at: now, actor, pool: 'stock', signedAt: null }, happened);
}

/** How many listings of these items should show, by levels and rule as they are now. */
export async function quantitiesOf(session: Session, seller: string, items: number[], rule: RuleRow): Promise<(item: number) => string> {
  const levels = new Map<number, Level[]>(items.map((item) => [item, []]));
  if (levels.size > 0) {
    const rows = await session.query<LevelRow & { item_id: number }>(levelsOf, { seller, rows: asRows(items) });
    for (const { item_id, ...row } of rows) levels.get(item_id)?.push(level(row));
  }
  const quantityRule = { ...rule, autoDelisting: rule.auto_delisting === 1 };
  return (item) => calculateQuantity(levels.get(item) ?? [], quantityRule);
}

function asRows(numbers: number[]): string {
  return JSON.stringify([...new Set(numbers)].map((number) => [number]));
}

interface Locked {
  listing_id: number;
  shop_id: number;
  item_id: number | null;
  version: number;
  quantity: string;
  acknowledged: number;
  rule_revision: number;
}

// `cross join` keeps the order: the few numbers first, then each row by its key.
const lockBy = (number: string) =>
  statement(`
    select shop_id, item_id, version, quantity, acknowledged, listing_id, rule_revision
    from each(:rows) cross join listings
    where seller = :seller and ${number} = cast(value->>0 as bigint) order by listing_id /*lock*/`);
const lockByNumber = lockBy('listing_id');
const lockByItem = lockBy('item_id');

/** A level as the database holds it. */
export interface LevelRow {
  warehouse_id: number;
  stock_num: string;
  others: string;
}

const levelsOf = statement(`
  select item_id, warehouse_id, stock_num, others from each(:rows) cross join levels
  where seller = :seller and item_id = cast(value->>0 as bigint) order by item_id, warehouse_id`);

function level({ warehouse_id, stock_num, others }: LevelRow): Level {
  return { warehouse: warehouse_id, stock: stock_num, others: others === '{}' ? {} : (JSON.parse(others) as Others) };
}

// A newer change ends the delay and the steps of earlier failures (promise S5). The revision has an index, which costs half as
// much as all the rest where it is written: so only where it differs.
const RAISE = `version = :version, quantity = :quantity, changed_at = :now,
    retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = ''`;
const raise = statement(`update listings set ${RAISE} where seller = :seller and listing_id = :listing`);
const raiseByNewRule = statement(`
  update listings set ${RAISE}, rule_revision = :revision where seller = :seller and listing_id = :listing`);
