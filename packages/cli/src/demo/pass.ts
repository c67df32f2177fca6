import type { Client, Pool, ShipmentReport, StockReport } from '@tongbu/client';
import { type PretendShop, ShopTrouble } from './pretend-shop.ts';

/** What a pass of a shop tells. */
export interface PassEvents {
  /** The shop has pulled so much. */
  pulled(listings: number, shipments: number): void;
  /** Something failed and was left unacknowledged, as the enterprise edition wants it. */
  leftOut(what: { listing?: string; tid?: string }, reason: string): void;
  /** The shop is slow with a listing: a buyer comes meanwhile. */
  slow(specNo: string): Promise<void>;
}

/** A shop's side of the loop: pull, apply, acknowledge what the shop confirmed. */
export type Pass = (shop: PretendShop, events: PassEvents) => Promise<void>;

/** How many records a demo shop takes in one pass, so that the terminal can be read. */
const BATCH = 100;

/** The loop of a shop of either edition, through the signed API like any other client. */
export function passOf(client: Client): Pass {
  return async (shop, events) => {
    const options = { shop: shop.no, limit: BATCH };
    const stock = await firstPage(client.stock, options);
    const shipments = await firstPage(client.shipments, options);
    events.pulled(stock.length, shipments.length);
    const leftOut = client.edition === 'enterprise' ? events.leftOut : () => {};

    const stockReports: StockReport[] = [];
    for (const record of stock) {
      const { listing, quantity, specNo, goodsNo } = record;
      const trouble = troubleOf(() => shop.show(listing, quantity));
      if (trouble) leftOut({ listing }, trouble.message);
      else if (shop.isSlow()) await events.slow(specNo || goodsNo);
      stockReports.push({ record, outcome: trouble ? 'fail' : 'success', ...(trouble && { message: trouble.message }) });
    }
    await acknowledge(client.stock, stockReports, shop);

    const shipmentReports: ShipmentReport[] = [];
    for (const record of shipments) {
      const { tid, oids, trackingNumber } = record;
      if (oids === null) continue;
      const trouble = troubleOf(() => shop.ship(tid, oids.join(), trackingNumber));
      if (trouble?.temporary) leftOut({ tid }, trouble.message);
      const outcome = trouble ? (trouble.temporary ? 'retry' : 'fail') : 'success';
      shipmentReports.push({ record, outcome, ...(trouble && { message: trouble.message }) });
    }
    await acknowledge(client.shipments, shipmentReports, shop);
  };
}

async function firstPage<R, Report extends { record: unknown }>(
  pool: Pool<R, Report>,
  options: { shop: string; limit: number },
): Promise<R[]> {
  const { value } = await pool.pull(options).next();
  return value ?? [];
}

function troubleOf(act: () => void): ShopTrouble | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof ShopTrouble) return error;
    throw error;
  }
}

async function acknowledge<Report extends { record: unknown; outcome: string }>(
  pool: Pool<unknown, Report>,
  reports: Report[],
  shop: PretendShop,
): Promise<void> {
  await pool.acknowledge(reports);
  const again = reports.filter(({ outcome }) => outcome === 'success' && shop.losesAnswer());
  if (again.length > 0) await pool.acknowledge(again);
}
