import { CellError, keptText, quantity, text } from '../import/column.ts';
import { type ImportContext, kind, resolveEach } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { statement } from '../store/database.ts';
import { bindWaiting } from './bind-waiting.ts';
import { asRows } from './goods.ts';
import { findItems, findSuites } from './lookup.ts';
import { lockParts } from './match.ts';
import { chooseAgain, recalculateSuites } from './recalculate.ts';

/** Suites (组合装): several items sold as one. One row for each part; a count of 0 takes the part out. */
export const suites = kind({
  name: 'suites',
  summary: {
    en: 'Suites: several items sold as one. A row for each part; a part that is not named stays, count 0 takes it out.',
    zh: '组合装：多个单品作为一个货品出售。每个组成单品一行；未列出的组成不变，数量为 0 表示移除该组成。',
  },
  columns: {
    suite_no: text(40),
    suite_name: keptText(255),
    spec_no: text(40),
    count: quantity(),
    brand: keptText(64),
    category: keptText(255),
  },
  pool: 'stock',
  claim: ({ suite_no, spec_no }) => ({ group: suite_no, members: [spec_no] }),
  async resolve(context, rows) {
    const items = await findItems(
      context,
      rows.flatMap(({ suite_no, spec_no }) => [suite_no, spec_no]),
      'read',
    );
    const named = rows.map(({ suite_no }) => suite_no);
    const known = await findSuites(context, [...named, ...rows.map(({ spec_no }) => spec_no)]);
    return resolveEach(rows, ({ suite_no, spec_no, count }) => {
      if (items.has(suite_no)) throw new CellError('suite_no', suite_no, 'is the merchant code of an item; a suite needs another');
      if (known.has(spec_no) || named.includes(spec_no)) {
        const itself = 'is a suite inside itself; the parts of a suite are items';
        throw new CellError('spec_no', spec_no, spec_no === suite_no ? itself : 'is a suite; the parts of a suite are items');
      }
      const item = items.get(spec_no);
      if (item === undefined) throw new CellError('spec_no', spec_no, 'is no item; import items first');
      if (count === undefined) throw new CellError('count', '', 'must not be empty');
      if (count.startsWith('-')) throw new CellError('count', count, 'is less than 0');
      return { item, count };
    });
  },
  async write(context, rows) {
    const { session, seller } = context;
    const known = await suitesToWrite(context, [...new Set(rows.map(({ row }) => row.suite_no))]);
    const named = [...known.values()].map(({ suite }) => suite);
    // Whoever changes the levels of parts, old and new, waits and then sees the suite.
    await findItems(
      context,
      rows.map(({ row }) => row.spec_no),
      'lock',
    );
    await lockParts(context, named);
    const otherwise = new Set<number>();
    const traded = new Set<number>();
    let changed = 0;
    for (const { row, resolved } of rows) {
      const { suite, isNew } = known.get(row.suite_no) as Known;
      const part = { seller, suite, item: resolved.item, count: resolved.count };
      const isOtherPart = (await session.run(resolved.count === '0' ? removePart : putPart, part)) > 0;
      const values = { seller, suite, name: row.suite_name ?? null, brand: row.brand ?? null, category: row.category ?? null };
      const isTraded = (await session.run(updateTraits, values)) > 0;
      const isRenamed = (await session.run(rename, values)) > 0;
      if (isOtherPart) otherwise.add(suite);
      if (isTraded) traded.add(suite);
      if (isNew || isOtherPart || isTraded || isRenamed) changed++;
    }
    await refuseEmpty(context, named);
    const added = [...known].filter(([, { isNew }]) => isNew);
    await bindWaiting(context, new Map(added.map(([code, { suite }]) => [code, { item_id: null, suite_id: suite }])));
    const old = (numbers: Set<number>) => [...numbers].filter((suite) => !added.some(([, each]) => each.suite === suite));
    await recalculateSuites(context, old(otherwise));
    await chooseAgain(context, 'suite', old(traded));
    return changed;
  },
});

interface Known {
  suite: number;
  isNew: boolean;
}

/** The suites of these codes, held; those that are not there are made. */
async function suitesToWrite(context: ImportContext, codes: string[]): Promise<ReadonlyMap<string, Known>> {
  const { session, seller } = context;
  const known = new Map<string, Known>();
  let next: number | undefined;
  const missing = codes.length - (await findSuites(context, codes)).size;
  if (missing > 0) next = await issue(session, seller, 'suite', missing);
  const found = await findSuites(context, codes, 'lock');
  for (const code of codes) {
    const suite = found.get(code);
    if (suite !== undefined) known.set(code, { suite, isNew: false });
    else {
      const number = next as number;
      next = number + 1;
      await session.run(insert, { seller, suite: number, code });
      known.set(code, { suite: number, isNew: true });
    }
  }
  return known;
}

async function refuseEmpty({ session, seller }: ImportContext, suites: number[]): Promise<void> {
  const [empty] = await session.query<{ suite_no: string }>(emptyOnes, { seller, rows: asRows(suites) });
  if (empty) throw new CellError('count', '0', `would leave suite "${empty.suite_no}" without any part`);
}

const insert = statement(`
  insert into suites (seller, suite_id, suite_no, name, brand, category) values (:seller, :suite, :code, '', '', '')`);
const rename = statement('update suites set name = :name where seller = :seller and suite_id = :suite and name <> cast(:name as text)');
const updateTraits = statement(`
  update suites set brand = coalesce(:brand, brand), category = coalesce(:category, category)
  where seller = :seller and suite_id = :suite and (brand <> coalesce(:brand, brand) or category <> coalesce(:category, category))`);
const putPart = statement(`
  insert into suite_parts (seller, suite_id, item_id, count) values (:seller, :suite, :item, :count)
  on conflict (seller, suite_id, item_id) do update set count = excluded.count where suite_parts.count <> excluded.count`);
const removePart = statement(`
  delete from suite_parts where seller = :seller and suite_id = :suite and item_id = :item and cast(:count as text) = '0'`);
const emptyOnes = statement(`
  select s.suite_no from each(:rows) e cross join suites s where s.seller = :seller and s.suite_id = cast(e.value->>0 as bigint)
    and not exists (select 1 from suite_parts p where p.seller = s.seller and p.suite_id = s.suite_id) order by s.suite_id limit 1`);
