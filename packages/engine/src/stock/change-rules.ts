import type { Quantity } from '@tongbu/model';
import { CellError } from '../import/column.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { asRows } from './goods.ts';
import { type Recalculation, rulesChanged } from './recalculate.ts';
import { DEFAULT_RULE, insertRule, type RuleRow, readRuleRows } from './rule.ts';

/** What a rule is to be; what is left out stays as it is, or in a new rule as in {@link DEFAULT_RULE}. */
export interface RuleChange {
  /** Its number, by which it is known. */
  no: string;
  name?: string | undefined;
  /** Above all others when a new rule names none. */
  priority?: number | undefined;
  enabled?: boolean | undefined;
  /** Numbers of shops; null for all. */
  shops?: number[] | null | undefined;
  /** A path with `/` between; it acts on what lies there and under it. Empty for any. */
  category?: string | undefined;
  /** Empty for any. */
  brand?: string | undefined;
  /** Numbers of warehouses; null for all, an empty list for none: then listings are not synced. */
  warehouses?: number[] | null | undefined;
  mask?: number | undefined;
  percent?: number | undefined;
  plus?: Quantity | undefined;
  min?: Quantity | undefined;
  max?: Quantity | undefined;
  autoListing?: boolean | undefined;
  autoDelisting?: boolean | undefined;
}

/**
 * The rules after a change of one of them. What follows from a changed rule gets a new revision; a new rule has the number 0.
 *
 * @param rows highest priority first
 */
export function rulesAfter(rows: readonly RuleRow[], change: RuleChange): RuleRow[] {
  const before = rows.find(({ rule_no }) => rule_no === change.no);
  const highest = rows.reduce((highest, { priority }) => Math.max(highest, priority), -1);
  const old = before ?? { ...DEFAULT_RULE, rule_id: 0, rule_no: change.no, priority: highest + 1 };
  const after = {
    ...old,
    name: change.name ?? old.name,
    priority: change.priority ?? old.priority,
    disabled: change.enabled === undefined ? old.disabled : Number(!change.enabled),
    shops: listed(change.shops, old.shops),
    category: change.category?.replace(/\/+$/, '') ?? old.category,
    brand: change.brand ?? old.brand,
    warehouses: listed(change.warehouses, old.warehouses),
    mask: change.mask ?? old.mask,
    percent: change.percent ?? old.percent,
    plus: change.plus ?? old.plus,
    min: change.min ?? old.min,
    max: change.max ?? old.max,
    auto_listing: change.autoListing === undefined ? old.auto_listing : Number(change.autoListing),
    auto_delisting: change.autoDelisting === undefined ? old.auto_delisting : Number(change.autoDelisting),
  };
  if (before && differs(before, after, CONTENT)) after.revision++;
  const others = rows.filter((row) => row !== before);
  return [...others, after].sort((a, b) => b.priority - a.priority || (a.rule_no < b.rule_no ? -1 : 1));
}

/** What the quantity, and what is told with it, follows from. */
const CONTENT = ['warehouses', 'mask', 'percent', 'plus', 'min', 'max', 'auto_listing', 'auto_delisting'] as const;
/** Where it acts. */
const CHOICE = ['priority', 'disabled', 'shops', 'category', 'brand'] as const;

function differs(before: RuleRow, after: RuleRow, names: readonly (keyof RuleRow)[]): boolean {
  return names.some((name) => before[name] !== after[name]);
}

function listed(numbers: number[] | null | undefined, before: string): string {
  if (numbers === undefined) return before;
  return numbers === null ? '' : JSON.stringify([...new Set(numbers)].sort((a, b) => a - b));
}

/**
 * Makes sure that it is clear which rule acts first.
 *
 * @throws CellError for the column `priority` when two enabled rules have the same
 */
export function refuseEqualPriorities(rows: readonly RuleRow[]): void {
  const enabled = rows.filter(({ disabled }) => disabled === 0);
  for (const [place, { rule_no, priority }] of enabled.entries()) {
    const next = enabled[place + 1];
    if (next?.priority !== priority) continue;
    throw new CellError('priority', String(priority), `is the priority of "${rule_no}" and of "${next.rule_no}"; give one of them another`);
  }
}

/**
 * Changes rules, and adds those that are new; listings on which another rule acts then, or one that has changed, get a new
 * version, very many of them in a fan-out.
 *
 * @returns how many rules have changed
 * @throws CellError when two enabled rules would have the same priority
 */
export async function changeRules(context: Recalculation, changes: readonly RuleChange[]): Promise<number> {
  const { session, seller } = context;
  const before = await readRuleRows(session, seller, 'lock');
  let after = before;
  for (const change of changes) after = rulesAfter(after, change);
  refuseEqualPriorities(after);
  let changed = 0;
  let matters = false;
  for (const row of after) {
    const old = before.find(({ rule_id }) => rule_id === row.rule_id);
    const { rule_id: _, ...values } = row;
    if (!old) await session.run(insertRule, { ...values, seller, rule_id: await issue(session, seller, 'rule') });
    else if (differs(old, row, ['name', ...CHOICE, ...CONTENT])) await session.run(update, { ...row, seller });
    else continue;
    changed++;
    matters ||= !old || differs(old, row, [...CHOICE, ...CONTENT]);
  }
  if (matters) await rulesChanged(context);
  return changed;
}

/** What follows from rules that count these warehouses has changed: their type, or whether they are disabled. */
export async function warehouseChanged(context: Recalculation, warehouses: number[]): Promise<void> {
  if (warehouses.length === 0) return;
  const { session, seller } = context;
  const rows = await readRuleRows(session, seller, 'lock');
  const counting = rows.filter(({ warehouses: counted }) => {
    return counted === '' || (JSON.parse(counted) as number[]).some((number) => warehouses.includes(number));
  });
  await session.run(revise, { seller, rows: asRows(counting.map(({ rule_id }) => rule_id)) });
  await rulesChanged(context);
}

const update = statement(`
  update rules set name = :name, priority = :priority, disabled = :disabled, shops = :shops, category = :category, brand = :brand,
    warehouses = :warehouses, revision = :revision, mask = :mask, percent = :percent, plus = :plus, min = :min, max = :max,
    auto_listing = :auto_listing, auto_delisting = :auto_delisting
  where seller = :seller and rule_id = :rule_id`);

const revise = statement(`
  update rules set revision = revision + 1
  where seller = :seller and rule_id in (select cast(value->>0 as bigint) from each(:rows))`);
