/** Listings that sell nothing we know, and what each of them could be bound to. */
import type { Context } from '../context.ts';
import { readOn } from '../pool/read-on.ts';
import { MOST_SEARCHED, type Page, readPage, standsIn, type Walk } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { codesOf } from './match.ts';

/**
 * Why something is suggested: it has the very `code` (the listing was unbound by hand), the code but for upper and lower `case`, it is an
 * item whose `barcode` is the code, or one of the `goods` of that number.
 */
export type SuggestedBy = 'code' | 'case' | 'barcode' | 'goods';

/** An item or suite that a listing could be bound to. */
export interface Suggestion {
  kind: 'item' | 'suite';
  code: string;
  name: string;
  by: SuggestedBy;
}

/** A listing that is bound to nothing. */
export interface UnboundListing {
  listing: number;
  shopNo: string;
  goodsId: string;
  specId: string;
  goodsNo: string;
  specNo: string;
  goodsName: string;
  specName: string;
  /** Somebody took the binding away: codes are not looked at until it is matched again. */
  byHand: boolean;
  /** Merchant codes by which it is matched, in the order in which they are tried; none where the shop gave none. */
  codes: string[];
  /** The likeliest first, five at most. */
  suggestions: Suggestion[];
}

const SUGGESTIONS = 5;

/**
 * Listings that are bound to nothing and not deleted, in order of their numbers, a page at a time.
 *
 * @param input.shopNo of this shop alone; null for all
 * @param input.search those that have it anywhere in a code, id or name, upper and lower case alike; null for all
 * @param input.cursor what the page before gave; null for the first
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listUnbound(
  { database }: Context,
  input: { seller: string; shopNo: string | null; search: string | null; cursor: string | null; limit: number },
): Promise<Page<UnboundListing>> {
  const { seller, shopNo, search, cursor, limit } = input;
  return readOn(database, { cursor, limit }, async (session, page) => {
    await requireSeller(session, seller);
    const walk: Walk<Row> = {
      ...{ statement: unbound, values: { seller }, start: { after: 0 }, position: ({ listing }) => ({ after: listing }) },
      keeps: ({ listing: _, goods_no, spec_no, by_hand: __, ...row }) =>
        (shopNo === null || row.shopNo === shopNo) &&
        (search === null || standsIn(search, [goods_no, spec_no, row.goodsId, row.specId, row.goodsName, row.specName])),
    };
    const { rows, next } = await readPage(session, [walk], { ...page, most: MOST_SEARCHED });
    const suggest = await suggester(session, seller, [...new Set(rows.flatMap(codesToTry))]);
    return { rows: rows.map((row) => unboundOf(row, suggest)), next };
  });
}

type Row = Omit<UnboundListing, 'byHand' | 'codes' | 'suggestions' | 'goodsNo' | 'specNo'> & {
  goods_no: string;
  spec_no: string;
  by_hand: number;
};

/** All that may stand in an item: its code, its barcode, the number of its goods. */
function codesToTry(row: Row): string[] {
  return [...new Set([...codesOf(row), row.goods_no].filter((code) => code !== ''))];
}

function unboundOf({ by_hand, goods_no, spec_no, ...row }: Row, suggest: (code: string) => Suggestion[]): UnboundListing {
  const found = codesToTry({ by_hand, goods_no, spec_no, ...row }).flatMap(suggest);
  found.sort((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by) || (a.code < b.code ? -1 : 1));
  const suggestions = found.filter(
    ({ kind, code }, place) => found.findIndex((each) => each.kind === kind && each.code === code) === place,
  );
  return {
    ...{ ...row, goodsNo: goods_no, specNo: spec_no, byHand: by_hand === 1 },
    ...{ codes: codesOf({ goods_no, spec_no }), suggestions: suggestions.slice(0, SUGGESTIONS) },
  };
}

const ORDER: SuggestedBy[] = ['code', 'case', 'barcode', 'goods'];

async function suggester(session: Session, seller: string, codes: string[]): Promise<(code: string) => Suggestion[]> {
  const byCode = new Map<string, Suggestion[]>(codes.map((code) => [code, []]));
  if (codes.length === 0) return () => [];
  const rows = JSON.stringify(codes.map((code) => [code]));
  for (const { find, kind, by } of WAYS) {
    const found = await session.query<{ asked: string; code: string; name: string }>(find, { seller, rows });
    for (const { asked, code, name } of found) byCode.get(asked)?.push({ kind, code, name: name.trim(), by });
  }
  return (code) => byCode.get(code) ?? [];
}

const itemsWhere = (where: string) =>
  statement(`
    select e.value->>0 as asked, i.spec_no as code, i.goods_name || ' ' || i.spec_name as name from each(:rows) e cross join items i
    where i.seller = :seller and ${where} limit 1000`);

const WAYS: { find: ReturnType<typeof statement>; kind: Suggestion['kind']; by: SuggestedBy }[] = [
  { find: itemsWhere('i.spec_no = e.value->>0'), kind: 'item', by: 'code' },
  {
    find: statement(`
      select e.value->>0 as asked, s.suite_no as code, s.name from each(:rows) e cross join suites s
      where s.seller = :seller and s.suite_no = e.value->>0 limit 1000`),
    ...{ kind: 'suite', by: 'code' },
  },
  { find: itemsWhere('lower(i.spec_no) = lower(e.value->>0)'), kind: 'item', by: 'case' },
  { find: itemsWhere("i.barcode <> '' and i.barcode = e.value->>0"), kind: 'item', by: 'barcode' },
  { find: itemsWhere('i.goods_no = e.value->>0'), kind: 'item', by: 'goods' },
];

// The parenthesis stands as in the index of those that are not synced.
const unbound = statement(`
  select l.listing_id as listing, s.shop_no as "shopNo", l.goods_id as "goodsId", l.spec_id as "specId", l.goods_no, l.spec_no,
    l.goods_name as "goodsName", l.spec_name as "specName", l.bound_by_hand as by_hand
  from listings l cross join shops s
  where l.seller = :seller and l.listing_id > :after
    and (l.rule_id is null or l.status = 0 or l.sync_disabled = 1 or l.suspended_until > 0)
    and l.rule_id is null and l.item_id is null and l.suite_id is null and l.status <> 0 and s.seller = l.seller and s.shop_id = l.shop_id
  order by l.listing_id limit :limit`);
