import { EngineError } from '../error.ts';
import { type Happening, journal } from '../journal/journal.ts';
import type { PendingChange } from '../pool/count.ts';
import { LARGEST } from '../sellers/counter.ts';
import { type Session, type Statement, statement } from '../store/database.ts';
import { chooserOf } from './effective-rule.ts';
import { type FanOut, MOST_AT_ONCE, startFanOuts } from './fan-out.ts';
import { asRows, type Bound, readGoods } from './goods.ts';
import { EXTERNAL_DIFFERENCE, usedBy } from './mask.ts';
import { calculateQuantity } from './quantity.ts';
import { type Rule, type Rules, readRules } from './rule.ts';

/** Why a listing's version rose. */
export type Cause = 'level' | 'binding' | 'rule' | 'suite' | 'enabled' | 'forced';

/** What a transaction needs to give listings new versions. */
export interface Recalculation {
  session: Session;
  seller: string;
  actor: string;
  now: number;
  pending: PendingChange;
}

/** A level that changed, and the names of what changed in it: `stock_num` and those of {@link OTHER_NAMES}. */
export interface LevelChange {
  item: number;
  warehouse: number;
  names: readonly string[];
}

/**
 * Gives listings a new version and the quantity that follows from levels and rule now, together (promises S3, S4), in order
 * of their numbers. One that is no longer bound, or on which no rule acts any more, keeps its quantity: there is none to
 * calculate, and it is not offered. One that was and is not synced stays as it is.
 *
 * The levels are read after the listings are locked: of two changes at once the second sees what the first wrote.
 */
export async function recalculate(change: Recalculation, listings: number[], cause: Cause): Promise<void> {
  if (listings.length === 0) return;
  const rules = await readRules(change.session, change.seller, 'share');
  await raise(change, rules, await lock(change, lockByNumber, listings), cause, () => true);
}

/**
 * Gives a new version to exactly the listings, of items and of suites they are in, whose rule counts one of the quantities
 * that changed (promise S3). The transaction holds the items, so that none is bound to a listing meanwhile.
 *
 * At most 500 now; the others are left to a fan-out that is noted in the same transaction.
 */
export async function recalculateLevels(change: Recalculation, changed: readonly LevelChange[], cause: Cause): Promise<void> {
  if (changed.length === 0) return;
  const { session, seller } = change;
  const rules = await readRules(session, seller, 'share');
  const counting = rulesCounting(changed, rules);
  if (counting.size === 0) return;
  let found = await lockSelling(change, [...counting.keys()]);
  if (found.listings.length > MOST_AT_ONCE) {
    const later = await tooMany(session, seller, [...counting.keys()]);
    await startFanOuts(change, cause, fanOutsOf(later, counting));
    for (const item of later) counting.delete(item);
    found = await lockSelling(change, [...counting.keys()]);
  }
  await raise(change, rules, found.listings, cause, (listing, rule) =>
    found.itemsOf(listing).some((item) => rule !== null && counting.get(item)?.has(rule.rule)),
  );
}

/** Gives the listings of suites whose parts have changed a new version; of very many, in a fan-out. */
export async function recalculateSuites(change: Recalculation, suites: number[]): Promise<void> {
  if (suites.length === 0) return;
  const rules = await readRules(change.session, change.seller, 'share');
  const listings = await lockSuites(change, suites, 0, MOST_AT_ONCE + 1);
  if (listings.length <= MOST_AT_ONCE) await raise(change, rules, listings, 'suite', () => true);
  else
    await startFanOuts(
      change,
      'suite',
      suites.map((subject) => ({ kind: 'suite', subject, rules: [] })),
    );
}

/** Gives a new version to those listings of items or suites on which another rule acts since their category or brand changed. */
export async function chooseAgain(change: Recalculation, what: 'item' | 'suite', numbers: number[]): Promise<void> {
  if (numbers.length === 0) return;
  const rules = await readRules(change.session, change.seller, 'share');
  if (!rules.lookAtGoods) return;
  const listings = await lock(change, what === 'item' ? lockByItem : lockBySuite, numbers, 0, MOST_AT_ONCE + 1);
  await raiseIfOtherRule(change, rules, listings);
}

/** Gives a new version to those of the seller's listings on which another rule, or another revision of it, acts now. */
export async function rulesChanged(change: Recalculation): Promise<void> {
  const rules = await readRules(change.session, change.seller, 'lock');
  await raiseIfOtherRule(change, rules, await lockNext(change, 0, MOST_AT_ONCE + 1));
}

