import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { findItems } from './lookup.ts';

/**
 * Removes an item that nothing uses, with its empty levels. Its rows in the journal stay, under its number.
 *
 * @throws EngineError `unknown` when there is none of that code; `input` while anything uses it, naming what: listings, suites, stock
 * that lies somewhere or is on its way, or an order that has sold it
 */
export async function removeItem({ database }: Context, { seller, specNo }: { seller: string; specNo: string }): Promise<void> {
  await database.write(async (session) => {
    await requireSeller(session, seller);
    // Whoever binds a listing to it or moves its stock meanwhile waits, and then finds no item.
    const item = (await findItems({ session, seller }, [specNo], 'lock')).get(specNo);
    if (item === undefined) throw new EngineError('unknown', `there is no item "${specNo}"`);
    const uses = await usesOf(session, seller, item);
    if (uses.length > 0) throw new EngineError('input', `item "${specNo}" is in use: ${uses.join('; ')}`);
    for (const each of [removeLevels, removeDefective, remove]) await session.run(each, { seller, item });
  });
}

const NAMED = 3;

async function usesOf(session: Session, seller: string, item: number): Promise<string[]> {
  const named = { seller, item, most: NAMED + 1 };
  const namesIn = async (find: typeof listingsWith) => (await session.query<{ name: string }>(find, named)).map(({ name }) => name);
  const uses: string[] = [];
  const say = (names: string[], what: (list: string) => string) => {
    if (names.length > 0) uses.push(what(names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} and more` : names.join(', ')));
  };
  say(await namesIn(listingsWith), (list) => `listings sell it (${list}), which are to be bound to something else or unbound first`);
  say(await namesIn(suitesWith), (list) => `suites hold it (${list}), out of which it is to be taken first`);
  const lying = [...new Set([...(await namesIn(levelsWith)), ...(await namesIn(defectiveWith))])];
  say(lying, (list) => `warehouses have quantities of it (${list}), which are to be set to zero first`);
  const [open] = await session.query<{ tid: string }>(openOrders, { seller, item, part: `%[${item},%` });
  const [moved] = open ? [] : await session.query<{ detail: string }>(movedByOrders, { seller, item });
  const tid = open?.tid ?? (moved && ((JSON.parse(moved.detail) as { reference?: string }).reference || '(several)'));
  if (tid !== undefined) uses.push(`orders have sold it (${tid}); what orders tell of it must stay readable`);
  return uses;
}

const listingsWith = statement(`
  select cast(listing_id as text) as name from listings where seller = :seller and item_id = :item order by listing_id limit :most`);
const suitesWith = statement(`
  select s.suite_no as name from suite_parts p cross join suites s
  where p.seller = :seller and p.item_id = :item and s.seller = p.seller and s.suite_id = p.suite_id order by +p.suite_id limit :most`);
const levelsWith = statement(`
  select w.warehouse_no as name from levels x cross join warehouses w
  where x.seller = :seller and x.item_id = :item and (x.stock_num <> '0' or x.others <> '{}')
    and w.seller = x.seller and w.warehouse_id = x.warehouse_id order by x.warehouse_id limit :most`);
const defectiveWith = statement(`
  select w.warehouse_no as name from defective_levels x cross join warehouses w
  where x.seller = :seller and x.item_id = :item and x.stock_num <> '0'
    and w.seller = x.seller and w.warehouse_id = x.warehouse_id order by x.warehouse_id limit :most`);
const openOrders = statement(`
  select o.tid from orders o cross join sub_orders u
  where o.seller = :seller and o.progress in ('open', 'partly') and u.seller = o.seller and u.order_id = o.order_id
    and (u.item_id = :item or u.parts like :part) limit 1`);
const movedByOrders = statement(`
  select detail from journal
  where seller = :seller and pool = 'level' and subject = :item and event = 'moved' and effect in ('order', 'ship')
  order by seq desc limit 1`);
const removeLevels = statement('delete from levels where seller = :seller and item_id = :item');
const removeDefective = statement('delete from defective_levels where seller = :seller and item_id = :item');
const remove = statement('delete from items where seller = :seller and item_id = :item');
