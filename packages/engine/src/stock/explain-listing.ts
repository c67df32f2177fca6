import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { chooserOf, type Effective } from './effective-rule.ts';
import { readGoods } from './goods.ts';
import { explainQuantity, type Goods, type Step } from './quantity.ts';
import { isCalculatedBy } from './recalculate.ts';
import { type Rules, readRules } from './rule.ts';

/**
 * Why a listing is not offered to its shop.
 *
 * `unbound`, `none fits`, `own rule disabled` and `no warehouse`: it is not synced at all. `deleted`: the shop deleted it.
 * `disabled`: switched off. `suspended`: until a moment. `shop disabled`. `delayed`: the shop reported a failure. `settled`: the
 * shop has confirmed the newest version.
 */
export type NotOffered =
  | Exclude<Effective['why'], 'own' | 'scope'>
  | 'deleted'
  | 'disabled'
  | 'suspended'
  | 'shop disabled'
  | 'delayed'
  | 'settled';

/** A listing, and how its quantity comes about. Times are epoch milliseconds. */
export interface ExplainedListing {
  listing: number;
  shopNo: string;
  goodsId: string;
  specId: string;
  goodsName: string;
  specName: string;
  /** What it sells; null when it is unbound. */
  sells: { kind: 'item' | 'suite'; code: string; byHand: boolean } | null;
  /** The rule that acts, and why it: set by hand, or of those whose scope fits the highest priority; null when none does. */
  rule: { no: string; name: string; priority: number; why: 'own' | 'scope' } | null;
  /** The rule that stands in the way of every other; null for none. */
  blockedBy: string | null;
  /** Warehouses by number, for the steps. */
  warehouses: Record<number, string>;
  goods: Goods;
  /** How the quantity comes about now; empty when no rule acts. */
  steps: Step[];
  /** What it comes to now; null when no rule acts. */
  calculated: string | null;
  version: number;
  acknowledged: number;
  /** What is stored, and told. */
  quantity: string;
  /**
   * Whether what is stored follows from levels and rules as they are now. `waits`: not yet, a fan-out has still to come to it.
   */
  agrees: 'yes' | 'waits' | 'no';
  /** Why no pull offers it, the gravest first; empty when it is offered. */
  notOffered: NotOffered[];
  /** The reason given when it was switched off, or by the shop for its failure; may be empty. */
  reason: string;
  suspendedUntil: number;
  retryAt: number;
}

/**
 * Explains what a listing shows, or why it does not.
 *
 * @throws EngineError `unknown` when the seller has no such listing
 */
export async function explainListing(
  { database }: Context,
  { seller, listing, now }: { seller: string; listing: number; now: number },
): Promise<ExplainedListing> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const [row] = await session.query<Row>(find, { seller, listing });
    if (!row) throw new EngineError('unknown', `seller "${seller}" has no listing ${listing}`);
    const rules = await readRules(session, seller, 'read');
    const choice = (await chooserOf(session, seller, rules, [row]))(row);
    const goods = (await readGoods(session, seller, [row], rules.external))(row);
    const { rule } = choice;
    const explained = rule && explainQuantity(goods, rule);
    const calculated = explained?.quantity ?? null;
    const isRight = isCalculatedBy(row, rule) && (calculated === null || calculated === row.quantity);
    return {
      listing,
      shopNo: row.shop_no,
      goodsId: row.goods_id,
      specId: row.spec_id,
      goodsName: row.goods_name,
      specName: row.spec_name,
      sells: sold(row),
      rule: rule && { no: rule.no, name: rule.name, priority: rule.priority, why: choice.why as 'own' | 'scope' },
      blockedBy: 'by' in choice ? (choice.by?.no ?? null) : null,
      warehouses: await warehouseNames(session, seller),
      goods,
      steps: explained?.steps ?? [],
      calculated,
      version: row.version,
      acknowledged: row.acknowledged,
      quantity: row.quantity,
      agrees: isRight ? 'yes' : (await isAhead(session, seller, row)) ? 'waits' : 'no',
      notOffered: whyNotOffered(row, choice, now),
      reason: row.sync_disabled === 1 ? row.disabled_reason : row.reason,
      suspendedUntil: row.suspended_until,
      retryAt: row.retry_at,
    };
  });
}

function sold({ item_id, suite_id, sold_code, bound_by_hand }: Row): ExplainedListing['sells'] {
  if (item_id === null && suite_id === null) return null;
  return { kind: item_id === null ? 'suite' : 'item', code: sold_code ?? '', byHand: bound_by_hand === 1 };
}

