/** Matching listings to items and suites by merchant code. */
import { issue } from '../sellers/counter.ts';
import { type Session, statement } from '../store/database.ts';
import { asRows, type Bound } from './goods.ts';

/** The codes a shop gave a listing. */
export interface Codes {
  goods_no: string;
  spec_no: string;
}

/** What a listing is matched to, and by which code; unbound, by the first that it may be matched by. */
export interface Match extends Bound {
  match_code: string;
}

/**
 * The merchant codes a listing may be matched by, in the order in which they are tried: the code of the specification, that of the
 * goods and of the specification joined, and where there is no code of a specification that of the goods.
 */
export function codesOf({ goods_no, spec_no }: Codes): string[] {
  if (spec_no === '') return goods_no === '' ? [] : [goods_no];
  return goods_no === '' ? [spec_no] : [spec_no, goods_no + spec_no];
}

/** The transaction that binds. */
interface Binding {
  session: Session;
  seller: string;
}

/**
 * Looks for what these listings sell: an item of the code first, else a suite.
 *
 * What is found, and of suites every part, is held until the transaction ends: whoever changes their levels meanwhile waits, and
 * then sees the listing. Where there is none, whoever adds items or suites waits, and then sees the listing that waits for it.
 */
export async function matcherOf(binding: Binding, listings: readonly Codes[]): Promise<(listing: Codes) => Match> {
  const found = new Map<string, Bound>();
  await lockInOrder(binding, listings, found);
  if (listings.some((listing) => !codesOf(listing).some((code) => found.has(code)))) {
    const { session, seller } = binding;
    await issue(session, seller, 'item', 0);
    await issue(session, seller, 'suite', 0);
    await lockInOrder(binding, listings, found);
  }
  return (listing) => {
    const tried = codesOf(listing);
    const code = tried.find((each) => found.has(each));
    if (code === undefined) return { item_id: null, suite_id: null, match_code: tried[0] ?? '' };
    return { ...(found.get(code) as Bound), match_code: code };
  };
}

/** Adds to what is found: the codes tried first, and of the others only those of listings that are not found by them. */
async function lockInOrder(binding: Binding, listings: readonly Codes[], found: Map<string, Bound>): Promise<void> {
  let open = listings.map(codesOf).filter((tried) => tried.length > 0);
  for (let place = 0; open.length > 0; place++) {
    const codes = new Set(open.map((tried) => tried[place] as string).filter((code) => !found.has(code)));
    await lockByCode(binding, [...codes], found);
    open = open.filter((tried) => tried.length > place + 1 && !found.has(tried[place] as string));
  }
}

async function lockByCode(binding: Binding, codes: string[], found: Map<string, Bound>): Promise<void> {
  const { session, seller } = binding;
  if (codes.length === 0) return;
  const items = await session.query<{ code: string; item_id: number }>(lockItems, { seller, rows: asCells(codes) });
  for (const { code, item_id } of items) found.set(code, { item_id, suite_id: null });
  if (items.length === codes.length) return;
  const others = codes.filter((code) => !found.has(code));
  const suites = await session.query<{ code: string; suite_id: number }>(shareSuites, { seller, rows: asCells(others) });
  for (const { code, suite_id } of suites) found.set(code, { item_id: null, suite_id });
  await lockParts(
    binding,
    suites.map(({ suite_id }) => suite_id),
  );
}

const asCells = (codes: string[]) => JSON.stringify(codes.map((code) => [code]));

/** Holds the items in suites: nobody changes their levels until the transaction ends. */
export async function lockParts({ session, seller }: Binding, suites: number[]): Promise<void> {
  if (suites.length > 0) await session.query(lockItemsOf, { seller, rows: asRows(suites) });
}

// `cross join` keeps the order: the few codes first, then each item by its code.
const lockItems = statement(`
  select spec_no as code, item_id from each(:rows) cross join items
  where seller = :seller and spec_no = value->>0 order by item_id /*lock*/`);
const shareSuites = statement(`
  select suite_no as code, suite_id from each(:rows) cross join suites
  where seller = :seller and suite_no = value->>0 order by suite_id /*share*/`);
const lockItemsOf = statement(`
  select i.item_id from each(:rows) e cross join suite_parts p cross join items i
  where p.seller = :seller and p.suite_id = cast(e.value->>0 as bigint) and i.seller = p.seller and i.item_id = p.item_id
  order by i.item_id /*lock*/`);
