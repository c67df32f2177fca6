import type { Quantity } from '@tongbu/model';
import { quantity, text } from '../import/column.ts';
import { type ImportContext, kind, resolveEach } from '../import/kind.ts';
import { statement } from '../store/database.ts';
import { findWarehouses, requireItems } from './lookup.ts';
import { OTHERS, type OtherName, type Others, usedBy } from './mask.ts';
import { type LevelRow, recalculateItems } from './recalculate.ts';
import { findRule } from './rule.ts';

const others = Object.fromEntries(OTHERS.map(({ name }) => [name, quantity()])) as Record<OtherName, ReturnType<typeof quantity>>;

/** Levels: an item's quantities in a warehouse. An empty cell leaves what is stored as it is. */
export const levels = kind({
  name: 'levels',
  summary: {
    en: "An item's quantities in a warehouse, absolute. Listings of items whose counted quantities changed wait for the shop.",
    zh: '单品在仓库中的各项数量（绝对值）；参与计算的数量有变化时，对应平台货品进入等待同步。',
  },
  columns: { spec_no: text(40), warehouse_no: text(40), stock_num: quantity(), ...others },
  pool: 'stock',
  claim: ({ spec_no, warehouse_no }) => ({ group: `${spec_no}\n${warehouse_no}`, members: null }),
  async resolve(context, rows) {
    const itemOf = await requireItems(
      context,
      rows.map(({ spec_no }) => spec_no),
    );
    const warehouseOf = await findWarehouses(
      context,
      rows.map(({ warehouse_no }) => warehouse_no),
    );
    return resolveEach(rows, ({ spec_no, warehouse_no }) => ({ item: itemOf(spec_no), warehouse: warehouseOf(warehouse_no) }));
  },
  async write(context, rows) {
    const { session, seller } = context;
    const { mask } = await findRule(session, seller, 'share');
    const inOrder = [...rows].sort((a, b) => a.resolved.item - b.resolved.item || a.resolved.warehouse - b.resolved.warehouse);
    const before = await levelsToWrite(context, inOrder);
    const touched: number[] = [];
    let changed = 0;
    for (const { row, resolved } of inOrder) {
      const { isNew, ...stored } = before.get(keyOf(resolved.item, resolved.warehouse)) as Held;
      const after = { stock: row.stock_num ?? stored.stock, others: merge(stored.others, row) };
      const differs = !isSame(stored, after);
      if (!isNew && !differs) continue;
      changed++;
      if (differs) await session.run(put, { seller, ...resolved, stock: after.stock, others: JSON.stringify(after.others) });
      if (isNew || countsDiffer(stored, after, mask)) touched.push(resolved.item);
    }
    await recalculateItems(context, touched, 'level');
    return changed;
  },
});

interface Stored {
  stock: Quantity;
  others: Others;
}

type Held = Stored & { isNew: boolean };
type Levels = Map<string, Held>;

const keyOf = (item: number, warehouse: number) => `${item} ${warehouse}`;

/**
 * What is stored, held until the transaction ends. A missing level is made first: of two that write it at once, the second
 * waits here and then sees what the first one wrote, instead of writing over it.
 */
async function levelsToWrite(
  context: ImportContext,
  rows: { resolved: { item: number; warehouse: number } }[],
): Promise<ReadonlyMap<string, Held>> {
  const levels: Levels = new Map();
  const wanted = rows.map(({ resolved }) => [resolved.item, resolved.warehouse] as const);
  const missing = () => wanted.filter(([item, warehouse]) => !levels.has(keyOf(item, warehouse)));
  await addFound(context, levels, wanted);
  const unknown = missing();
  if (unknown.length === 0) return levels;
  const made = await context.session.query<{ item_id: number; warehouse_id: number }>(make, {
    seller: context.seller,
    rows: JSON.stringify(unknown),
  });
  for (const { item_id, warehouse_id } of made) levels.set(keyOf(item_id, warehouse_id), { stock: '0', others: {}, isNew: true });
  await addFound(context, levels, missing());
  return levels;
}

async function addFound({ session, seller }: ImportContext, levels: Levels, wanted: (readonly [number, number])[]): Promise<void> {
  if (wanted.length === 0) return;
  const rows = await session.query<LevelRow & { item_id: number }>(find, { seller, rows: JSON.stringify(wanted) });
  for (const { item_id, warehouse_id, stock_num, others } of rows) {
    levels.set(keyOf(item_id, warehouse_id), { stock: stock_num, others: JSON.parse(others) as Others, isNew: false });
  }
}

/** Canonical: in order of the bits, zeros left out. */
function merge(before: Others, row: Partial<Record<OtherName, Quantity | undefined>>): Others {
  const merged: Others = {};
  for (const { name } of OTHERS) {
    const value = row[name] ?? before[name] ?? '0';
    if (value !== '0') merged[name] = value;
  }
  return merged;
}

function isSame(before: Stored, after: Stored): boolean {
  return before.stock === after.stock && OTHERS.every(({ name }) => before.others[name] === after.others[name]);
}

/** Whether a quantity that the rule counts has changed (promise S3). */
function countsDiffer(before: Stored, after: Stored, mask: number): boolean {
  return before.stock !== after.stock || usedBy(mask).some(({ name }) => before.others[name] !== after.others[name]);
}

// `cross join` keeps the order: the few numbers first, then each level by its key.
const find = statement(`
  select l.item_id, l.warehouse_id, l.stock_num, l.others from each(:rows) e
  cross join levels l where l.seller = :seller
    and l.item_id = cast(e.value->>0 as bigint) and l.warehouse_id = cast(e.value->>1 as bigint)
  order by l.item_id, l.warehouse_id /*lock*/`);
const make = statement(`
  insert into levels (seller, item_id, warehouse_id, stock_num, others)
  select :seller, cast(value->>0 as bigint), cast(value->>1 as bigint), '0', '{}' from each(:rows) where true
  on conflict (seller, item_id, warehouse_id) do nothing returning item_id, warehouse_id`);
const put = statement(`
  update levels set stock_num = :stock, others = :others
  where seller = :seller and item_id = :item and warehouse_id = :warehouse`);
