import type { ShipmentState } from '@tongbu/model';
import type { Context } from '../context.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { isDue } from './delay.ts';
import { readOn } from './read-on.ts';
import { shipmentOf } from './shipment-row.ts';
import { type FoundShipment, type ShipmentSearch, shipmentWalks } from './shipment-search.ts';
import { type Page, readPage } from './walk.ts';

/** A shipment as operators see it. Times are epoch milliseconds. */
export interface ShipmentRecord {
  shipment: number;
  shopNo: string;
  /** Whether its shop is paused: then nothing of it is offered. */
  shopPaused: boolean;
  tradeId: number;
  tid: string;
  /** Sub-orders; empty for the whole order. */
  oids: string[];
  /** Whether it is part of an order that was split. */
  part: boolean;
  trackingNumber: string;
  carrier: { code: string; name: string; type: number };
  /** How the buyer pays: 1 before delivery, 2 on delivery. */
  deliveryTerm: number;
  goodsCount: string | null;
  state: ShipmentState;
  shippedAt: number;
  createdAt: number;
  /** When the shop, or whoever cancelled or replaced it, settled it; null while nobody did. */
  settledAt: number | null;
  /** How often the shop asked to be told again, its last word, and until when it is not offered; null when it is. */
  retries: number;
  message: string;
  retryAt: number | null;
}

/**
 * A seller's shipments, the newest first, a page at a time.
 *
 * @param input.shopNo of this shop alone, and so with the rest of {@link ShipmentSearch}
 * @param input.cursor what the page before gave; null for the first
 * @param input.limit rows at most
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function listShipments(
  { database }: Context,
  { seller, cursor, limit, now, ...search }: ShipmentSearch & { seller: string; cursor: string | null; limit: number; now: number },
): Promise<Page<ShipmentRecord>> {
  return readOn(database, { cursor, limit }, async (session, page) => {
    await requireSeller(session, seller);
    const { rows, next } = await readPage(session, await shipmentWalks(session, seller, search, now), page);
    return { rows: rows.map((row) => recordOf(row, now)), next };
  });
}

/** A row in the words of operators. */
export function recordOf(row: FoundShipment, now: number): ShipmentRecord {
  const { shipment, shopNo, tradeId, tid, oids, part, trackingNumber, carrier, goodsCount, state, shippedAt, createdAt, retries, message } =
    shipmentOf(row);
  const retryAt = isDue(row.retry_at, now) ? null : row.retry_at;
  return {
    ...{ shipment, shopNo, shopPaused: row.shop_disabled === 1, tradeId, tid, oids, part, trackingNumber, carrier },
    ...{ deliveryTerm: row.delivery_term, goodsCount, state, shippedAt, createdAt, settledAt: row.settled_at, retries, message, retryAt },
  };
}
