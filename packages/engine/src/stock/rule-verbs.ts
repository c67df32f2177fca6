import { toScaled } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { asInput, readRow } from '../import/import.ts';
import { PendingChange } from '../pool/count.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { refuseEqualPriorities, rulesAfter } from './change-rules.ts';
import { chooserOf } from './effective-rule.ts';
import { readGoods } from './goods.ts';
import { findShops, findWarehouses } from './lookup.ts';
import { calculateQuantity } from './quantity.ts';
import { isCalculatedBy, type Recalculation, rulesChanged } from './recalculate.ts';
import { type Rules, readRuleRows, readWarehouseRows, rulesOf } from './rule.ts';
import { rules } from './rules.ts';

/** A rule in the words of people: shops and warehouses by their numbers. */
export interface RuleView {
  /** The number that people gave it. */
  no: string;
  /** The number that shops are told. */
  rule: number;
  name: string;
  priority: number;
  enabled: boolean;
  /** `shop_no`s; null for all. */
  shops: string[] | null;
  category: string;
  brand: string;
  /** `warehouse_no`s; null for all, an empty list for none. */
  warehouses: string[] | null;
  mask: number;
  percent: number;
  plus: string;
  min: string;
  max: string;
  autoListing: boolean;
  autoDelisting: boolean;
}

/** What a rule is to be; what is left out stays as it is, or in a new rule as in that of a new seller. */
export type RuleInput = Pick<RuleView, 'no'> & Partial<Omit<RuleView, 'no' | 'rule'>>;

/** A seller's rules, highest priority first. */
export async function listRules({ database }: Context, { seller }: { seller: string }): Promise<RuleView[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    return viewsOf(session, seller);
  });
}

async function viewsOf(session: Session, seller: string): Promise<RuleView[]> {
  const { all } = rulesOf(await readRuleRows(session, seller, 'read'), []);
  const shops = await namesOf(session, seller, shopNames);
  const warehouses = await namesOf(session, seller, warehouseNames);
  return all.map(({ counted: _, revision: __, ...rule }) => ({
    ...rule,
    shops: shops(rule.shops),
    warehouses: warehouses(rule.warehouses),
  }));
}

async function namesOf(session: Session, seller: string, select: typeof shopNames) {
  const rows = await session.query<{ number: number; name: string }>(select, { seller });
  const names = new Map(rows.map(({ number, name }) => [number, name]));
  return (numbers: readonly number[] | null) => numbers?.map((number) => names.get(number) ?? String(number)) ?? null;
}

/**
 * Adds a rule, or changes the one of that number. Listings on which another rule acts then, or one that has changed, get a new
 * version; very many of them step by step (`stepFanOuts`).
 *
 * @throws EngineError `input` for a value that cannot be, a shop or warehouse that does not exist, or a priority that another
 * enabled rule has; `unknown` for the seller. Nothing is changed then.
 */
export async function saveRule(
  { database }: Context,
  { seller, rule, actor, now }: { seller: string; rule: RuleInput; actor: string; now: number },
): Promise<RuleView> {
  return database.write(async (session) => {
    await requireSeller(session, seller);
    const change: Recalculation = { session, seller, actor, now, pending: new PendingChange('stock') };
    const row = readInput(rule);
    const numbers = await numbersOf(change, rule);
    await rules.write(change, [{ row, resolved: numbers }]).catch(asInput);
    await change.pending.write(session, seller);
    return (await viewsOf(session, seller)).find(({ no }) => no === row.stock_syn_rule_no) as RuleView;
  });
}

/** Keeps null, which stands for all, apart from what was left out. */
function nothing(names: string[] | null | undefined): null | undefined {
  return names === null ? null : undefined;
}

