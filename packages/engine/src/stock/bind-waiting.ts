/** Binding the listings that wait for the code of a new item or suite. */
import { statement } from '../store/database.ts';
import { type FanOutKind, MOST_AT_ONCE, startFanOuts } from './fan-out.ts';
import type { Bound } from './goods.ts';
import { findItems } from './lookup.ts';
import { codesOf, lockParts, type Match, matcherOf } from './match.ts';
import { type Recalculation, recalculate } from './recalculate.ts';

/**
 * Binds the listings that wait for these codes, in order of their numbers, so that no two imports wait for each other. At most 500
 * now; those of the codes that do not fit are left to fan-outs that are noted in the same transaction.
 */
export async function bindWaiting(context: Recalculation, byCode: ReadonlyMap<string, Bound>): Promise<void> {
  if (byCode.size === 0) return;
  const { session, seller } = context;
  const now = new Set<string>();
  const later: Bound[] = [];
  let left = MOST_AT_ONCE;
  for (const { code, count } of await session.query<{ code: string; count: number }>(countWaiting, {
    seller,
    rows: rowsOf(byCode.keys()),
  })) {
    if (count > left) later.push(byCode.get(code) as Bound);
    else if (count > 0) now.add(code);
    if (count <= left) left -= count;
  }
  const rows = await waitingFor(context, [...now], 0, MOST_AT_ONCE);
  await bindTo(context, rows, (row) => {
    const code = codesOf(row).find((each) => now.has(each)) as string;
    return { ...(byCode.get(code) as Bound), match_code: code };
  });
  const fanOutOf = ({ item_id, suite_id }: Bound) =>
    item_id === null
      ? { kind: 'new suite' as const, subject: suite_id as number, rules: [] }
      : { kind: 'new item' as const, subject: item_id, rules: [] };
  await startFanOuts(context, 'binding', later.map(fanOutOf));
}

/**
 * Goes on with a fan-out of {@link bindWaiting}.
 *
 * @param after only listings with a greater number
 * @param most how many listings
 * @returns how many it has come to, and the number of the last
 */
export async function bindNext(
  context: Recalculation,
  kind: Extract<FanOutKind, `new ${string}`>,
  subject: number,
  after: number,
  most: number,
): Promise<{ done: number; last: number }> {
  const { session, seller } = context;
  const [found] = await session.query<{ code: string }>(codeOf[kind], { seller, subject });
  if (!found) return { done: 0, last: after };
  // As whoever adds an item: first what is bound to, then the listings.
  if (kind === 'new item') await findItems(context, [found.code], 'lock');
  else await lockParts(context, [subject]);
  const rows = await waitingFor(context, [found.code], after, most);
  await bindTo(context, rows, await matcherOf(context, rows));
  return { done: rows.length, last: rows.at(-1)?.listing_id ?? after };
}

async function waitingFor({ session, seller }: Recalculation, codes: string[], after: number, most: number): Promise<Waiting[]> {
  if (codes.length === 0) return [];
  const waiting = new Map<number, Waiting>();
  for (const find of [byFirstCode, byJoinedCode]) {
    for (const row of await session.query<Waiting>(find, { seller, rows: rowsOf(codes), after, most })) waiting.set(row.listing_id, row);
  }
  return [...waiting.values()].sort((a, b) => a.listing_id - b.listing_id).slice(0, most);
}

async function bindTo(context: Recalculation, rows: Waiting[], matchOf: (row: Waiting) => Match): Promise<void> {
  const { session, seller } = context;
  for (const row of rows) {
    const { item_id: item, suite_id: suite, match_code: code } = matchOf(row);
    await session.run(bind, { seller, listing: row.listing_id, item, suite, code });
  }
  await recalculate(
    context,
    rows.map(({ listing_id }) => listing_id),
    'binding',
  );
}

interface Waiting {
  listing_id: number;
  goods_no: string;
  spec_no: string;
}

const rowsOf = (codes: Iterable<string>) => JSON.stringify([...codes].map((code) => [code]));

const FIRST = 'l.match_code';
const JOINED = '(l.goods_no || l.spec_no)';
const IS_WAITING = 'l.rule_id is null and l.item_id is null and l.suite_id is null and l.bound_by_hand = 0';

// The `+` keeps SQLite from walking all listings with a greater number instead.
const waitingBy = (code: string) =>
  statement(`
    select l.listing_id, l.goods_no, l.spec_no from each(:rows) e cross join listings l
    where l.seller = :seller and ${code} = e.value->>0 and ${IS_WAITING} and +l.listing_id > :after
    order by l.listing_id limit :most /*lock*/`);
const byFirstCode = waitingBy(FIRST);
const byJoinedCode = waitingBy(JOINED);

const countBy = (code: string) => `(select count(*) from listings l where l.seller = :seller and ${code} = e.value->>0 and ${IS_WAITING})`;
const countWaiting = statement(`select e.value->>0 as code, ${countBy(FIRST)} + ${countBy(JOINED)} as count from each(:rows) e`);

const codeOf = {
  'new item': statement('select spec_no as code from items where seller = :seller and item_id = :subject'),
  'new suite': statement('select suite_no as code from suites where seller = :seller and suite_id = :subject'),
};

const bind = statement(`
  update listings set item_id = :item, suite_id = :suite, match_code = :code where seller = :seller and listing_id = :listing`);
