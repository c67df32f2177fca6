import type { Context } from '../context.ts';
import { listListings } from '../pool/list-listings.ts';
import { listShipments } from '../pool/list-shipments.ts';
import type { ListingFilter } from '../pool/listing-search.ts';
import type { ShipmentSearch } from '../pool/shipment-search.ts';
import { beijing, EXPORTS } from './export.ts';

/** Some rows of an export: cells in the order of the columns, null for none. */
export interface FoundRows {
  columns: readonly string[];
  rows: (string | number | null)[][];
  /** Continues after them; null at the end. */
  next: string | null;
}

/** Which records are exported: those that a list with this filter has, in its order. */
export type FoundKind = { kind: 'listings'; filter: ListingFilter } | { kind: 'shipments'; filter: ShipmentSearch };

type Cells<K extends FoundKind['kind']> = Record<(typeof EXPORTS)[K][number], string | number | null>;

/**
 * Reads some of the records that a filter finds, as `exportRows` writes them. Times are `yyyy-MM-dd HH:mm:ss` in Beijing.
 *
 * @param input.cursor where to go on, as {@link FoundRows.next} said; null to begin
 * @param input.limit rows at most; there may be fewer, none even, and it goes on
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function exportFound(
  context: Context,
  { seller, what, ...page }: { seller: string; what: FoundKind; cursor: string | null; limit: number; now: number },
): Promise<FoundRows> {
  const columns = EXPORTS[what.kind];
  const { rows, next } =
    what.kind === 'listings'
      ? await foundListings(context, seller, what.filter, page)
      : await foundShipments(context, seller, what.filter, page);
  return { columns, rows: rows.map((row) => columns.map((name) => (row as Record<string, string | number | null>)[name] ?? null)), next };
}

interface Paging {
  cursor: string | null;
  limit: number;
  now: number;
}

const when = (at: number | null) => (at === null ? null : beijing(at));

async function foundListings(context: Context, seller: string, filter: ListingFilter, page: Paging) {
  const { rows, next } = await listListings(context, { seller, ...filter, ...page });
  const cells = rows.map(
    (row): Cells<'listings'> => ({
      ...{
        rec_id: row.listing,
        shop_no: row.shopNo,
        goods_id: row.goodsId,
        spec_id: row.specId,
        goods_no: row.goodsNo,
        spec_no: row.specNo,
      },
      ...{ goods_name: row.goodsName, spec_name: row.specName, status: row.status, is_disable_syn: Number(row.syncDisabled) },
      ...{ bound: Number(row.bound), pending: Number(row.pending), stock_change_count: row.version, acknowledged: row.acknowledged },
      ...{ syn_stock: row.quantity, changed_at: when(row.changedAt), last_syn_num: row.lastQuantity, last_syn_time: when(row.lastAt) },
      ...{ failures: row.failures, reason: row.reason },
    }),
  );
  return { rows: cells, next };
}

async function foundShipments(context: Context, seller: string, filter: ShipmentSearch, page: Paging) {
  const { rows, next } = await listShipments(context, { seller, ...filter, ...page });
  const cells = rows.map(
    ({ carrier, ...row }): Cells<'shipments'> => ({
      ...{ rec_id: row.shipment, shop_no: row.shopNo, tid: row.tid, oids: row.oids.join(','), logistics_no: row.trackingNumber },
      ...{ logistics_code: carrier.code, logistics_name: carrier.name, logistics_type: carrier.type, delivery_term: row.deliveryTerm },
      ...{ goods_count: row.goodsCount, consign_time: when(row.shippedAt), created: when(row.createdAt), state: row.state },
      ...{ retries: row.retries, message: row.message },
    }),
  );
  return { rows: cells, next };
}
