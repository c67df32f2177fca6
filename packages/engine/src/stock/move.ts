import { EngineError } from '../error.ts';
import { type Happening, journal } from '../journal/journal.ts';
import { type Session, statement } from '../store/database.ts';
import { holdLevels, keyOf, type LevelKey, unmakeLevels, writeLevels } from './held-levels.ts';
import {
  type Effect,
  effectOf,
  type Held,
  type Movement,
  QUANTITY_NAMES,
  type Quantities,
  type QuantityName,
  type Refusal,
} from './movement.ts';
import { type Recalculation, recalculateLevels } from './recalculate.ts';

export type { Movement, Quantities, QuantityName, Refusal };

/** Why stock moved: who asked for it, in words, and under which number of theirs. */
export interface Why {
  cause: 'level';
  kind: 'set' | 'adjust' | 'count' | 'order' | 'ship' | 'feed' | 'import';
  reason: string;
  /** A stocktake's, an order's or a feed's own number. */
  reference?: string;
  /** When the request was signed, by the client's clock; left out where nothing was signed. */
  signedAt?: number;
}

/** What a movement did: the quantities it named, as they were and as they are. */
export interface Moved {
  item: number;
  warehouse: number;
  defective: boolean;
  before: Quantities;
  after: Quantities;
  /** Names of those that differ; none where the movement found everything as it says. */
  changed: QuantityName[];
  /** There was no such level before. */
  isNew: boolean;
}

/** A movement that cannot be, and changed nothing. */
export interface RefusedMovement {
  refused: Refusal;
}

/** How movements are taken. */
export interface MoveOptions {
  /** Lets physical stock fall below zero. */
  allowNegative?: boolean;
  /** The transaction holds the items already, as `findItems(…, 'share')` does. */
  itemsHeld?: boolean;
}

/**
 * Applies movements in the transaction, in their order: levels, which are made where they are missing, a journal row for each
 * movement that changes anything, and the versions of the listings they concern (promise S3).
 *
 * @returns for each movement, in their order, what it did
 * @throws EngineError `input` for the first movement that cannot be, naming item, warehouse and value; nothing is written then
 */
export async function moveStock(change: Recalculation, movements: Movement[], why: Why, options: MoveOptions = {}): Promise<Moved[]> {
  const plan = await planMoves(change, movements, options);
  const moved: Moved[] = [];
  for (const [place, outcome] of plan.outcomes.entries()) {
    if ('refused' in outcome) throw await refusedError(change, movements[place] as Movement, outcome.refused);
    moved.push(outcome);
  }
  await writeMoves(change, plan, why);
  return moved;
}

/** The same where one movement that cannot be does not keep back the others. @returns for each, what it did or why it cannot be */
export async function moveEach(
  change: Recalculation,
  movements: Movement[],
  why: Why,
  options: MoveOptions = {},
): Promise<(Moved | RefusedMovement)[]> {
  const plan = await planMoves(change, movements, options);
  await writeMoves(change, plan, why);
  return plan.outcomes;
}

interface Plan {
  outcomes: (Moved | RefusedMovement)[];
  /** Levels that are not as they were, as they are now. */
  written: Map<string, LevelKey & Held>;
  /** Levels that were made for movements that cannot be. */
  unneeded: LevelKey[];
}

async function planMoves({ session, seller, now }: Recalculation, movements: Movement[], options: MoveOptions): Promise<Plan> {
  const { allowNegative = false, itemsHeld = false } = options;
  const wanted = movements.map(({ item, warehouse, defective = false }): LevelKey => ({ item, warehouse, defective }));
  const keys = new Map(wanted.map((key) => [keyOf(key), key]));
  const inOrder = [...keys.values()].sort((a, b) => a.item - b.item || a.warehouse - b.warehouse);
  if (!itemsHeld) await holdItems(session, seller, inOrder);
  const levels = await holdLevels(session, seller, now, inOrder);
  const made = new Map([...keys].filter(([key]) => levels.get(key)?.isMade));
  const plan: Plan = { outcomes: [], written: new Map(), unneeded: [] };
  for (const [place, movement] of movements.entries()) {
    const level = wanted[place] as LevelKey;
    const key = keyOf(level);
    const effect: Effect | Refusal = effectOf(levels.get(key) as Held, movement, allowNegative);
    if ('problem' in effect) {
      plan.outcomes.push({ refused: effect });
      continue;
    }
    const { held, before, after, changed } = effect;
    plan.outcomes.push({ ...level, before, after, changed, isNew: made.delete(key) });
    if (changed.length === 0) continue;
    levels.set(key, { ...held, isMade: false });
    plan.written.set(key, { ...level, ...held });
  }
  plan.unneeded.push(...made.values());
  return plan;
}

async function writeMoves(change: Recalculation, { outcomes, written, unneeded }: Plan, why: Why): Promise<void> {
  const { session, seller, now } = change;
  await unmakeLevels(session, seller, unneeded);
  await writeLevels(session, seller, now, [...written.values()]);
  const changes = outcomes.filter((outcome): outcome is Moved => !('refused' in outcome) && (outcome.isNew || outcome.changed.length > 0));
  await noteMoves(change, changes, why);
  const counted = changes.filter(({ defective }) => !defective);
  await recalculateLevels(
    change,
    counted.map(({ item, warehouse, isNew, changed }) => ({ item, warehouse, names: isNew ? QUANTITY_NAMES : changed })),
    'level',
  );
}

/** A row of pool `level` for each movement: the item, why, what lies there now, and what was and is. */
async function noteMoves({ session, seller, actor, now }: Recalculation, moved: Moved[], why: Why): Promise<void> {
  const { kind, reason, reference, signedAt = null } = why;
  const happened = moved.map(({ item, warehouse, defective, before, after, changed, isNew }): Happening => {
    const only = (of: Quantities) => (isNew ? of : pick(of, changed));
    const detail = { warehouse, ...(defective && { defective }), kind, reason, reference, before: only(before), after: only(after) };
    return { event: 'moved', subject: item, quantity: after.stock_num ?? null, effect: kind, detail: JSON.stringify(detail) };
  });
  await journal(session, { seller, at: now, actor, pool: 'level', signedAt }, happened);
}

function pick(of: Quantities, names: QuantityName[]): Quantities {
  const picked: Quantities = {};
  for (const name of names) picked[name] = of[name] as string;
  return picked;
}

async function holdItems(session: Session, seller: string, keys: LevelKey[]): Promise<void> {
  const rows = [...new Set(keys.map(({ item }) => item))].map((item) => [item]);
  await session.query(itemsToHold, { seller, rows: JSON.stringify(rows) });
}

async function refusedError({ session, seller }: Recalculation, { item, warehouse }: Movement, refused: Refusal): Promise<EngineError> {
  const [names] = await session.query<{ spec_no: string; warehouse_no: string }>(namesOf, { seller, item, warehouse });
  const { name, value, problem } = refused;
  return new EngineError('input', `item "${names?.spec_no}" in warehouse "${names?.warehouse_no}": ${name} ${value} ${problem}`);
}

// Whoever binds a listing to an item locks it: so the one sees the listing, or the other the levels.
const itemsToHold = statement(`
  select item_id from each(:rows) cross join items
  where seller = :seller and item_id = cast(value->>0 as bigint) order by item_id /*share*/`);

const namesOf = statement(`
  select i.spec_no, w.warehouse_no from items i cross join warehouses w
  where i.seller = :seller and i.item_id = :item and w.seller = :seller and w.warehouse_id = :warehouse`);
