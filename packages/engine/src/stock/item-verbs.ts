/** Items (单品) by hand: listed, shown, saved. */
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { keptCell, type Putter, putRows } from '../import/put-rows.ts';
import { readOn } from '../pool/read-on.ts';
import { afterPrefix, MOST_SEARCHED, type Page, readPage, standsIn, type Walk } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';

/** An item. */
export interface ItemRecord {
  item: number;
  /** Its merchant code, by which it is known. */
  specNo: string;
  goodsNo: string;
  goodsName: string;
  specName: string;
  barcode: string;
  brand: string;
  category: string;
  unit: string;
}

/** An item, and what it is in. */
export interface ShownItem extends ItemRecord {
  /** How many listings sell it, itself; those of suites it is in are not counted. */
  listings: number;
  /** Codes of the suites it is in, the first 200. */
  suites: string[];
}

/** What is said of an item; what is left out stays as it is, of a new one empty. */
export type ItemInput = { specNo: string } & Partial<Omit<ItemRecord, 'item' | 'specNo'>>;

/**
 * Items by their merchant codes, a page at a time.
 *
 * @param input.search what is looked for: first items whose code, barcode or goods number begins with it, then those that have it
 * anywhere in a code or name, upper and lower case alike; null for all
 * @param input.cursor what the page before gave; null for the first
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listItems(
  { database }: Context,
  { seller, search, cursor, limit }: { seller: string; search: string | null; cursor: string | null; limit: number },
): Promise<Page<ItemRecord>> {
  return readOn(database, { cursor, limit }, async (session, page) => {
    await requireSeller(session, seller);
    return readPage(session, walksFor(seller, search), { ...page, ...(search !== null && { most: MOST_SEARCHED }) });
  });
}

/** The quick ways first; what one of them has found is left out of those that follow. */
function walksFor(seller: string, search: string | null): Walk<ItemRecord>[] {
  const all = codesFrom(list, seller, search, ({ specNo }: ItemRecord) => specNo);
  if (search === null) return [all];
  const along = (by: Walk<ItemRecord>['statement'], textOf: (row: ItemRecord) => string): Walk<ItemRecord> => ({
    statement: by,
    values: { seller, end: afterPrefix(search) },
    start: { from: search, after: 0 },
    position: (row) => ({ from: textOf(row), after: row.item }),
    keeps: (row) => textOf(row).startsWith(search),
  });
  const anywhere = codesFrom(list, seller, null, ({ specNo }: ItemRecord) => specNo);
  const has = ({ item: _, ...texts }: ItemRecord) => standsIn(search, Object.values(texts));
  const walks = [all, along(byBarcode, ({ barcode }) => barcode), along(byGoodsNo, ({ goodsNo }) => goodsNo), { ...anywhere, keeps: has }];
  return walks.map((walk, place) => {
    const before = walks.slice(0, place);
    return { ...walk, keeps: (row) => walk.keeps(row) && !before.some((other) => other.keeps(row)) };
  });
}

/** A walk along codes that begin with a text. */
export function codesFrom<R>(along: ReturnType<typeof statement>, seller: string, search: string | null, codeOf: (row: R) => string) {
  return {
    statement: along,
    values: { seller, end: afterPrefix(search ?? '') },
    start: { from: search ?? '' },
    // No code holds a character below this one: it follows a code at once.
    position: (row: R) => ({ from: `${codeOf(row)}\u0001` }),
    keeps: (row: R) => codeOf(row).startsWith(search ?? ''),
  };
}

/** One item; null when the seller has none of that code. */
export async function showItem({ database }: Context, { seller, specNo }: { seller: string; specNo: string }): Promise<ShownItem | null> {
  return database.read(async (session) => {
    const [found] = await session.query<ItemRecord>(one, { seller, specNo });
    if (!found) return null;
    const [sold] = await session.query<{ count: number }>(countListings, { seller, item: found.item });
    const suites = await session.query<{ code: string }>(suitesWith, { seller, item: found.item });
    return { ...found, listings: sold?.count ?? 0, suites: suites.map(({ code }) => code) };
  });
}

/**
 * Adds an item, or changes the one of that code. A new one is bound to the listings that wait for its code, to very many of them step
 * by step (`stepFanOuts`); those of one whose brand or category changed get a new version where another rule acts on them then.
 *
 * @returns the item as it is, and whether anything is another than before
 * @throws EngineError `input` when a text is too long, or the code is that of a suite
 */
export async function saveItem(
  { database }: Context,
  { item, ...who }: Putter & { item: ItemInput },
): Promise<{ item: ItemRecord; changed: boolean }> {
  return database.write(async (session) => {
    const before = await itemOf(session, who.seller, item.specNo);
    const record = {
      spec_no: item.specNo,
      goods_no: item.goodsNo ?? before?.goodsNo ?? '',
      goods_name: item.goodsName ?? before?.goodsName ?? '',
      spec_name: item.specName ?? before?.specName ?? '',
      barcode: keptCell(item.barcode),
      brand: keptCell(item.brand),
      category: keptCell(item.category),
      unit: keptCell(item.unit),
    };
    const changed = await putRows(session, who, 'items', [record]);
    const after = await itemOf(session, who.seller, item.specNo.trim());
    if (!after) throw new EngineError('unknown', `item "${item.specNo}" does not exist`);
    return { item: after, changed };
  });
}

async function itemOf(session: Session, seller: string, specNo: string): Promise<ItemRecord | undefined> {
  return (await session.query<ItemRecord>(one, { seller, specNo }))[0];
}

const SELECT = `
  select item_id as item, spec_no as "specNo", goods_no as "goodsNo", goods_name as "goodsName", spec_name as "specName",
    barcode, brand, category, unit
  from items where seller = :seller`;
const one = statement(`${SELECT} and spec_no = :specNo`);
const list = statement(`${SELECT} and spec_no >= :from and spec_no < :end order by spec_no limit :limit`);
const byBarcode = statement(`
  ${SELECT} and barcode <> '' and barcode < :end and (barcode, item_id) > (:from, :after) order by barcode, item_id limit :limit`);
const byGoodsNo = statement(`
  ${SELECT} and goods_no < :end and (goods_no, item_id) > (:from, :after) order by goods_no, item_id limit :limit`);
const countListings = statement('select count(*) as count from listings where seller = :seller and item_id = :item');
const suitesWith = statement(`
  select s.suite_no as code from suite_parts p cross join suites s
  where p.seller = :seller and p.item_id = :item and s.seller = p.seller and s.suite_id = p.suite_id order by +p.suite_id limit 200`);
