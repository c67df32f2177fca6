/** Suites (组合装) by hand: listed, shown, saved, removed. */
import type { Quantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { keptCell, type Putter, putRows } from '../import/put-rows.ts';
import { readOn } from '../pool/read-on.ts';
import { MOST_SEARCHED, type Page, readPage, standsIn } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { asRows } from './goods.ts';
import { codesFrom } from './item-verbs.ts';
import { findSuites } from './lookup.ts';

/** A suite, and what is in one of it. */
export interface SuiteRecord {
  suite: number;
  /** Its merchant code, by which it is known. */
  suiteNo: string;
  name: string;
  brand: string;
  category: string;
  /** In order of the items' numbers. */
  parts: { specNo: string; goodsName: string; count: Quantity }[];
}

/** What is said of a suite; what is left out stays as it is. */
export interface SuiteInput {
  suiteNo: string;
  name?: string;
  brand?: string;
  category?: string;
  /** All that is in it: a part that is not among them is taken out. */
  parts?: { specNo: string; count: Quantity }[];
}

/**
 * Suites by their merchant codes, a page at a time.
 *
 * @param input.search first those whose code begins with it, then those that have it anywhere in code or name, upper and lower case
 * alike; null for all
 * @param input.cursor what the page before gave; null for the first
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listSuites(
  { database }: Context,
  { seller, search, cursor, limit }: { seller: string; search: string | null; cursor: string | null; limit: number },
): Promise<Page<SuiteRecord>> {
  return readOn(database, { cursor, limit }, async (session, page) => {
    await requireSeller(session, seller);
    const begin = codesFrom(list, seller, search, ({ suiteNo }: Found) => suiteNo);
    const all = codesFrom(list, seller, null, ({ suiteNo }: Found) => suiteNo);
    const has = (row: Found) => search !== null && standsIn(search, [row.suiteNo, row.name]) && !begin.keeps(row);
    const walks = search === null ? [all] : [begin, { ...all, keeps: has }];
    const { rows, next } = await readPage(session, walks, { ...page, ...(search !== null && { most: MOST_SEARCHED }) });
    return { rows: await withParts(session, seller, rows), next };
  });
}

/** One suite; null when the seller has none of that code. */
export async function showSuite(
  { database }: Context,
  { seller, suiteNo }: { seller: string; suiteNo: string },
): Promise<SuiteRecord | null> {
  return database.read((session) => suiteOf(session, seller, suiteNo));
}

/**
 * Adds a suite, or changes the one of that code. Its listings get a new version where its parts changed, or another rule acts on them
 * then; very many step by step (`stepFanOuts`).
 *
 * @returns the suite as it is, and whether anything is another than before
 * @throws EngineError `input` when the code is an item's, a part is no item, is named twice or is a suite, or no part is left
 */
export async function saveSuite(
  { database }: Context,
  { suite, ...who }: Putter & { suite: SuiteInput },
): Promise<{ suite: SuiteRecord; changed: boolean }> {
  const { suiteNo, name, brand, category } = suite;
  return database.write(async (session) => {
    await findSuites({ session, seller: who.seller }, [suiteNo], 'lock');
    const before = await suiteOf(session, who.seller, suiteNo);
    const parts = suite.parts ?? before?.parts ?? [];
    const repeated = parts.find(({ specNo }, place) => parts.findIndex((each) => each.specNo === specNo) !== place);
    if (repeated) throw new EngineError('input', `suite "${suiteNo}": part "${repeated.specNo}" is named twice`);
    const none = parts.find(({ count }) => count === '0');
    if (none || parts.length === 0) {
      throw new EngineError('input', `suite "${suiteNo}": ${none ? `of part "${none.specNo}" there is none in it` : 'name its parts'}`);
    }
    const gone = (before?.parts ?? []).filter(({ specNo }) => !parts.some((part) => part.specNo === specNo));
    const rows = [...parts, ...gone.map(({ specNo }) => ({ specNo, count: '0' }))].map(({ specNo, count }) => ({
      ...{ suite_no: suiteNo, suite_name: keptCell(name), spec_no: specNo, count, brand: keptCell(brand), category: keptCell(category) },
    }));
    const changed = await putRows(session, who, 'suites', rows);
    return { suite: (await suiteOf(session, who.seller, suiteNo)) as SuiteRecord, changed };
  });
}

/**
 * Removes a suite that no listing is bound to.
 *
 * @throws EngineError `unknown` when there is none of that code; `input` while listings are bound to it
 */
export async function removeSuite({ database }: Context, { seller, suiteNo }: { seller: string; suiteNo: string }): Promise<void> {
  await database.write(async (session) => {
    // Whoever binds a listing to it meanwhile waits, and then finds no suite.
    const suite = (await findSuites({ session, seller }, [suiteNo], 'lock')).get(suiteNo);
    if (suite === undefined) throw new EngineError('unknown', `there is no suite "${suiteNo}"`);
    const [bound] = await session.query<{ listing: number }>(boundTo, { seller, suite });
    if (bound) {
      throw new EngineError('input', `listing ${bound.listing} sells suite "${suiteNo}"; bind it to something else, or unbind it, first`);
    }
    await session.run(removeParts, { seller, suite });
    await session.run(remove, { seller, suite });
  });
}

type Found = Omit<SuiteRecord, 'parts'>;

async function suiteOf(session: Session, seller: string, suiteNo: string): Promise<SuiteRecord | null> {
  const rows = await session.query<Found>(one, { seller, suiteNo });
  return (await withParts(session, seller, rows))[0] ?? null;
}

async function withParts(session: Session, seller: string, suites: Found[]): Promise<SuiteRecord[]> {
  if (suites.length === 0) return [];
  const found = await session.query<SuiteRecord['parts'][number] & { suite: number }>(partsOf, {
    ...{ seller, rows: asRows(suites.map(({ suite }) => suite)) },
  });
  const parts = Map.groupBy(found, ({ suite }) => suite);
  return suites.map((suite) => ({ ...suite, parts: (parts.get(suite.suite) ?? []).map(({ suite: _, ...part }) => part) }));
}

const SELECT = `select suite_id as suite, suite_no as "suiteNo", name, brand, category from suites where seller = :seller`;
const one = statement(`${SELECT} and suite_no = :suiteNo`);
const list = statement(`${SELECT} and suite_no >= :from and suite_no < :end order by suite_no limit :limit`);
const partsOf = statement(`
  select p.suite_id as suite, i.spec_no as "specNo", i.goods_name as "goodsName", p.count
  from each(:rows) e cross join suite_parts p cross join items i
  where p.seller = :seller and p.suite_id = cast(e.value->>0 as bigint) and i.seller = p.seller and i.item_id = p.item_id
  order by p.suite_id, p.item_id`);
const boundTo = statement('select listing_id as listing from listings where seller = :seller and suite_id = :suite limit 1');
const removeParts = statement('delete from suite_parts where seller = :seller and suite_id = :suite');
const remove = statement('delete from suites where seller = :seller and suite_id = :suite');