async function raiseIfOtherRule(change: Recalculation, rules: Rules, listings: Locked[]): Promise<void> {
  if (listings.length > MOST_AT_ONCE) await startFanOuts(change, 'rule', [{ kind: 'rules', subject: 0, rules: [] }]);
  else await raise(change, rules, listings, 'rule', (listing, rule) => !isCalculatedBy(listing, rule));
}

/** All listings of the seller, locked, in order, with a number greater than `after`. */
export async function lockNext({ session, seller }: Recalculation, after: number, most: number): Promise<Locked[]> {
  return session.query<Locked>(lockAll, { seller, after, most });
}

/** For each item the numbers of the rules that count something of what changed; items that none counts are left out. */
function rulesCounting(changed: readonly LevelChange[], { all, external }: Rules): Map<number, Set<number>> {
  const counting = new Map<number, Set<number>>();
  for (const { item, warehouse, names } of changed) {
    for (const { rule, counted, mask } of all) {
      if (!counted.has(warehouse) || !names.some((name) => isCounted(name, mask, external.has(warehouse)))) continue;
      counting.set(item, (counting.get(item) ?? new Set()).add(rule));
    }
  }
  return counting;
}

function isCounted(name: string, mask: number, isExternal: boolean): boolean {
  if (name === EXTERNAL_DIFFERENCE) return isExternal;
  return name === 'stock_num' || usedBy(mask).some((used) => used.name === name);
}

function fanOutsOf(items: number[], counting: ReadonlyMap<number, ReadonlySet<number>>): FanOut[] {
  return items.map((subject) => ({ kind: 'level', subject, rules: [...(counting.get(subject) ?? [])].sort((a, b) => a - b) }));
}

/** Those of the items whose listings no longer fit into this transaction. */
async function tooMany(session: Session, seller: string, items: number[]): Promise<number[]> {
  const later: number[] = [];
  let left = MOST_AT_ONCE;
  for (const { item, count } of await session.query<{ item: number; count: number }>(countSelling, { seller, rows: asRows(items) })) {
    if (count > left) later.push(item);
    else left -= count;
  }
  return later;
}

/** Listings that are locked, and which of the items asked for each sells. */
interface Selling {
  listings: Locked[];
  itemsOf(listing: Locked): number[];
}

/**
 * Locks the listings that sell these items, themselves or in a suite; of very many only one more than {@link MOST_AT_ONCE}.
 *
 * @param after only listings with a greater number
 */
export async function lockSelling(change: Recalculation, items: number[], after = 0, most = MOST_AT_ONCE + 1): Promise<Selling> {
  if (items.length === 0) return { listings: [], itemsOf: () => [] };
  const { session, seller } = change;
  const direct = await lock(change, lockByItem, items, after, most);
  const containing = await session.query<{ suite_id: number; item_id: number }>(suitesWith, { seller, rows: asRows(items) });
  const itemsIn = new Map<number, number[]>();
  for (const { suite_id, item_id } of containing) itemsIn.set(suite_id, [...(itemsIn.get(suite_id) ?? []), item_id]);
  const inSuites = itemsIn.size === 0 ? [] : await lock(change, lockBySuite, itemsIn.keys(), after, most);
  const listings = [...direct, ...inSuites].sort((a, b) => a.listing_id - b.listing_id).slice(0, most);
  return { listings, itemsOf: ({ item_id, suite_id }) => (item_id === null ? (itemsIn.get(suite_id ?? 0) ?? []) : [item_id]) };
}

/** Listings of these suites, locked, in order, with a number greater than `after`. */
export function lockSuites(change: Recalculation, suites: number[], after: number, most: number): Promise<Locked[]> {
  return lock(change, lockBySuite, suites, after, most);
}

async function lock(change: Recalculation, by: LockBy, numbers: Iterable<number>, after = 0, most = -1): Promise<Locked[]> {
  const { session, seller } = change;
  const limited = { seller, after, ...(most >= 0 && { most }) };
  const [number, ...others] = numbers;
  if (number === undefined) return [];
  if (others.length === 0) return session.query<Locked>(by.one, { ...limited, number });
  return session.query<Locked>(by.many, { ...limited, rows: asRows([number, ...others]) });
}

/**
 * Gives those of the locked listings a new version that are concerned.
 *
 * @param isConcerned by the rule that acts now; null where none does
 * @returns how many
 */