/** The values, held to what the columns of a file may hold. */
function readInput(rule: RuleInput) {
  const cell = (value: string | number | boolean | undefined) => (value === undefined ? '' : String(value));
  const any = (value: string | undefined) => (value === '' ? '*' : cell(value));
  try {
    return readRow(rules, {
      stock_syn_rule_no: rule.no,
      rule_name: any(rule.name),
      priority: cell(rule.priority),
      is_disabled: cell(rule.enabled === undefined ? undefined : !rule.enabled),
      category: any(rule.category),
      brand: any(rule.brand),
      stock_syn_mask: cell(rule.mask),
      stock_syn_percent: cell(rule.percent),
      stock_syn_plus: cell(rule.plus),
      stock_syn_min: cell(rule.min),
      stock_syn_max: cell(rule.max),
      is_auto_listing: cell(rule.autoListing),
      is_auto_delisting: cell(rule.autoDelisting),
    });
  } catch (error) {
    return asInput(error);
  }
}

async function numbersOf(change: Recalculation, { shops, warehouses }: RuleInput) {
  try {
    const shopOf = await findShops(change, shops ?? []);
    const warehouseOf = await findWarehouses(change, warehouses ?? []);
    return { shops: shops?.map(shopOf) ?? nothing(shops), warehouses: warehouses?.map(warehouseOf) ?? nothing(warehouses) };
  } catch (error) {
    return asInput(error);
  }
}

/**
 * Removes a rule. Listings on which it acted get a new version by the next that fits.
 *
 * @throws EngineError `unknown` when there is no such rule, `input` while listings have it as their own
 */
export async function removeRule(
  { database }: Context,
  { seller, no, actor, now }: { seller: string; no: string; actor: string; now: number },
): Promise<void> {
  await database.write(async (session) => {
    await requireSeller(session, seller);
    const rows = await readRuleRows(session, seller, 'lock');
    const rule = rows.find(({ rule_no }) => rule_no === no);
    if (!rule)
      throw new EngineError('unknown', `seller "${seller}" has no rule "${no}"; there are: ${rows.map((row) => row.rule_no).join(', ')}`);
    const [owning] = await session.query<{ listing_id: number }>(ownedBy, { seller, rule: rule.rule_id });
    if (owning) {
      throw new EngineError(
        'input',
        `rule "${no}" was set by hand for listing ${owning.listing_id}, perhaps for others too; give it another first`,
      );
    }
    await session.run(remove, { seller, rule: rule.rule_id });
    const change: Recalculation = { session, seller, actor, now, pending: new PendingChange('stock') };
    await rulesChanged(change);
    await change.pending.write(session, seller);
  });
}

/** A listing as a change of a rule would leave it; null where no rule acts. */
export interface PreviewedListing {
  listing: number;
  shopNo: string;
  goodsId: string;
  specId: string;
  goodsName: string;
  specName: string;
  before: { rule: string; quantity: string } | null;
  after: { rule: string; quantity: string } | null;
}

/** What a change of a rule would do. */
export interface RulePreview {
  /** How many listings would get a new version. */
  listings: number;
  /** How many of them would show another quantity, or begin or cease to be synced. */
  different: number;
  /** Of those: how many would show more or less, nothing any more, or begin or cease to be synced. */
  more: number;
  less: number;
  toNothing: number;
  begin: number;
  cease: number;
  /** The first of those, up to 20. */
  examples: PreviewedListing[];
}

const EXAMPLES = 20;
const PAGE = 500;

/**
 * Tells what {@link saveRule} would do; changes nothing. Goes through all listings in pages, between which others have their turn.
 *
 * @throws EngineError as {@link saveRule}
 */
export async function previewRule(
  { database }: Context,
  { seller, rule, now }: { seller: string; rule: RuleInput; now: number },
): Promise<RulePreview> {
  const preview: RulePreview = { listings: 0, different: 0, more: 0, less: 0, toNothing: 0, begin: 0, cease: 0, examples: [] };
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    after = await database.read(async (session) => {
      await requireSeller(session, seller);
      const change: Recalculation = { session, seller, actor: '', now, pending: new PendingChange('stock') };
      const changed = await rulesWith(change, rule);
      return previewPage(change, changed, from, preview);
    });
    await new Promise((next) => setImmediate(next));
  }
  return preview;
}

