import { EngineError } from '../error.ts';
import { type Happening, journal } from '../journal/journal.ts';
import type { PendingChange } from '../pool/count.ts';
import { LARGEST } from '../sellers/counter.ts';
import { type Session, statement } from '../store/database.ts';
import type { Others } from './mask.ts';
import { explainQuantity, type Level } from './quantity.ts';
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
 * The levels are read after the listing is locked: of two changes at once the second sees what the first wrote.
 */
export async function recalculate(change: Recalculation, listings: Iterable<number>, cause: Cause): Promise<void> {
  const { session, seller, actor, now } = change;
  const rule = await findRule(session, seller, 'share');
  const happened: Happening[] = [];
  for (const listing of [...new Set(listings)].sort((a, b) => a - b)) {
    const changed = await recalculateOne(change, listing, rule);
    if (changed) happened.push({ event: 'changed', subject: listing, ...changed, effect: cause });
  }
  await journal(session, { seller, at: now, actor, pool: 'stock', signedAt: null }, happened);
}

async function recalculateOne({ session, seller, now, pending }: Recalculation, listing: number, rule: RuleRow) {
  const [locked] = await session.query<Locked>(lock, { seller, listing });
  if (!locked) return;
  const quantity = locked.item_id === null ? locked.quantity : await quantityOf(session, seller, locked.item_id, rule);
  const version = locked.version + 1;
  if (version > LARGEST) throw new EngineError('store', `seller "${seller}": all ${LARGEST} versions of listing ${listing} are used up`);
  await session.run(raise, { seller, listing, version, quantity, now, revision: rule.revision });
  if (locked.version === locked.acknowledged) pending.add(locked.shop_id, 1);
  return { version, quantity };
}

async function quantityOf(session: Session, seller: string, item: number, rule: RuleRow): Promise<string> {
  const levels = await session.query<LevelRow>(levelsOf, { seller, item });
  return explainQuantity(levels.map(level), { ...rule, autoDelisting: rule.auto_delisting === 1 }).quantity;
}

interface Locked {
  shop_id: number;
  item_id: number | null;
  version: number;
  quantity: string;
  acknowledged: number;
}

const lock = statement(`
  select shop_id, item_id, version, quantity, acknowledged from listings where seller = :seller and listing_id = :listing /*lock*/`);

/** A level as the database holds it. */
export interface LevelRow {
  warehouse_id: number;
  stock_num: string;
  others: string;
}

const levelsOf = statement(`
  select warehouse_id, stock_num, others from levels where seller = :seller and item_id = :item order by warehouse_id`);

function level({ warehouse_id, stock_num, others }: LevelRow): Level {
  return { warehouse: warehouse_id, stock: stock_num, others: others === '{}' ? {} : (JSON.parse(others) as Others) };
}

// A newer change ends the delay and the steps of earlier failures (promise S5).
const raise = statement(`
  update listings set version = :version, quantity = :quantity, changed_at = :now, rule_revision = :revision,
    retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = ''
  where seller = :seller and listing_id = :listing`);
