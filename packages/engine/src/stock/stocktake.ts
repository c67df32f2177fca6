import type { CountedLine, Quantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { type Happening, journal } from '../journal/journal.ts';
import { PendingChange } from '../pool/count.ts';
import { once, type SignedRequest } from '../sellers/applied.ts';
import { type Caller, seesWarehouse, whoSees } from '../sellers/caller.ts';
import { issue } from '../sellers/counter.ts';
import { type Session, statement } from '../store/database.ts';
import { findItems } from './lookup.ts';
import { type Movement, moveStock } from './move.ts';

/** A stocktake (盘点) of one warehouse. */
export interface Stocktake {
  caller: Caller;
  warehouseNo: string;
  /** What was counted, which replaces what the books say. What is not among the lines stays as it is. */
  lines: CountedLine[];
  /** Which stock is counted; lines of the other are skipped. */
  scope: 'all' | 'good' | 'defective';
  /** Refuses all of it where one line cannot be taken. */
  whole: boolean;
  /** Makes levels that are missing; otherwise their lines are skipped. */
  create: boolean;
  /** The caller's own number, which the seller may use once; null for none. */
  outerNo: string | null;
  remark: string;
  /** What tells the signed request from others; null where nothing was signed. */
  request: SignedRequest | null;
  signedAt: number | null;
  now: number;
}

/**
 * What a stocktake did. Only `counted` changes anything; `skipped` are the codes of the lines that were left out.
 *
 * | effect | meaning |
 * | --- | --- |
 * | counted | the books say what was counted; `no` is its number (`WP…`), `stocktake` the same as a number, `differences` what it changed |
 * | unknown warehouse | there is none, or the caller may not see it |
 * | repeated | `outerNo` was used before |
 * | unknown items | some lines cannot be taken, and it was to be taken as a whole |
 * | no items | none of the lines can be taken |
 */
export type Counted =
  | { effect: 'counted'; no: string; stocktake: number; skipped: string[]; differences: Difference[] }
  | { effect: 'unknown items'; skipped: string[] }
  | { effect: 'unknown warehouse' | 'repeated' | 'no items' };

/** Where what was counted is not what the books said; `before` is null where there was no such level. */
export interface Difference {
  specNo: string;
  defective: boolean;
  before: Quantity | null;
  after: Quantity;
}

/** Counts stock: one transaction, one number, a row of the journal for each line (promise B6). */
export async function countStock({ database }: Context, input: Stocktake): Promise<Counted> {
  const { seller, actor } = input.caller;
  const { signedAt, now } = input;
  return database.write((session) =>
    once(session, input.request, { seller, at: now, actor, pool: 'level', signedAt, event: 'count' }, () => count(session, input)),
  );
}

async function count(session: Session, input: Stocktake): Promise<Counted> {
  const { caller, warehouseNo, lines, create, outerNo, remark, signedAt, now } = input;
  const { seller, actor } = caller;
  const [warehouse] = await session.query<{ warehouse: number }>(warehouseOf, { ...whoSees(caller), warehouseNo });
  if (!warehouse) return { effect: 'unknown warehouse' };
  if (outerNo !== null && (await session.query(byOuterNo, { seller, outerNo })).length > 0) return { effect: 'repeated' };
  const pending = new PendingChange('stock');
  const context = { session, seller, actor, now, pending };
  const codes = lines.map(({ specNo }) => specNo);
  const itemOf = await findItems(context, codes, 'share');
  const hasLevel = create ? () => true : await levelsIn(session, seller, warehouse.warehouse, [...itemOf.values()]);
  const taken: { line: CountedLine; movement: Movement }[] = [];
  const left: Left[] = [];
  for (const line of lines) {
    const item = itemOf.get(line.specNo);
    const problem = item === undefined ? 'unknown item' : (line.refused ?? problemOf(input.scope, line, hasLevel(item, line.defective)));
    if (item === undefined || problem !== undefined) left.push({ line, item: item ?? null, problem: problem as string });
    else taken.push({ line, movement: { item, ...warehouse, defective: line.defective, set: { stock_num: line.counted } } });
  }
  const skipped = left.map(({ line }) => line.specNo);
  const refuse = async (counted: Counted) => {
    await noteLines(session, input, warehouse.warehouse, left, 'refused');
    return counted;
  };
  if (input.whole && left.length > 0) return refuse({ effect: 'unknown items', skipped });
  if (taken.length === 0 && lines.length > 0) return refuse({ effect: 'no items' });
  const stocktake = await issue(session, seller, 'stocktake');
  const no = numberOf(stocktake, now);
  const lineCounts = { counted: taken.length, skipped: left.length };
  const made = await session.run(add, { seller, stocktake, no, outerNo, ...warehouse, remark, actor, now, ...lineCounts });
  if (made === 0) return { effect: 'repeated' }; // by another one, meanwhile
  const why = { cause: 'level', kind: 'count', reason: remark, reference: no, ...(signedAt !== null && { signedAt }) } as const;
  const moved = await moveStock(
    context,
    taken.map(({ movement }) => movement),
    why,
    { itemsHeld: true },
  );
  await pending.write(session, seller);
  const asBefore = taken.flatMap(({ line, movement }, place) => {
    const as = moved[place];
    return as && !as.isNew && as.changed.length === 0 ? [{ line, item: movement.item, problem: '' }] : [];
  });
  await noteLines(session, input, warehouse.warehouse, asBefore, 'unchanged');
  await noteLines(session, input, warehouse.warehouse, left, 'skipped');
  const differences = taken.flatMap(({ line: { specNo, defective, counted } }, place): Difference[] => {
    const { isNew, changed, before } = moved[place] as (typeof moved)[number];
    if (!isNew && changed.length === 0) return [];
    return [{ specNo, defective, before: isNew ? null : (before.stock_num ?? '0'), after: counted }];
  });
  const rows = differences.map(({ specNo, defective, before, after }, place) => {
    return [place, itemOf.get(specNo) as number, Number(defective), before, after];
  });
  await session.run(keepDifferences, { seller, stocktake, rows: JSON.stringify(rows) });
  return { effect: 'counted', no, stocktake, skipped, differences };
}

/** A line that was left out, or changed nothing. */
interface Left {
  line: CountedLine;
  /** Number of the item; null where there is none of that code. */
  item: number | null;
  problem: string;
}

function problemOf(scope: Stocktake['scope'], { defective, counted }: CountedLine, hasLevel: boolean): string | undefined {
  if (scope !== 'all' && (scope === 'defective') !== defective) return `${defective ? 'defective' : 'good'} stock is not counted`;
  if (counted.startsWith('-')) return 'must not be negative';
  return hasLevel ? undefined : 'no such level';
}

/** A row of the journal for each line that moved nothing. */
async function noteLines(session: Session, input: Stocktake, warehouse: number, lines: Left[], effect: string): Promise<void> {
  const { caller, signedAt, now } = input;
  const happened = lines.map(({ line, item, problem }): Happening => {
    const { specNo, defective, counted, remark } = line;
    const detail = { warehouse, specNo, ...(defective && { defective }), remark, ...(problem !== '' && { problem }) };
    return { event: 'count', subject: item, quantity: counted, effect, detail: JSON.stringify(detail) };
  });
  await journal(session, { seller: caller.seller, at: now, actor: caller.actor, pool: 'level', signedAt }, happened);
}

/** Which of the items have a level in the warehouse. */
async function levelsIn(session: Session, seller: string, warehouse: number, items: number[]) {
  const rows = JSON.stringify(items.map((item) => [item]));
  const good = await session.query<{ item: number }>(goodIn, { seller, warehouse, rows });
  const bad = await session.query<{ item: number }>(defectiveIn, { seller, warehouse, rows });
  const known = { good: new Set(good.map(({ item }) => item)), defective: new Set(bad.map(({ item }) => item)) };
  return (item: number, defective: boolean) => known[defective ? 'defective' : 'good'].has(item);
}

/** `WP202611230007`: the day in Beijing, and the number. */
function numberOf(stocktake: number, now: number): string {
  const day = new Date(now + BEIJING_MS).toISOString().slice(0, 10).replaceAll('-', '');
  return `WP${day}${String(stocktake).padStart(4, '0')}`;
}

const BEIJING_MS = 8 * 3_600_000;

const warehouseOf = statement(`
  select warehouse_id as warehouse from warehouses
  where seller = :seller and warehouse_no = :warehouseNo and ${seesWarehouse('warehouse_id')}`);
const byOuterNo = statement('select stocktake_id from stocktakes where seller = :seller and outer_no = :outerNo');
const add = statement(`
  insert into stocktakes (seller, stocktake_id, stocktake_no, outer_no, warehouse_id, remark, actor, counted_at, counted, skipped)
  values (:seller, :stocktake, :no, :outerNo, :warehouse, :remark, :actor, :now, :counted, :skipped) on conflict do nothing`);
const keepDifferences = statement(`
  insert into stocktake_differences (seller, stocktake_id, place, item_id, defective, was, counted)
  select :seller, cast(:stocktake as bigint), cast(value->>0 as bigint), cast(value->>1 as bigint), cast(value->>2 as bigint), value->>3,
    value->>4
  from each(:rows)`);
const inWarehouse = (table: string) =>
  statement(`
    select item_id as item from each(:rows) cross join ${table}
    where seller = :seller and item_id = cast(value->>0 as bigint) and warehouse_id = :warehouse`);
const goodIn = inWarehouse('levels');
const defectiveIn = inWarehouse('defective_levels');