async function rulesWith(change: Recalculation, rule: RuleInput): Promise<Rules> {
  const { session, seller } = change;
  const row = readInput(rule);
  const named = { ...(await numbersOf(change, rule)), no: row.stock_syn_rule_no, name: row.rule_name, priority: row.priority };
  const values = {
    percent: row.stock_syn_percent,
    mask: row.stock_syn_mask,
    plus: row.stock_syn_plus,
    min: row.stock_syn_min,
    max: row.stock_syn_max,
  };
  const flags = { enabled: rule.enabled, autoListing: row.is_auto_listing, autoDelisting: row.is_auto_delisting };
  const rows = rulesAfter(await readRuleRows(session, seller, 'read'), {
    ...named,
    ...values,
    ...flags,
    category: row.category,
    brand: row.brand,
  });
  try {
    refuseEqualPriorities(rows);
  } catch (error) {
    asInput(error);
  }
  return rulesOf(rows, await readWarehouseRows(session, seller));
}

/** Looks at one page. @returns the last listing looked at; null after the last page */
async function previewPage({ session, seller }: Recalculation, rules: Rules, after: number, preview: RulePreview): Promise<number | null> {
  const rows = await session.query<Previewed>(page, { seller, after, limit: PAGE });
  const nowNamed = new Map((await readRuleRows(session, seller, 'read')).map(({ rule_id, rule_no }) => [rule_id, rule_no]));
  const choose = await chooserOf(session, seller, rules, rows);
  const goodsOf = await readGoods(session, seller, rows, rules.external);
  const shops = await namesOf(session, seller, shopNames);
  for (const row of rows) {
    const { rule } = choose(row);
    if (isCalculatedBy(row, rule)) continue;
    preview.listings++;
    const told = row.rule_id === null ? null : { rule: nowNamed.get(row.rule_id) ?? '', quantity: row.quantity };
    const then = rule && { rule: rule.no, quantity: calculateQuantity(goodsOf(row), rule) };
    if (told?.quantity === then?.quantity) continue;
    preview.different++;
    for (const kind of kindsOf(told, then)) preview[kind]++;
    if (preview.examples.length >= EXAMPLES) continue;
    const { listing_id: listing, goods_id: goodsId, spec_id: specId, goods_name: goodsName, spec_name: specName } = row;
    const [shopNo = ''] = shops([row.shop_id]) ?? [];
    preview.examples.push({ listing, shopNo, goodsId, specId, goodsName, specName, before: told, after: then });
  }
  return rows.length < PAGE ? null : (rows.at(-1) as Previewed).listing_id;
}

/** What a difference is, in the words of {@link RulePreview}. */
function kindsOf(
  before: PreviewedListing['before'],
  after: PreviewedListing['after'],
): ('more' | 'less' | 'toNothing' | 'begin' | 'cease')[] {
  if (!before) return ['begin'];
  if (!after) return ['cease'];
  const [was, is] = [toScaled(before.quantity), toScaled(after.quantity)];
  return is > was ? ['more'] : is <= 0n && was > 0n ? ['less', 'toNothing'] : ['less'];
}

interface Previewed {
  listing_id: number;
  shop_id: number;
  goods_id: string;
  spec_id: string;
  goods_name: string;
  spec_name: string;
  item_id: number | null;
  suite_id: number | null;
  own_rule_id: number | null;
  rule_id: number | null;
  rule_revision: number;
  quantity: string;
}

const page = statement(`
  select listing_id, shop_id, goods_id, spec_id, goods_name, spec_name, item_id, suite_id, own_rule_id, rule_id, rule_revision, quantity
  from listings where seller = :seller and listing_id > :after order by listing_id limit :limit`);
const ownedBy = statement('select listing_id from listings where seller = :seller and own_rule_id = :rule order by listing_id limit 1');
const remove = statement('delete from rules where seller = :seller and rule_id = :rule');
const shopNames = statement('select shop_id as number, shop_no as name from shops where seller = :seller');
const warehouseNames = statement('select warehouse_id as number, warehouse_no as name from warehouses where seller = :seller');
