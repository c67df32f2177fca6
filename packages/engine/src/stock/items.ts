import { CellError, keptText, optionalText, text } from '../import/column.ts';
import { kind } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { bindWaiting } from './bind-waiting.ts';
import type { Bound } from './goods.ts';
import { findItems, findSuites } from './lookup.ts';
import { chooseAgain } from './recalculate.ts';

/** Items (单品), by merchant code. A new one is bound to the listings that wait for its code. */
export const items = kind({
  name: 'items',
  summary: { en: 'Items (SKUs), known by their merchant code.', zh: '单品，以商家编码（spec_no）识别。' },
  columns: {
    spec_no: text(40),
    goods_no: optionalText(40),
    goods_name: optionalText(255),
    spec_name: optionalText(100),
    barcode: keptText(50),
    brand: keptText(64),
    category: keptText(255),
    unit: keptText(20),
  },
  pool: 'stock',
  claim: ({ spec_no }) => ({ group: spec_no, members: null }),
  async resolve(context, rows) {
    const suites = await findSuites(
      context,
      rows.map(({ spec_no }) => spec_no),
    );
    return rows.map(({ spec_no }) =>
      suites.has(spec_no) ? new CellError('spec_no', spec_no, 'is the code of a suite; an item needs another') : null,
    );
  },
  async write(context, rows) {
    const { session, seller } = context;
    const codes = rows.map(({ row }) => row.spec_no);
    const known = await findItems(context, codes, 'read');
    const added = rows.filter(({ row }) => !known.has(row.spec_no));
    let item = added.length === 0 ? 0 : await issue(session, seller, 'item', added.length);
    const bySpecNo = new Map<string, Bound>();
    const otherwise: number[] = [];
    let changed = 0;
    for (const { row } of rows) {
      const { brand = null, category = null, barcode = null, unit = null } = row;
      const names = { specNo: row.spec_no, goodsNo: row.goods_no, goodsName: row.goods_name, specName: row.spec_name };
      const values = { seller, ...names, brand, category, barcode, unit };
      const number = known.get(row.spec_no);
      if (number !== undefined) {
        if ((await session.run(updateTraits, { seller, item: number, brand, category })) > 0) otherwise.push(number);
        changed += Math.max(await session.run(update, values), Number(otherwise.at(-1) === number));
      } else {
        const isAdded = (await session.run(insert, { ...values, item })) > 0; // unless another import has added it meanwhile
        if (isAdded) bySpecNo.set(row.spec_no, { item_id: item, suite_id: null });
        changed += Number(isAdded);
        item++;
      }
    }
    await bindWaiting(context, bySpecNo);
    await chooseAgain(context, 'item', otherwise);
    return changed;
  },
});

const insert = statement(`
  insert into items (seller, item_id, spec_no, goods_no, goods_name, spec_name, barcode, brand, category, unit)
  values (:seller, :item, :specNo, :goodsNo, :goodsName, :specName, coalesce(:barcode, ''), coalesce(:brand, ''), coalesce(:category, ''),
    coalesce(:unit, ''))
  on conflict (seller, spec_no) do nothing`);
const update = statement(`
  update items set goods_no = :goodsNo, goods_name = :goodsName, spec_name = :specName,
    barcode = coalesce(:barcode, barcode), unit = coalesce(:unit, unit)
  where seller = :seller and spec_no = :specNo
    and (goods_no <> :goodsNo or goods_name <> :goodsName or spec_name <> :specName
      or barcode <> coalesce(:barcode, barcode) or unit <> coalesce(:unit, unit))`);
const updateTraits = statement(`
  update items set brand = coalesce(:brand, brand), category = coalesce(:category, category)
  where seller = :seller and item_id = :item and (brand <> coalesce(:brand, brand) or category <> coalesce(:category, category))`);