export async function raise(
  change: Recalculation,
  rules: Rules,
  locked: readonly Locked[],
  cause: Cause,
  isConcerned: (listing: Locked, rule: Rule | null) => boolean,
): Promise<number> {
  const { session, seller, now, pending } = change;
  const choose = await chooserOf(session, seller, rules, locked);
  const concerned = locked
    .map((listing) => ({ listing, rule: choose(listing).rule }))
    .filter(({ listing, rule }) => (rule !== null || listing.rule_id !== null) && isConcerned(listing, rule));
  const goodsOf = await readGoods(
    session,
    seller,
    concerned.filter(({ rule }) => rule !== null).map(({ listing }) => listing),
    rules.external,
  );
  const happened: Happening[] = [];
  for (const { listing: before, rule } of concerned) {
    const { listing_id: listing } = before;
    const quantity = rule === null ? before.quantity : calculateQuantity(goodsOf(before), rule);
    const version = before.version + 1;
    if (version > LARGEST) throw new EngineError('store', `seller "${seller}": all ${LARGEST} versions of listing ${listing} are used up`);
    const values = { seller, listing, version, quantity, now };
    if (isCalculatedBy(before, rule)) await session.run(raiseOne, values);
    else await session.run(raiseByNewRule, { ...values, rule: rule?.rule ?? null, revision: rule?.revision ?? 0 });
    if (before.version === before.acknowledged) pending.add(before.shop_id, 1);
    happened.push({ event: 'changed', subject: listing, version, quantity, effect: cause });
  }
  await noteChanges(change, happened);
  return concerned.length;
}

/** Whether the listing's quantity was calculated with this rule as it is now; null for none. */
export function isCalculatedBy(listing: Pick<Locked, 'rule_id' | 'rule_revision'>, rule: Rule | null): boolean {
  return rule === null ? listing.rule_id === null : listing.rule_id === rule.rule && listing.rule_revision === rule.revision;
}

/** Writes the journal's rows of what changed (promise B6). */
export async function noteChanges({ session, seller, actor, now }: Recalculation, happened: Happening[]): Promise<void> {
  await journal(session, { seller, at: now, actor, pool: 'stock', signedAt: null }, happened);
}

/** A listing that the transaction holds. */
export interface Locked extends Bound {
  listing_id: number;
  shop_id: number;
  version: number;
  quantity: string;
  acknowledged: number;
  rule_id: number | null;
  rule_revision: number;
  own_rule_id: number | null;
}

/** The columns of {@link Locked}. */
export const LOCKED_COLUMNS =
  'listing_id, shop_id, item_id, suite_id, version, quantity, acknowledged, rule_id, rule_revision, own_rule_id';

/** Finds listings by a number they have; the numbers of one are walked in order, and no further than is wanted. */
interface LockBy {
  one: Statement;
  many: Statement;
}

// `cross join` keeps the order: the few numbers first, then each row by its key.
const lockBy = (number: string, limit = 'limit :most'): LockBy => ({
  one: statement(`
    select ${LOCKED_COLUMNS} from listings where seller = :seller and ${number} = :number and listing_id > :after
    order by listing_id ${limit} /*lock*/`),
  many: statement(`
    select ${LOCKED_COLUMNS} from each(:rows) cross join listings
    where seller = :seller and ${number} = cast(value->>0 as bigint) and listing_id > :after
    order by listing_id ${limit} /*lock*/`),
});
const lockByNumber = lockBy('listing_id', '');
const lockByItem = lockBy('item_id');
const lockBySuite = lockBy('suite_id');

const lockAll = statement(`
  select ${LOCKED_COLUMNS} from listings where seller = :seller and listing_id > :after order by listing_id limit :most /*lock*/`);

// The plus keeps SQLite from walking all parts of all suites, in their order.
const suitesWith = statement(`
  select suite_id, item_id from each(:rows) cross join suite_parts
  where seller = :seller and item_id = cast(value->>0 as bigint) order by +suite_id, item_id`);

const countSelling = statement(`
  select cast(value->>0 as bigint) as item,
    (select count(*) from listings l where l.seller = :seller and l.item_id = cast(value->>0 as bigint))
    + (select count(*) from suite_parts p cross join listings l
       where p.seller = :seller and p.item_id = cast(value->>0 as bigint) and l.seller = p.seller and l.suite_id = p.suite_id) as count
  from each(:rows)`);

// A newer change ends the delay and the steps of earlier failures (promise S5). The rule has an index of those that have none,
// so it is written only where it differs.
const RAISE = `version = :version, quantity = :quantity, changed_at = :now,
    retry_at = 0, retry_steps = 0, failure_signed_at = 0, reason = ''`;
const raiseOne = statement(`update listings set ${RAISE} where seller = :seller and listing_id = :listing`);
const raiseByNewRule = statement(`
  update listings set ${RAISE}, rule_id = :rule, rule_revision = :revision where seller = :seller and listing_id = :listing`);
