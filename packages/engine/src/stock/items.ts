import { optionalText, text } from '../import/column.ts';
import { type ImportContext, kind } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { recalculate } from './recalculate.ts';

/** Items (单品), by merchant code. A new one is bound to the listings that wait for its code. */
export const items = kind({
  name: 'items',
  summary: { en: 'Items (SKUs), known by their merchant code.', zh: '单品，以商家编码（spec_no）识别。' },
  columns: { spec_no: text(40), goods_no: optionalText(40), goods_name: optionalText(255), spec_name: optionalText(100) },
  pool: 'stock',
  claim: ({ spec_no }) => ({ group: spec_no, members: null }),
  resolve: async () => null,
  async write(context, rows) {
    const { session, seller } = context;
    const bound: number[] = [];
    let changed = 0;
    for (const { row } of rows) {
      const values = { seller, specNo: row.spec_no, goodsNo: row.goods_no, goodsName: row.goods_name, specName: row.spec_name };
      const [found] = await session.query(find, { seller, specNo: row.spec_no });
      if (found) {
        changed += (await session.query(update, values)).length;
        continue;
      }
      const item = await issue(session, seller, 'item');
      const added = await session.query(insert, { ...values, item });
      changed += added.length;
      if (added.length > 0) bound.push(...(await bindWaiting(context, row.spec_no, item)));
    }
    await recalculate(context, bound, 'binding');
    return changed;
  },
});

async function bindWaiting({ session, seller }: ImportContext, specNo: string, item: number): Promise<number[]> {
  const rows = await session.query<{ listing_id: number }>(bind, { seller, specNo, item });
  return rows.map(({ listing_id }) => listing_id);
}

const find = statement('select item_id from items where seller = :seller and spec_no = :specNo');
const insert = statement(`
  insert into items (seller, item_id, spec_no, goods_no, goods_name, spec_name)
  values (:seller, :item, :specNo, :goodsNo, :goodsName, :specName)
  on conflict (seller, spec_no) do nothing returning item_id`);
const update = statement(`
  update items set goods_no = :goodsNo, goods_name = :goodsName, spec_name = :specName
  where seller = :seller and spec_no = :specNo and (goods_no <> :goodsNo or goods_name <> :goodsName or spec_name <> :specName)
  returning item_id`);
const bind = statement(`
  update listings set item_id = :item where seller = :seller and match_code = :specNo and item_id is null returning listing_id`);
