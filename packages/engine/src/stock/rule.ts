import type { RuleSnapshot } from '@tongbu/model';
import { type Session, statement } from '../store/database.ts';
import type { Scope } from './choose-rule.ts';
import { DEFAULT_MASK } from './mask.ts';
import type { QuantityRule } from './quantity.ts';

/** A rule (库存同步策略): on what it acts, and how many it lets show. */
export interface Rule extends Scope, QuantityRule {
  no: string;
  name: string;
  /** Rises with every change of what follows from the rule; a listing remembers the one it was calculated with. */
  revision: number;
  /** Instructions to the shop: put what is back in stock on sale again, take what has run out off sale. */
  autoListing: boolean;
  autoDelisting: boolean;
}

/** All rules of a seller, highest priority first, and what of its warehouses matters to them. */
export interface Rules {
  all: readonly Rule[];
  /** Warehouses that somebody else runs (type other than 1). */
  external: ReadonlySet<number>;
  /** Whether the choice looks at category or brand. */
  lookAtGoods: boolean;
}

/** A rule as the database holds it. */
export interface RuleRow {
  rule_id: number;
  rule_no: string;
  name: string;
  priority: number;
  disabled: number;
  shops: string;
  category: string;
  brand: string;
  warehouses: string;
  revision: number;
  mask: number;
  percent: number;
  plus: string;
  min: string;
  max: string;
  auto_listing: number;
  auto_delisting: number;
}

/** A warehouse as far as rules look at it. */
export interface WarehouseRow {
  warehouse_id: number;
  type: number;
  disabled: number;
}

/** What a new seller's rule says: everything that is free, as it is, everywhere. */
export const DEFAULT_RULE: Omit<RuleRow, 'rule_id'> = {
  rule_no: 'default',
  name: '',
  priority: 0,
  disabled: 0,
  shops: '',
  category: '',
  brand: '',
  warehouses: '',
  revision: 1,
  mask: DEFAULT_MASK,
  percent: 100,
  plus: '0',
  min: '0',
  max: '0',
  auto_listing: 0,
  auto_delisting: 0,
};

/**
 * The seller's rules.
 *
 * @param hold `share` keeps them all as they are until the transaction ends: whoever changes one waits for those who calculate,
 * so that none of them writes by an old rule what the fan-out of the new one has already passed. `lock` is for changing them.
 */
export async function readRules(session: Session, seller: string, hold: Hold): Promise<Rules> {
  const rules = await readRuleRows(session, seller, hold);
  return rulesOf(rules, await readWarehouseRows(session, seller));
}

/** How far what is read is kept as it is. */
export type Hold = 'read' | 'share' | 'lock';

/** The rows of {@link readRules}, highest priority first. */
export async function readRuleRows(session: Session, seller: string, hold: Hold): Promise<RuleRow[]> {
  // The seller's own row stands for all its rules: one that is added cannot be held beforehand.
  if (hold !== 'read') await session.query(holdSeller[hold], { seller });
  return session.query<RuleRow>(allRules, { seller });
}

/** A seller's warehouses, by number. */
export async function readWarehouseRows(session: Session, seller: string): Promise<WarehouseRow[]> {
  return session.query<WarehouseRow>(allWarehouses, { seller });
}

/** Rules as the database holds them, highest priority first, in the words of this program. */
export function rulesOf(rows: RuleRow[], warehouses: WarehouseRow[]): Rules {
  const inUse = warehouses.filter(({ disabled }) => disabled === 0).map(({ warehouse_id }) => warehouse_id);
  return {
    all: rows.map((row) => ruleOf(row, inUse)),
    external: new Set(warehouses.filter(({ type }) => type !== 1).map(({ warehouse_id }) => warehouse_id)),
    lookAtGoods: rows.some(({ category, brand }) => category !== '' || brand !== ''),
  };
}

function ruleOf(row: RuleRow, inUse: number[]): Rule {
  const warehouses = numbersOf(row.warehouses);
  return {
    rule: row.rule_id,
    no: row.rule_no,
    name: row.name,
    priority: row.priority,
    enabled: row.disabled === 0,
    shops: numbersOf(row.shops),
    category: row.category,
    brand: row.brand,
    warehouses,
    counted: new Set(warehouses === null ? inUse : inUse.filter((number) => warehouses.includes(number))),
    revision: row.revision,
    mask: row.mask,
    percent: row.percent,
    plus: row.plus,
    min: row.min,
    max: row.max,
    autoListing: row.auto_listing === 1,
    autoDelisting: row.auto_delisting === 1,
  };
}

function numbersOf(stored: string): number[] | null {
  return stored === '' ? null : (JSON.parse(stored) as number[]);
}

const holdSeller = {
  share: statement('select seller from sellers where seller = :seller /*share*/'),
  lock: statement('select seller from sellers where seller = :seller /*lock*/'),
};

const allRules = statement(`
  select rule_id, rule_no, name, priority, disabled, shops, category, brand, warehouses, revision, mask, percent, plus, min, max,
    auto_listing, auto_delisting
  from rules where seller = :seller order by priority desc, rule_id`);

/** Adds a rule, from the values of a {@link RuleRow}. */
export const insertRule = statement(`
  insert into rules (seller, rule_id, rule_no, name, priority, disabled, shops, category, brand, warehouses, revision, mask, percent,
    plus, min, max, auto_listing, auto_delisting)
  values (:seller, :rule_id, :rule_no, :name, :priority, :disabled, :shops, :category, :brand, :warehouses, :revision, :mask, :percent,
    :plus, :min, :max, :auto_listing, :auto_delisting)`);

const allWarehouses = statement(`
  select warehouse_id, type, disabled from warehouses where seller = :seller order by warehouse_id`);

/** The rule that acts on a listing, in the model's words. */
export type SnapshotOf = (rule: number | null) => RuleSnapshot;

/** The rules as they are now, in the model's words; read once for all rows of a pull. */
export async function ruleSnapshots(session: Session, seller: string): Promise<SnapshotOf> {
  const { all } = await readRules(session, seller, 'read');
  const snapshots = new Map(all.map((rule) => [rule.rule, snapshot(rule)]));
  return (rule) => (rule === null ? undefined : snapshots.get(rule)) ?? NO_RULE;
}

function snapshot(rule: Rule): RuleSnapshot {
  const { rule: id, no, counted, mask, percent, plus, min, max, autoListing, autoDelisting } = rule;
  return { id, no, warehouses: [...counted], mask, percent, plus, min, max, autoListing, autoDelisting };
}

/** What is told where no rule acts: number -1 and percent 100, as in the vendor's family of products, and nothing to do. */
const NO_RULE: RuleSnapshot = {
  id: -1,
  no: '',
  warehouses: [],
  mask: 0,
  percent: 100,
  plus: '0',
  min: '0',
  max: '0',
  autoListing: false,
  autoDelisting: false,
};
