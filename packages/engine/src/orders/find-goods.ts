import type { PushedSubOrder, Quantity } from '@tongbu/model';
import type { Bound } from '../stock/goods.ts';
import { codesOf } from '../stock/match.ts';
import { statement } from '../store/database.ts';
import { piecesIn } from './reservations.ts';
import type { Reader } from './sheet.ts';

/** What a sub-order sells, as it is stored: null and empty where nobody knows. */
export interface Goods {
  item_id: number | null;
  suite_id: number | null;
  parts: string;
}

/** What a line names its goods by. */
export type GoodsKey = Pick<PushedSubOrder, 'goodsId' | 'specId' | 'goodsNo' | 'specNo'>;

/** Goods by what lines name them by, and whether the shop has a listing of them. */
export type GoodsOf = (line: GoodsKey) => Goods & { isListed: boolean };

const UNKNOWN: Goods = { item_id: null, suite_id: null, parts: '' };

/**
 * What the lines of orders sell: what the shop's listing of `goodsId` and `specId` is bound to, else what a listing would be
 * matched to by their merchant codes.
 */
export async function findGoods(
  { session, seller }: Pick<Reader, 'session' | 'seller'>,
  shop: number,
  lines: GoodsKey[],
): Promise<GoodsOf> {
  if (lines.length === 0) return () => ({ ...UNKNOWN, isListed: false });
  const rowsOf = (values: string[][]) =>
    JSON.stringify([...new Set(values.map((each) => JSON.stringify(each)))].map((each) => JSON.parse(each)));
  const keys = rowsOf(lines.map(({ goodsId, specId }) => [goodsId, specId]));
  const codes = rowsOf(lines.flatMap(codesIn).map((code) => [code]));
  const listed = await session.query<Bound & { goods_id: string; spec_id: string }>(listings, { seller, shop, keys });
  const coded = await session.query<Bound & { code: string }>(byCode, { seller, codes });
  const suites = [
    ...new Set([...listed, ...coded].flatMap(({ item_id, suite_id }) => (item_id === null && suite_id !== null ? [suite_id] : []))),
  ];
  const parts = new Map<number, [number, Quantity][]>();
  for (const row of await session.query<PartRow>(partsOf, { seller, suites: JSON.stringify(suites.map((suite) => [suite])) })) {
    parts.set(row.suite_id, [...(parts.get(row.suite_id) ?? []), [row.item_id, row.count]]);
  }
  const byKey = new Map(listed.map((row) => [`${row.goods_id}\n${row.spec_id}`, row]));
  const byCodes = new Map(coded.reverse().map((row) => [row.code, row])); // reversed: an item comes before a suite of its code
  const goods = (bound: Bound | undefined): Goods => {
    if (bound?.item_id != null) return { item_id: bound.item_id, suite_id: null, parts: JSON.stringify([[bound.item_id, '1']]) };
    const suite = bound?.suite_id == null ? undefined : parts.get(bound.suite_id);
    return suite ? { item_id: null, suite_id: bound?.suite_id as number, parts: JSON.stringify(suite) } : UNKNOWN;
  };
  return (line) => {
    const listing = byKey.get(`${line.goodsId}\n${line.specId}`);
    const bound =
      listing && (listing.item_id !== null || listing.suite_id !== null)
        ? listing
        : codesIn(line)
            .map((code) => byCodes.get(code))
            .find((found) => found !== undefined);
    return { ...goods(bound), isListed: listing !== undefined };
  };
}

/** Whether so many can be counted exactly, in parts too. */
export const isCountable = (goods: Goods, count: bigint): boolean => piecesIn(goods.parts, count) !== undefined;

const codesIn = ({ specNo, goodsNo }: GoodsKey) => codesOf({ spec_no: specNo, goods_no: goodsNo });

interface PartRow {
  suite_id: number;
  item_id: number;
  count: Quantity;
}

// `cross join` keeps the order: the few keys first, then each row by its own.
const listings = statement(`
  select l.goods_id, l.spec_id, l.item_id, l.suite_id from each(:keys) e cross join listings l
  where l.seller = :seller and l.shop_id = :shop and l.goods_id = e.value->>0 and l.spec_id = e.value->>1`);
const byCode = statement(`
  select i.spec_no as code, i.item_id, cast(null as bigint) as suite_id, 0 as place from each(:codes) e cross join items i
  where i.seller = :seller and i.spec_no = e.value->>0
  union all
  select u.suite_no, null, u.suite_id, 1 from each(:codes) e cross join suites u
  where u.seller = :seller and u.suite_no = e.value->>0
  order by place`);
const partsOf = statement(`
  select p.suite_id, p.item_id, p.count from each(:suites) e cross join suite_parts p
  where p.seller = :seller and p.suite_id = cast(e.value->>0 as bigint) order by p.suite_id, p.item_id`);
