/** What a write would do: it is carried out, what it did is read, and all of it is undone (decision 0025). */
import type { Quantity } from '@tongbu/model';
import type { Context } from './context.ts';
import { EngineError } from './error.ts';
import { within } from './once.ts';
import type { OtherName } from './stock/mask.ts';
import { type Session, statement } from './store/database.ts';

/** What a write would do; of each kind the first 50, and how many there are in all. */
export interface Consequences {
  /** Listings that would get a new version, and what they would show. */
  listings: { listing: number; shopNo: string; goodsId: string; specId: string; goodsName: string; before: Quantity; after: Quantity }[];
  listingsInAll: number;
  /** More follows than is done at once: this many further rows of work, whose listings or shipments nobody has counted. */
  later: number;
  /** Quantities that would be another. */
  levels: {
    specNo: string;
    goodsName: string;
    warehouseNo: string;
    defective: boolean;
    quantity: 'stock_num' | OtherName;
    before: Quantity;
    after: Quantity;
  }[];
  levelsInAll: number;
  /** Shipments that would arise for the shop, or be taken out of its pool. */
  shipments: {
    effect: 'created' | 'replaced' | 'cancelled';
    shopNo: string;
    tid: string;
    oids: string[];
    carrier: string;
    number: string;
  }[];
  shipmentsInAll: number;
  /** Orders to which something would happen, by the words of the journal. */
  orders: { tid: string; event: string; effect: string }[];
}

/** What was tried out: what the verb gave, numbers in it stand for nothing; and what would follow. */
export interface Tried {
  value: unknown;
  consequences: Consequences;
}

const MOST = 50;

/**
 * Tries a write out and undoes it: what the verb would refuse is refused here in the same words.
 *
 * No number that it shows is one that will be issued, and a listing's version is left out: they may go to something else.
 *
 * @param input.actor a name that nobody else has: what it leaves in the journal is found by it
 * @param run runs a verb over a context
 * @throws EngineError whatever the verb throws
 */
