/** What a movement does to a level: a pure function of what is stored, for all who change stock. */
import { fromScaled, type Quantity, readQuantity, toScaled } from '@tongbu/model';
import { EXTERNAL_DIFFERENCE, OTHER_NAMES, type OtherName, type Others } from './mask.ts';

/** The name of a quantity that a level holds: what lies there, or one beside it. */
export type QuantityName = 'stock_num' | OtherName;

/** All of them, in the order in which they are stored. */
export const QUANTITY_NAMES: readonly QuantityName[] = ['stock_num', ...OTHER_NAMES];

/** Some of a level's quantities, as exact text. */
export type Quantities = Partial<Record<QuantityName, Quantity>>;

/** A change of an item's quantities in a warehouse. What is in neither `set` nor `add` stays as it is. */
export interface Movement {
  /** Number of the item. */
  item: number;
  /** Number of the warehouse. */
  warehouse: number;
  /** Concerns stock that cannot be sold: `stock_num` alone, which no rule counts. */
  defective?: boolean;
  /** What quantities are from now on. */
  set?: Quantities;
  /** By how much quantities rise, or fall where negative; after `set`. */
  add?: Quantities;
}

/** What a level holds. */
export interface Held {
  stock: Quantity;
  others: Others;
}

/** A level after a movement, and what the movement named: as it was, and as it is. */
export interface Effect {
  held: Held;
  before: Quantities;
  after: Quantities;
  /** Names of the quantities that differ. */
  changed: QuantityName[];
}

/** Why a movement cannot be: which quantity, what it would have come to, and what is wrong with that. */
export interface Refusal {
  name: QuantityName;
  value: string;
  problem: string;
}

/** {@link Refusal.problem} of stock below zero. */
const NEGATIVE_STOCK = 'is less than nothing; take less, count what is there, or allow negative stock';

/**
 * Moves a level.
 *
 * Physical stock may be negative where that is allowed; where it is not, stock that is negative already may still rise.
 * The others are never negative, but for what an external warehouse says it has less than we know of.
 */
export function effectOf(held: Held, { set = {}, add = {}, defective = false }: Movement, allowNegative: boolean): Effect | Refusal {
  const before: Quantities = {};
  const after: Quantities = {};
  const changed: QuantityName[] = [];
  const names = namesIn(set, add);
  for (const name of names) {
    if (defective && name !== 'stock_num') return { name, value: set[name] ?? add[name] ?? '', problem: 'is not kept for defective stock' };
    const was = (name === 'stock_num' ? held.stock : held.others[name]) ?? '0';
    const given = set[name] ?? was;
    const by = add[name];
    const is = by === undefined ? given : sum(given, by);
    if (is === undefined) return { name, value: `${given} + ${by}`, problem: 'has more than 15 digits before the point' };
    if (is.startsWith('-') && name !== EXTERNAL_DIFFERENCE) {
      if (name !== 'stock_num') return { name, value: is, problem: 'must not be negative' };
      const falls = set[name] !== undefined || by?.startsWith('-');
      if (falls && !allowNegative) return { name, value: is, problem: NEGATIVE_STOCK };
    }
    before[name] = was;
    after[name] = is;
    if (is !== was) changed.push(name);
  }
  return {
    held: changed.length === 0 ? held : { stock: after.stock_num ?? held.stock, others: merge(held.others, after, changed) },
    before,
    after,
    changed,
  };
}

/** Most movements name the stock alone. */
function namesIn(set: Quantities, add: Quantities): QuantityName[] {
  const names = Object.keys(set) as QuantityName[];
  for (const name in add) if (!Object.hasOwn(set, name)) names.push(name as QuantityName);
  return names.filter((name) => set[name] !== undefined || add[name] !== undefined);
}

/** @returns undefined where that does not fit a Decimal(19,4) */
function sum(a: Quantity, b: Quantity): Quantity | undefined {
  return readQuantity(fromScaled(toScaled(a) + toScaled(b)));
}

/** Canonical: in order of the bits, zeros left out. */
function merge(before: Others, after: Quantities, changed: QuantityName[]): Others {
  if (changed.every((name) => name === 'stock_num')) return before;
  const merged: Others = {};
  for (const name of OTHER_NAMES) {
    const value = after[name] ?? before[name] ?? '0';
    if (value !== '0') merged[name] = value;
  }
  return merged;
}
