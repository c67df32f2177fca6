import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { OTHER_NAMES, type Others } from '../stock/mask.ts';
import { type Row, type Statement, statement, type Value } from '../store/database.ts';

/** What can be exported, and the columns of each; levels have those that an import takes. */
export const EXPORTS = {
  listings: [
    ...['rec_id', 'shop_no', 'goods_id', 'spec_id', 'goods_no', 'spec_no', 'goods_name', 'spec_name', 'status', 'is_disable_syn', 'bound'],
    ...['pending', 'stock_change_count', 'acknowledged', 'syn_stock', 'changed_at', 'last_syn_num', 'last_syn_time', 'failures', 'reason'],
  ],
  levels: ['spec_no', 'warehouse_no', 'stock_num', ...OTHER_NAMES],
  shipments: [
    ...['rec_id', 'shop_no', 'tid', 'oids', 'logistics_no', 'logistics_code', 'logistics_name', 'logistics_type', 'delivery_term'],
    ...['goods_count', 'consign_time', 'created', 'state', 'retries', 'message'],
  ],
  journal: ['seq', 'at', 'actor', 'pool', 'event', 'subject', 'version', 'quantity', 'effect', 'signed_at', 'detail'],
} as const;

/** What can be exported. */
export type Exported = keyof typeof EXPORTS;

/** Some rows of an export: cells in the order of the columns, null for none. */
export interface ExportedRows {
  columns: readonly string[];
  rows: (string | number | null)[][];
  /** Continues after them; null at the end. */
  next: number[] | null;
}

/**
 * Reads some rows to export, in order of their numbers. Times are written as `yyyy-MM-dd HH:mm:ss` in Beijing, as imports read them.
 *
 * @param input.after where to go on, as {@link ExportedRows.next} said; null to begin
 * @throws EngineError `unknown` for a seller that does not exist, `input` for what cannot be exported
 */
export async function exportRows(
  { database }: Context,
  { seller, kind, after, limit }: { seller: string; kind: Exported; after: number[] | null; limit: number },
): Promise<ExportedRows> {
  if (!Object.hasOwn(EXPORTS, kind))
    throw new EngineError('input', `"${kind}" cannot be exported; one of: ${Object.keys(EXPORTS).join(', ')}`);
  const [first = 0, second = 0] = after ?? [];
  const found = await database.read(async (session) => {
    await requireSeller(session, seller);
    return session.query<Row>(select[kind], { seller, first, limit, ...(kind === 'levels' && { second }) });
  });
  const last = found.at(-1);
  return {
    columns: EXPORTS[kind],
    rows: found.map((row) => (kind === 'levels' ? spread(row) : row)).map((row) => EXPORTS[kind].map((name) => cell(name, row[name]))),
    next: last && found.length === limit ? [last['first'] as number, (last['second'] as number | undefined) ?? 0] : null,
  };
}

/** A level's other quantities have columns of their own; those that are zero are not stored. */
function spread({ others, ...row }: Row): Row {
  return { ...Object.fromEntries(OTHER_NAMES.map((name) => [name, '0'])), ...(JSON.parse(others as string) as Others), ...row };
}

const TIMES = new Set(['changed_at', 'last_syn_time', 'consign_time', 'created', 'at', 'signed_at']);

function cell(name: string, value: Value | undefined): string | number | null {
  if (value === null || value === undefined) return null;
  return TIMES.has(name) ? beijing(value as number) : value;
}

function beijing(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

const select: Record<Exported, Statement> = {
  listings: statement(`
    select l.listing_id as first, l.listing_id as rec_id, s.shop_no, l.goods_id, l.spec_id, l.goods_no, l.spec_no, l.goods_name, l.spec_name,
      l.status, l.sync_disabled as is_disable_syn, case when coalesce(l.item_id, l.suite_id) is null then 0 else 1 end as bound,
      case when l.version > l.acknowledged then 1 else 0 end as pending, l.version as stock_change_count, l.acknowledged,
      l.quantity as syn_stock, l.changed_at, l.last_quantity as last_syn_num, l.last_at as last_syn_time, l.retry_steps as failures, l.reason
    from listings l cross join shops s where s.seller = l.seller and s.shop_id = l.shop_id and l.seller = :seller and l.listing_id > :first
    order by l.listing_id limit :limit`),
  levels: statement(`
    select l.item_id as first, l.warehouse_id as second, i.spec_no, w.warehouse_no, l.stock_num, l.others
    from levels l cross join items i cross join warehouses w
    where l.seller = :seller and (l.item_id, l.warehouse_id) > (cast(:first as bigint), cast(:second as bigint))
      and i.seller = l.seller and i.item_id = l.item_id and w.seller = l.seller and w.warehouse_id = l.warehouse_id
    order by l.item_id, l.warehouse_id limit :limit`),
  shipments: statement(`
    select p.shipment_id as first, p.shipment_id as rec_id, s.shop_no, p.tid, p.oids, p.tracking_number as logistics_no,
      p.carrier_code as logistics_code, p.carrier_name as logistics_name, p.carrier_type as logistics_type, p.delivery_term, p.goods_count,
      p.shipped_at as consign_time, p.created_at as created, p.state, p.retries, p.message
    from shipments p cross join shops s where s.seller = p.seller and s.shop_id = p.shop_id and p.seller = :seller and p.shipment_id > :first
    order by p.shipment_id limit :limit`),
  journal: statement(`
    select seq as first, seq, at, actor, pool, event, subject, version, quantity, effect, signed_at, detail
    from journal where seller = :seller and seq > :first order by seq limit :limit`),
};
