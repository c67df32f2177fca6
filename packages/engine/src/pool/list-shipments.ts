import type { ShipmentState } from '@tongbu/model';
import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement, type Value } from '../store/database.ts';
import { isDue } from './delay.ts';
import { SHIPMENT_COLUMNS, type ShipmentRow, shipmentOf } from './shipment-row.ts';
import { type Page, readPage, type Walk } from './walk.ts';

/** A shipment as operators see it. Times are epoch milliseconds. */
export interface ShipmentRecord {
  shipment: number;
  shopNo: string;
  tradeId: number;
  tid: string;
  /** Sub-orders; empty for the whole order. */
  oids: string[];
  trackingNumber: string;
  carrier: { code: string; name: string; type: number };
  goodsCount: string | null;
  state: ShipmentState;
  shippedAt: number;
  createdAt: number;
  /** How often the shop asked to be told again, its last word, and until when it is not offered; null when it is. */
  retries: number;
  message: string;
  retryAt: number | null;
}

interface Asked {
  state: ShipmentState | 'all';
  shopNo: string | null;
  tid: string | null;
  trackingNumber: string | null;
}

/**
 * A seller's shipments, the newest first, a page at a time.
 *
 * @param input.shopNo of this shop alone, and so with `tid` (the whole order number) and `trackingNumber` (all of it); null for all
 * @param input.cursor what the page before gave; null for the first
 * @param input.limit rows at most
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listShipments(
  { database }: Context,
  { seller, cursor, limit, now, ...asked }: Asked & { seller: string; cursor: string | null; limit: number; now: number },
): Promise<Page<ShipmentRecord>> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const shop = asked.shopNo === null ? null : await session.query<{ shop_id: number }>(shopByNo, { seller, shopNo: asked.shopNo });
    if (shop?.length === 0) return { rows: [], next: null };
    const { rows, next } = await readPage(session, [walkFor(seller, shop?.[0]?.shop_id ?? null, asked)], { cursor, limit });
    return { rows: rows.map((row) => recordOf(row, now)), next };
  });
}

/** One shipment; null when the seller has none of that number. */
export async function showShipment(
  { database }: Context,
  { seller, shipment, now }: { seller: string; shipment: number; now: number },
): Promise<ShipmentRecord | null> {
  const [row] = await database.read(async (session) => session.query<ShipmentRow>(one, { seller, shipment }));
  return row ? recordOf(row, now) : null;
}

function walkFor(seller: string, shop: number | null, { state, tid, trackingNumber }: Asked): Walk<ShipmentRow> {
  const keeps = (row: ShipmentRow) =>
    (state === 'all' || row.state === state) &&
    (shop === null || row.shop_id === shop) &&
    (tid === null || row.tid === tid) &&
    (trackingNumber === null || row.tracking_number === trackingNumber);
  const along = (statement: Walk<ShipmentRow>['statement'], values: Record<string, Value> = {}): Walk<ShipmentRow> => ({
    statement,
    values: { seller, ...values },
    start: { before: Number.MAX_SAFE_INTEGER },
    position: ({ shipment_id }) => ({ before: shipment_id }),
    keeps,
  });
  if (tid !== null) return along(ofOrder, { tid });
  if (trackingNumber !== null) return along(ofParcel, { trackingNumber });
  if (state === 'pending') return shop === null ? along(pending) : along(pendingOfShop, { shop });
  if (state === 'failed') return along(failed);
  return along(everything);
}

function recordOf(row: ShipmentRow, now: number): ShipmentRecord {
  const { shipment, shopNo, tradeId, tid, oids, trackingNumber, carrier, goodsCount, state, shippedAt, createdAt, retries, message } =
    shipmentOf(row);
  const retryAt = isDue(row.retry_at, now) ? null : row.retry_at;
  return {
    ...{ shipment, shopNo, tradeId, tid, oids, trackingNumber, carrier, goodsCount, state },
    ...{ shippedAt, createdAt, retries, message, retryAt },
  };
}

const shopByNo = statement('select shop_id from shops where seller = :seller and shop_no = :shopNo');

// `cross join` keeps the order: along the index of the shipments, each with its shop.
const SELECT = `
  select ${SHIPMENT_COLUMNS} from shipments p cross join shops s
  where s.seller = p.seller and s.shop_id = p.shop_id and p.seller = :seller`;
const NEWEST_FIRST = 'and p.shipment_id < :before order by p.shipment_id desc limit :limit';

const one = statement(`${SELECT} and p.shipment_id = :shipment`);
const everything = statement(`${SELECT} ${NEWEST_FIRST}`);
const pending = statement(`${SELECT} and p.state = 'pending' ${NEWEST_FIRST}`);
const pendingOfShop = statement(`${SELECT} and p.shop_id = :shop and p.state = 'pending' ${NEWEST_FIRST}`);
const failed = statement(`${SELECT} and p.state = 'failed' ${NEWEST_FIRST}`);
const ofParcel = statement(`${SELECT} and p.tracking_number = :trackingNumber ${NEWEST_FIRST}`);
// The plus keeps SQLite from walking all of a seller's shipments in their order instead of finding the few of one order.
const ofOrder = statement(`${SELECT} and p.tid = :tid and +p.shipment_id < :before order by +p.shipment_id desc limit :limit`);