export async function tryOut(
  { database, vault, tally }: Context,
  { seller, verb, input, actor }: { seller: string; verb: string; input: unknown; actor: string },
  run: (context: Context, verb: string, input: unknown) => Promise<unknown>,
): Promise<Tried> {
  const undone = new Undone('input', 'tried out, and undone');
  await database
    .write(async (session) => {
      const [end] = await session.query<{ last: number }>(lastRow, { seller });
      undone.value = (await run({ vault, tally, database: within(session) }, verb, input)) ?? null;
      undone.found = await consequencesIn(session, seller, actor, end?.last ?? 0);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  const found = undone.found as Consequences;
  const listings = await withBefore(database, seller, found.listings);
  return { value: undone.value, consequences: { ...found, listings } };
}

/** Thrown so that the transaction ends with nothing done. */
class Undone extends EngineError {
  found: Consequences | undefined;
  value: unknown;
}

async function consequencesIn(session: Session, seller: string, actor: string, after: number): Promise<Consequences> {
  const of = { seller, actor, after };
  const listings = await session.query<Consequences['listings'][number]>(listingsOf, of);
  const each = [...new Map(listings.map((row) => [row.listing, row])).values()];
  const levels = await levelsIn(session, seller, await session.query<Moved>(levelsOf, of));
  const shipments = await session.query<Parcel>(shipmentsOf, of);
  const orders = await session.query<Consequences['orders'][number]>(ordersOf, of);
  const [fanOuts] = await session.query<{ count: number }>(laterOf, { seller, actor });
  return {
    ...{ listings: each.slice(0, MOST), listingsInAll: each.length, later: fanOuts?.count ?? 0 },
    ...{ levels: levels.slice(0, MOST), levelsInAll: levels.length },
    ...{ shipments: shipments.slice(0, MOST).map(shipmentIn), shipmentsInAll: shipments.length },
    orders: orders.slice(0, MOST),
  };
}

type Moved = { specNo: string; goodsName: string; detail: string };
type Quantities = Partial<Record<'stock_num' | OtherName, Quantity>>;
interface Detail {
  warehouse: number;
  defective?: boolean;
  before: Quantities;
  after: Quantities;
}

/** From the first row that names a quantity to the last. */
async function levelsIn(session: Session, seller: string, rows: Moved[]): Promise<Consequences['levels']> {
  const named = await session.query<{ warehouse: number; no: string }>(warehouses, { seller });
  const noOf = new Map(named.map(({ warehouse, no }) => [warehouse, no]));
  const found = new Map<string, Consequences['levels'][number]>();
  for (const { specNo, goodsName, detail } of rows) {
    const { warehouse, defective = false, before, after } = JSON.parse(detail) as Detail;
    for (const [name, value] of Object.entries(after)) {
      const quantity = name as keyof Quantities;
      const key = JSON.stringify([specNo, warehouse, defective, quantity]);
      const level = { specNo, goodsName, warehouseNo: noOf.get(warehouse) ?? '', defective, quantity };
      found.set(key, { ...level, before: found.get(key)?.before ?? before[quantity] ?? '0', after: value });
    }
  }
  return [...found.values()].filter(({ before, after }) => before !== after);
}

type Parcel = Record<'event' | 'shopNo' | 'tid' | 'oids' | 'carrier' | 'number', string>;

function shipmentIn({ event, oids, ...row }: Parcel): Consequences['shipments'][number] {
  const effect = event === 'created' || event === 'replaced' ? event : 'cancelled';
  return { effect, ...row, oids: oids.split(',').filter((oid) => oid !== '') };
}

/** What the listings show now, for others. */
async function withBefore(database: Context['database'], seller: string, listings: Consequences['listings']) {
  if (listings.length === 0) return [];
  const rows = JSON.stringify(listings.map(({ listing }) => [listing]));
  const now = await database.read(async (session) => session.query<{ listing: number; quantity: string }>(shownNow, { seller, rows }));
  const shown = new Map(now.map(({ listing, quantity }) => [listing, quantity]));
  return listings.map((each) => ({ ...each, before: shown.get(each.listing) ?? '0' }));
}

const lastRow = statement('select seq as last from journal where seller = :seller order by seq desc limit 1');
const MINE = 'j.seller = :seller and j.seq > :after and j.actor = :actor';
const listingsOf = statement(`
  select l.listing_id as listing, s.shop_no as "shopNo", l.goods_id as "goodsId", l.spec_id as "specId", l.goods_name as "goodsName",
    l.quantity as after, l.quantity as before
  from journal j cross join listings l cross join shops s
  where ${MINE} and j.pool = 'stock' and j.event = 'changed'
    and l.seller = j.seller and l.listing_id = j.subject and s.seller = l.seller and s.shop_id = l.shop_id
  order by j.seq`);
const levelsOf = statement(`
  select i.spec_no as "specNo", i.goods_name as "goodsName", j.detail from journal j cross join items i
  where ${MINE} and j.pool = 'level' and j.event = 'moved' and i.seller = j.seller and i.item_id = j.subject order by j.seq`);
const warehouses = statement('select warehouse_id as warehouse, warehouse_no as no from warehouses where seller = :seller');
const shipmentsOf = statement(`
  select j.event, s.shop_no as "shopNo", p.tid, p.oids, p.carrier_code as carrier, p.tracking_number as number
  from journal j cross join shipments p cross join shops s
  where ${MINE} and j.pool = 'shipment' and p.seller = j.seller and p.shipment_id = j.subject and s.seller = p.seller and s.shop_id = p.shop_id
  order by j.seq`);
const ordersOf = statement(`
  select o.tid, j.event, j.effect from journal j cross join orders o
  where ${MINE} and j.pool = 'order' and o.seller = j.seller and o.order_id = j.subject order by j.seq`);
const laterOf = statement('select count(*) as count from fan_outs where seller = :seller and actor = :actor');
const shownNow = statement(`
  select l.listing_id as listing, l.quantity from each(:rows) e cross join listings l
  where l.seller = :seller and l.listing_id = cast(e.value->>0 as bigint)`);
