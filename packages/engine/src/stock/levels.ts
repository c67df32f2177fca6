import type { Quantity } from '@tongbu/model';
import { CellError, quantity, text } from '../import/column.ts';
import { type ImportContext, kind } from '../import/kind.ts';
import { statement } from '../store/database.ts';
import { findItem, findWarehouse, holdItem } from './lookup.ts';
import { OTHERS, type OtherName, type Others, usedBy } from './mask.ts';
import { type LevelRow, recalculate } from './recalculate.ts';
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
  async resolve(context, { spec_no, warehouse_no }) {
    const item = await findItem(context, spec_no);
    if (item === null) throw new CellError('spec_no', spec_no, 'is no item; import items first');
    return { item, warehouse: await findWarehouse(context, warehouse_no) };
  },
  async write(context, rows) {
    const { mask } = await findRule(context.session, context.seller, 'share');
    const inOrder = [...rows].sort((a, b) => a.resolved.item - b.resolved.item || a.resolved.warehouse - b.resolved.warehouse);
    const touched: number[] = [];
    let changed = 0;
    for (const { row, resolved } of inOrder) {
      await holdItem(context, resolved.item, 'share');
      const { before, isNew } = await levelToWrite(context, resolved);
      const after = { stock: row.stock_num ?? before.stock, others: merge(before.others, row) };
      if (!isNew && isSame(before, after)) continue;
      await context.session.run(put, {
        seller: context.seller,
        ...resolved,
        stock: after.stock,
        others: JSON.stringify(after.others),
      });
      changed++;
      if (isNew || countsDiffer(before, after, mask)) touched.push(...(await listingsOf(context, resolved.item)));
    }
    await recalculate(context, touched, 'level');
    return changed;
  },
});

interface Stored {
  stock: Quantity;
  others: Others;
}

const NOTHING: Stored = { stock: '0', others: {} };

/**
 * What is stored, held until the transaction ends. A missing level is made first: of two that write it at once, the second
 * waits here and then sees what the first one wrote, instead of writing over it.
 */
async function levelToWrite(
  context: ImportContext,
  level: { item: number; warehouse: number },
): Promise<{ before: Stored; isNew: boolean }> {
  const found = await findLevel(context, level);
  if (found) return { before: found, isNew: false };
  const made = await context.session.query(make, { seller: context.seller, ...level });
  if (made.length > 0) return { before: NOTHING, isNew: true };
  return { before: (await findLevel(context, level)) ?? NOTHING, isNew: false };
}

async function findLevel({ session, seller }: ImportContext, level: { item: number; warehouse: number }): Promise<Stored | undefined> {
  const [row] = await session.query<LevelRow>(find, { seller, ...level });
  return row && { stock: row.stock_num, others: JSON.parse(row.others) as Others };
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

async function listingsOf({ session, seller }: ImportContext, item: number): Promise<number[]> {
  const rows = await session.query<{ listing_id: number }>(byItem, { seller, item });
  return rows.map(({ listing_id }) => listing_id);
}

const find = statement(`
  select warehouse_id, stock_num, others from levels
  where seller = :seller and item_id = :item and warehouse_id = :warehouse /*lock*/`);
const make = statement(`
  insert into levels (seller, item_id, warehouse_id, stock_num, others) values (:seller, :item, :warehouse, '0', '{}')
  on conflict (seller, item_id, warehouse_id) do nothing returning item_id`);
const put = statement(`
  update levels set stock_num = :stock, others = :others
  where seller = :seller and item_id = :item and warehouse_id = :warehouse`);
const byItem = statement('select listing_id from listings where seller = :seller and item_id = :item');
