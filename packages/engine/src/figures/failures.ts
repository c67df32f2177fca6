import type { Context } from '../context.ts';
import { readPage, type Walk } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { addFailures, type FailureGroup } from './failure-groups.ts';
import { kindOfReason, normalReason } from './reason.ts';

/** Rows that are looked at in one call. */
const ROWS = 1000;
const LONGEST_MESSAGE = 200;

/**
 * The failures of a seller that stand, by reason: listings whose newest change failed, shipments that were given up, and those that wait
 * for their next try. At most 1,000 records a call: whoever wants all goes on and puts the groups together with `addFailures`.
 *
 * @param input.cursor what the call before gave; null for the first
 */
export async function groupFailures(
  { database }: Context,
  { seller, cursor }: { seller: string; cursor: string | null },
): Promise<{ groups: FailureGroup[]; next: string | null }> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const { rows, next } = await readPage(session, await walksOf(session, seller), { cursor, limit: ROWS });
    const groups = new Map<string, FailureGroup>();
    for (const row of rows) addFailures(groups, [groupOf(row)]);
    return { groups: [...groups.values()], next };
  });
}

interface Row {
  pool: 'stock' | 'shipment';
  id: number;
  shopNo: string;
  part: number;
  retryAt: number;
  at: number;
  message: string;
}

function groupOf({ pool, id, shopNo, at, message }: Row): FailureGroup {
  const text = message.slice(0, LONGEST_MESSAGE).toWellFormed();
  return {
    pool,
    kind: kindOfReason(message, pool),
    reason: normalReason(message),
    count: 1,
    shops: { [shopNo]: 1 },
    lastAt: at,
    examples: [{ id, shopNo, at, message: text }],
  };
}

async function walksOf(session: Session, seller: string): Promise<Walk<Row>[]> {
  const shops = await session.query<{ shop: number }>(allShops, { seller });
  const keeps = () => true;
  const byNumber = { start: { after: 0 }, position: ({ id }: Row) => ({ after: id }), keeps };
  const newestFirst = { start: { before: Number.MAX_SAFE_INTEGER }, position: ({ id }: Row) => ({ before: id }), keeps };
  const byDelay = {
    start: { part: 0, retryAt: 0, after: 0 },
    position: ({ part, retryAt, id }: Row) => ({ part, retryAt, after: id }),
    keeps,
  };
  return [
    { statement: givenUp, values: { seller }, ...newestFirst },
    ...shops.map(({ shop }) => ({ statement: delayed, values: { seller, shop }, ...byDelay })),
    ...shops.map(({ shop }) => ({ statement: listings, values: { seller, shop }, ...byNumber })),
  ];
}

const allShops = statement('select shop_id as shop from shops where seller = :seller order by shop_id');

const OF_SHIPMENT = `'shipment' as pool, p.shipment_id as id, s.shop_no as "shopNo", p.part, p.retry_at as "retryAt", p.message`;
const FROM_SHIPMENTS = 'from shipments p cross join shops s where s.seller = p.seller and s.shop_id = p.shop_id';

const givenUp = statement(`
  select ${OF_SHIPMENT}, coalesce(p.settled_at, p.created_at) as at ${FROM_SHIPMENTS}
    and p.seller = :seller and p.state = 'failed' and p.shipment_id < :before order by p.shipment_id desc limit :limit`);

const delayed = statement(`
  select ${OF_SHIPMENT}, p.failure_signed_at as at ${FROM_SHIPMENTS}
    and p.seller = :seller and p.shop_id = :shop and p.state = 'pending' and p.retry_at > 0
    and (p.part, p.retry_at, p.shipment_id) > (:part, :retryAt, :after)
  order by p.part, p.retry_at, p.shipment_id limit :limit`);

const listings = statement(`
  select 'stock' as pool, l.listing_id as id, s.shop_no as "shopNo", 0 as part, l.retry_at as "retryAt", l.reason as message,
    l.failure_signed_at as at
  from listings l cross join shops s where s.seller = l.seller and s.shop_id = l.shop_id
    and l.seller = :seller and l.shop_id = :shop and l.retry_steps > 0 and l.listing_id > :after order by l.listing_id limit :limit`);