function whyNotOffered(row: Row, choice: Effective, now: number): NotOffered[] {
  const reasons: NotOffered[] = [];
  if (choice.rule === null) reasons.push(choice.why);
  if (row.status === 0) reasons.push('deleted');
  if (row.sync_disabled === 1) reasons.push('disabled');
  if (row.shop_disabled === 1) reasons.push('shop disabled');
  if (row.suspended_until > now) reasons.push('suspended');
  if (row.version <= row.acknowledged) reasons.push('settled');
  else if (row.retry_at > now) reasons.push('delayed');
  return reasons;
}

/** Whether a fan-out has still to come to the listing. */
async function isAhead(session: Session, seller: string, { listing_id, item_id, suite_id }: Row): Promise<boolean> {
  return (await session.query(ahead, { seller, listing: listing_id, item: item_id, suite: suite_id })).length > 0;
}

async function warehouseNames(session: Session, seller: string): Promise<Record<number, string>> {
  const rows = await session.query<{ warehouse_id: number; warehouse_no: string }>(names, { seller });
  return Object.fromEntries(rows.map(({ warehouse_id, warehouse_no }) => [warehouse_id, warehouse_no]));
}

/** A listing that is not synced, and why, the gravest first. */
export interface UnsyncedListing {
  listing: number;
  shopNo: string;
  goodsId: string;
  specId: string;
  goodsNo: string;
  specNo: string;
  goodsName: string;
  why: NotOffered[];
  /** Why it was switched off; may be empty. */
  reason: string;
  suspendedUntil: number;
}

/**
 * Listings that no pull offers whatever happens to their stock: unbound, without a rule, deleted, switched off or suspended.
 *
 * @param input.after only listings with a greater number
 * @param input.limit at most so many
 */
export async function listUnsynced(
  { database }: Context,
  { seller, after, limit, now }: { seller: string; after: number; limit: number; now: number },
): Promise<UnsyncedListing[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const rows = await session.query<Row>(unsynced, { seller, after, limit, now });
    const rules: Rules = await readRules(session, seller, 'read');
    const choose = await chooserOf(session, seller, rules, rows);
    return rows.map((row) => ({
      listing: row.listing_id,
      shopNo: row.shop_no,
      goodsId: row.goods_id,
      specId: row.spec_id,
      goodsNo: row.goods_no,
      specNo: row.spec_no,
      goodsName: row.goods_name,
      why: whyNotOffered(row, choose(row), now).filter((why) => why !== 'settled' && why !== 'delayed'),
      reason: row.disabled_reason,
      suspendedUntil: row.suspended_until,
    }));
  });
}

interface Row {
  listing_id: number;
  shop_id: number;
  shop_no: string;
  shop_disabled: number;
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
  item_id: number | null;
  suite_id: number | null;
  sold_code: string | null;
  bound_by_hand: number;
  rule_id: number | null;
  rule_revision: number;
  own_rule_id: number | null;
  status: number;
  sync_disabled: number;
  disabled_reason: string;
  suspended_until: number;
  version: number;
  acknowledged: number;
  quantity: string;
  retry_at: number;
  reason: string;
}

const COLUMNS = `l.listing_id, l.shop_id, s.shop_no, s.disabled as shop_disabled, l.goods_id, l.spec_id, l.goods_no, l.spec_no,
    l.goods_name, l.spec_name, l.item_id, l.suite_id, l.bound_by_hand, l.rule_id, l.rule_revision, l.own_rule_id, l.status,
    l.sync_disabled, l.disabled_reason, l.suspended_until, l.version, l.acknowledged, l.quantity, l.retry_at, l.reason`;

const find = statement(`
  select ${COLUMNS}, coalesce(
      (select i.spec_no from items i where i.seller = l.seller and i.item_id = l.item_id),
      (select u.suite_no from suites u where u.seller = l.seller and u.suite_id = l.suite_id)) as sold_code
  from listings l join shops s on s.seller = l.seller and s.shop_id = l.shop_id
  where l.seller = :seller and l.listing_id = :listing`);

// The parenthesis stands as in the index of those that are not synced.
const unsynced = statement(`
  select ${COLUMNS}, null as sold_code from listings l join shops s on s.seller = l.seller and s.shop_id = l.shop_id
  where l.seller = :seller and l.listing_id > :after
    and (l.rule_id is null or l.status = 0 or l.sync_disabled = 1 or l.suspended_until > 0)
    and (l.rule_id is null or l.status = 0 or l.sync_disabled = 1 or l.suspended_until > :now)
  order by l.listing_id limit :limit`);

const ahead = statement(`
  select f.kind from fan_outs f where f.seller = :seller and f.after_listing < :listing and (f.kind = 'rules'
    or (f.kind = 'suite' and f.subject = cast(:suite as bigint))
    or (f.kind = 'level' and (f.subject = cast(:item as bigint) or exists (select 1 from suite_parts p
      where p.seller = f.seller and p.suite_id = cast(:suite as bigint) and p.item_id = f.subject))))`);

const names = statement('select warehouse_id, warehouse_no from warehouses where seller = :seller');
