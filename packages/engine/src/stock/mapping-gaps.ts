import { UNMAPPED } from '@tongbu/model';
import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';

/** Counting ends here: beyond it, how many more there are changes nothing that anybody does. */
export const MOST_COUNTED = 10_000;

/** What waits for somebody to say what it is. Each count ends at {@link MOST_COUNTED}. */
export interface MappingGaps {
  /** Listings that are bound to nothing. */
  listings: number;
  /** Carriers that are mapped to none of the vendor's types, and shipments that wait with such a one. */
  carriers: number;
  shipments: number;
  /** Orders that have still to leave, with goods that nobody knows. */
  orders: number;
}

/** Counts what is not mapped. @throws EngineError `unknown` for a seller that does not exist */
export async function mappingGaps({ database }: Context, { seller }: { seller: string }): Promise<MappingGaps> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const count = async (what: typeof listings) => {
      const [found] = await session.query<{ count: number }>(what, { seller, most: MOST_COUNTED });
      return found?.count ?? 0;
    };
    return {
      listings: await count(listings),
      carriers: await count(carriers),
      shipments: await count(shipments),
      orders: await count(orders),
    };
  });
}

const upTo = (rows: string) => statement(`select count(*) as count from (${rows} limit :most) page`);

const listings = upTo(`
  select 1 from listings l
  where l.seller = :seller and l.rule_id is null and l.item_id is null and l.suite_id is null and l.status <> 0`);
const carriers = upTo('select 1 from carriers where seller = :seller and type is null');
const shipments = upTo(`select 1 from shipments where seller = :seller and state = 'pending' and carrier_type = ${UNMAPPED}`);
const orders = upTo(`
  select distinct u.order_id from sub_orders u cross join orders o
  where u.seller = :seller and u.parts = '' and o.seller = u.seller and o.order_id = u.order_id and o.progress in ('open', 'partly')`);
