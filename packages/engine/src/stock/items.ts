import { optionalText, text } from '../import/column.ts';
import { type ImportContext, kind, namesNothing } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { findItems } from './lookup.ts';
import { recalculate } from './recalculate.ts';

/** Items (单品), by merchant code. A new one is bound to the listings that wait for its code. */
export const items = kind({
  name: 'items',
  summary: { en: 'Items (SKUs), known by their merchant code.', zh: '单品，以商家编码（spec_no）识别。' },
  columns: { spec_no: text(40), goods_no: optionalText(40), goods_name: optionalText(255), spec_name: optionalText(100) },
  pool: 'stock',
  claim: ({ spec_no }) => ({ group: spec_no, members: null }),
  resolve: namesNothing,
  async write(context, rows) {
    const { session, seller } = context;
    const codes = rows.map(({ row }) => row.spec_no);
    const known = await findItems(context, codes, 'read');
    const added = rows.filter(({ row }) => !known.has(row.spec_no));
    let item = added.length === 0 ? 0 : await issue(session, seller, 'item', added.length);
    const bySpecNo = new Map<string, number>();
    let changed = 0;
    for (const { row } of rows) {
      const values = { seller, specNo: row.spec_no, goodsNo: row.goods_no, goodsName: row.goods_name, specName: row.spec_name };
      if (known.has(row.spec_no)) changed += await session.run(update, values);
      else {
        const isAdded = (await session.run(insert, { ...values, item })) > 0; // unless another import has added it meanwhile
        if (isAdded) bySpecNo.set(row.spec_no, item);
        changed += Number(isAdded);
        item++;
      }
    }
    await bindWaiting(context, bySpecNo);
    return changed;
  },
});

/** Binds the listings that wait for these codes; in order of their numbers, so that no two imports wait for each other. */
async function bindWaiting(context: ImportContext, bySpecNo: ReadonlyMap<string, number>): Promise<void> {
  if (bySpecNo.size === 0) return;
  const { session, seller } = context;
  const rows = JSON.stringify([...bySpecNo.keys()].map((code) => [code]));
  const waiting = await session.query<{ listing_id: number; match_code: string }>(findWaiting, { seller, rows });
  for (const { listing_id: listing, match_code } of waiting) {
    await session.run(bind, { seller, listing, item: bySpecNo.get(match_code) as number });
  }
  await recalculate(
    context,
    waiting.map(({ listing_id }) => listing_id),
    'binding',
  );
}

const insert = statement(`
  insert into items (seller, item_id, spec_no, goods_no, goods_name, spec_name)
  values (:seller, :item, :specNo, :goodsNo, :goodsName, :specName)
  on conflict (seller, spec_no) do nothing`);
const update = statement(`
  update items set goods_no = :goodsNo, goods_name = :goodsName, spec_name = :specName
  where seller = :seller and spec_no = :specNo and (goods_no <> :goodsNo or goods_name <> :goodsName or spec_name <> :specName)`);
const findWaiting = statement(`
  select listing_id, match_code from each(:rows) cross join listings
  where seller = :seller and match_code = value->>0 and item_id is null order by listing_id /*lock*/`);
const bind = statement('update listings set item_id = :item where seller = :seller and listing_id = :listing');
