import { flag, optionalText, text } from '../import/column.ts';
import { kind, namesNothing } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';

/** Shops (店铺) of the platform 127, the seller's own. */
export const shops = kind({
  name: 'shops',
  summary: { en: "The seller's own shops.", zh: '自有平台店铺。' },
  columns: { shop_no: text(20), shop_name: optionalText(100), is_disabled: flag(false) },
  pool: 'stock',
  claim: ({ shop_no }) => ({ group: shop_no, members: null }),
  resolve: namesNothing,
  async write({ session, seller }, rows) {
    let changed = 0;
    for (const { row } of rows) {
      const values = { seller, shopNo: row.shop_no, name: row.shop_name, disabled: Number(row.is_disabled) };
      const found = await session.query(find, { seller, shopNo: row.shop_no });
      const touched = found.length
        ? await session.query(update, values)
        : await session.query(insert, { ...values, shop: await issue(session, seller, 'shop') });
      changed += touched.length;
    }
    return changed;
  },
});

const find = statement('select shop_id from shops where seller = :seller and shop_no = :shopNo');
const insert = statement(`
  insert into shops (seller, shop_id, shop_no, name, disabled) values (:seller, :shop, :shopNo, :name, :disabled)
  on conflict (seller, shop_no) do nothing returning shop_id`);
const update = statement(`
  update shops set name = :name, disabled = :disabled
  where seller = :seller and shop_no = :shopNo and (name <> :name or disabled <> :disabled) returning shop_id`);
