import { statement } from '../store/database.ts';
import type { Bound } from './goods.ts';
import { codesOf } from './match.ts';
import { type Recalculation, recalculate } from './recalculate.ts';

/** Binds the listings that wait for these codes; in order of their numbers, so that no two imports wait for each other. */
export async function bindWaiting(context: Recalculation, byCode: ReadonlyMap<string, Bound>): Promise<void> {
  if (byCode.size === 0) return;
  const { session, seller } = context;
  const rows = JSON.stringify([...byCode.keys()].map((code) => [code]));
  const waiting = new Map<number, Waiting>();
  for (const find of [byFirstCode, byJoinedCode]) {
    for (const row of await session.query<Waiting>(find, { seller, rows })) waiting.set(row.listing_id, row);
  }
  const inOrder = [...waiting.values()].sort((a, b) => a.listing_id - b.listing_id);
  for (const row of inOrder) {
    const code = codesOf(row).find((each) => byCode.has(each)) as string;
    const { item_id: item, suite_id: suite } = byCode.get(code) as Bound;
    await session.run(bind, { seller, listing: row.listing_id, item, suite, code });
  }
  await recalculate(
    context,
    inOrder.map(({ listing_id }) => listing_id),
    'binding',
  );
}

interface Waiting {
  listing_id: number;
  goods_no: string;
  spec_no: string;
}

const waitingBy = (code: string) =>
  statement(`
    select l.listing_id, l.goods_no, l.spec_no from each(:rows) e cross join listings l
    where l.seller = :seller and ${code} = e.value->>0 and l.rule_id is null
      and l.item_id is null and l.suite_id is null and l.bound_by_hand = 0
    order by l.listing_id /*lock*/`);
const byFirstCode = waitingBy('l.match_code');
const byJoinedCode = waitingBy('(l.goods_no || l.spec_no)');

const bind = statement(`
  update listings set item_id = :item, suite_id = :suite, match_code = :code where seller = :seller and listing_id = :listing`);
