import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { OTHER_NAMES, type Others } from '../stock/mask.ts';
import { type Row, type Session, type Statement, statement, type Value } from '../store/database.ts';

/** What can be exported, and the columns of each: of what can be imported those that an import takes, whose rows change nothing then. */
export const EXPORTS = {
  shops: ['shop_no', 'shop_name', 'is_disabled', 'warehouse_no', 'is_split_shipping', 'reported_number', 'is_split_by_quantity'],
  warehouses: ['warehouse_no', 'warehouse_name', 'warehouse_type', 'ext_warehouse_no', 'is_disabled'],
  items: ['spec_no', 'goods_no', 'goods_name', 'spec_name', 'barcode', 'brand', 'category', 'unit'],
  suites: ['suite_no', 'suite_name', 'spec_no', 'count', 'brand', 'category'],
  carriers: ['logistics_no', 'logistics_name', 'logistics_type', 'is_support_cod', 'is_disabled'],
  rules: [
    ...['stock_syn_rule_no', 'rule_name', 'priority', 'is_disabled', 'shop_nos', 'category', 'brand', 'warehouse_nos', 'stock_syn_mask'],
    ...['stock_syn_percent', 'stock_syn_plus', 'stock_syn_min', 'stock_syn_max', 'is_auto_listing', 'is_auto_delisting'],
  ],
  listings: [
    ...['rec_id', 'shop_no', 'goods_id', 'spec_id', 'goods_no', 'spec_no', 'goods_name', 'spec_name', 'status', 'is_disable_syn', 'bound'],
    ...['pending', 'stock_change_count', 'acknowledged', 'syn_stock', 'changed_at', 'last_syn_num', 'last_syn_time', 'failures', 'reason'],
  ],
  levels: ['spec_no', 'warehouse_no', 'defect', 'stock_num', ...OTHER_NAMES],
  shipments: [
    ...['rec_id', 'shop_no', 'tid', 'oids', 'logistics_no', 'logistics_code', 'logistics_name', 'logistics_type', 'delivery_term'],
    ...['goods_count', 'consign_time', 'created', 'state', 'retries', 'message'],
  ],
  trades: [...['trade_id', 'shop_no', 'warehouse_no', 'state', 'logistics_code', 'logistics_no', 'consign_time', 'created']],
  orders: [
    ...['order_id', 'shop_no', 'tid', 'trade_status', 'pay_status', 'progress', 'buyer_nick', 'receivable', 'post_amount', 'trade_time'],
    ...['pay_time', 'warehouse_no', 'created', 'oid', 'status', 'refund_status', 'goods_id', 'spec_id', 'num', 'price'],
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
  const [first = 0, second = 0, third = 0] = after ?? [];
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const names = kind === 'rules' ? await namesOf(session, seller) : undefined;
    const { names: taken } = select[kind];
    const places = { ...(taken.includes('second') && { second }), ...(taken.includes('third') && { third }) };
    const found = await session.query<Row>(select[kind], { seller, first, limit, ...places });
    const last = found.at(-1);
    const spreadOut = (row: Row): Row => {
      if (kind === 'levels') return spread(row);
      if (kind === 'trades') return { ...row, logistics_no: (JSON.parse(row['logistics_no'] as string) as string[]).join(' ') };
      return names ? scoped(row, names) : row;
    };
    return {
      columns: EXPORTS[kind],
      rows: found.map(spreadOut).map((row) => EXPORTS[kind].map((name) => cell(name, row[name]))),
      next: last && found.length === limit ? ['first', 'second', 'third'].map((name) => (last[name] as number | undefined) ?? 0) : null,
    };
  });
}

/** Numbers of shops and warehouses by which rules name them, and what these are called. */
interface Names {
  shop: ReadonlyMap<number, string>;
  warehouse: ReadonlyMap<number, string>;
}

async function namesOf(session: Session, seller: string): Promise<Names> {
  const read = async (query: Statement) =>
    new Map((await session.query<{ number: number; name: string }>(query, { seller })).map(({ number, name }) => [number, name]));
  return { shop: await read(shopNames), warehouse: await read(warehouseNames) };
}

/** A rule's scope as an import reads it: `*` for all and any, `-` for none. */
function scoped({ shops, warehouses, category, brand, ...row }: Row, names: Names): Row {
  const list = (numbers: string, of: ReadonlyMap<number, string>) =>
    numbers === '' ? '*' : (JSON.parse(numbers) as number[]).map((number) => of.get(number) ?? '').join(';') || '-';
  return {
    ...row,
    shop_nos: list(shops as string, names.shop),
    warehouse_nos: list(warehouses as string, names.warehouse),
    ...{ category: category || '*', brand: brand || '*' },
  };
}

const shopNames = statement('select shop_id as number, shop_no as name from shops where seller = :seller');
const warehouseNames = statement('select warehouse_id as number, warehouse_no as name from warehouses where seller = :seller');

/** A level's other quantities have columns of their own; those that are zero are not stored. */
function spread({ others, ...row }: Row): Row {
  if (row['defect'] === 1) return row; // whose stock alone is kept
  return { ...Object.fromEntries(OTHER_NAMES.map((name) => [name, '0'])), ...(JSON.parse(others as string) as Others), ...row };
}

const TIMES = new Set(['changed_at', 'last_syn_time', 'consign_time', 'created', 'at', 'signed_at', 'trade_time', 'pay_time']);

function cell(name: string, value: Value | undefined): string | number | null {
  if (value === null || value === undefined) return null;
  return TIMES.has(name) ? beijing(value as number) : value;
}

/** A moment as exports write it and imports read it. */
export function beijing(at: number): string {
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
  // Of an item in a warehouse first what can be sold, then what cannot.
  levels: statement(`
    select page.item_id as first, page.warehouse_id as second, page.defect as third, i.spec_no, w.warehouse_no, page.defect, page.stock_num, page.others
    from (
      select item_id, warehouse_id, 0 as defect, stock_num, others from levels
        where seller = :seller and (item_id, warehouse_id) > (cast(:first as bigint), cast(:second as bigint))
      union all
      select item_id, warehouse_id, 1, stock_num, '{}' from defective_levels
        where seller = :seller and (item_id, warehouse_id) >= (cast(:first as bigint), cast(:second as bigint))
          and (cast(:third as bigint) = 0 or item_id <> :first or warehouse_id <> :second)
      order by 1, 2, 3 limit :limit
    ) page cross join items i cross join warehouses w
    where i.seller = :seller and i.item_id = page.item_id and w.seller = :seller and w.warehouse_id = page.warehouse_id
    order by page.item_id, page.warehouse_id, page.defect`),
  shops: statement(`
    select s.shop_id as first, s.shop_no, s.name as shop_name, s.disabled as is_disabled,
      (select w.warehouse_no from warehouses w where w.seller = s.seller and w.warehouse_id = s.warehouse_id) as warehouse_no,
      s.split_shipping as is_split_shipping, s.reported as reported_number, s.by_quantity as is_split_by_quantity
    from shops s where s.seller = :seller and s.shop_id > :first order by s.shop_id limit :limit`),
  warehouses: statement(`
    select warehouse_id as first, warehouse_no, name as warehouse_name, type as warehouse_type, outer_no as ext_warehouse_no,
      disabled as is_disabled
    from warehouses where seller = :seller and warehouse_id > :first order by warehouse_id limit :limit`),
  items: statement(`
    select item_id as first, spec_no, goods_no, goods_name, spec_name, barcode, brand, category, unit
    from items where seller = :seller and item_id > :first order by item_id limit :limit`),
  suites: statement(`
    select p.suite_id as first, p.item_id as second, s.suite_no, s.name as suite_name, i.spec_no, p.count, s.brand, s.category
    from suite_parts p cross join suites s cross join items i
    where p.seller = :seller and (p.suite_id, p.item_id) > (cast(:first as bigint), cast(:second as bigint))
      and s.seller = p.seller and s.suite_id = p.suite_id and i.seller = p.seller and i.item_id = p.item_id
    order by p.suite_id, p.item_id limit :limit`),
  carriers: statement(`
    select carrier_id as first, code as logistics_no, name as logistics_name, type as logistics_type, cod as is_support_cod,
      disabled as is_disabled
    from carriers where seller = :seller and carrier_id > :first order by carrier_id limit :limit`),
  rules: statement(`
    select rule_id as first, rule_no as stock_syn_rule_no, name as rule_name, priority, disabled as is_disabled, shops, category, brand,
      warehouses, mask as stock_syn_mask, percent as stock_syn_percent, plus as stock_syn_plus, min as stock_syn_min,
      max as stock_syn_max, auto_listing as is_auto_listing, auto_delisting as is_auto_delisting
    from rules where seller = :seller and rule_id > :first order by rule_id limit :limit`),
  orders: statement(`
    select o.order_id as first, u.place + 1 as second, o.order_id, h.shop_no, o.tid, o.state as trade_status, o.payment as pay_status,
      o.progress, o.buyer as buyer_nick, o.receivable, o.postage as post_amount, o.trade_at as trade_time, o.paid_at as pay_time,
      o.warehouse_no, o.created_at as created, u.oid, u.state as status, u.refund as refund_status, u.goods_id, u.spec_id, u.num, u.price
    from sub_orders u cross join orders o cross join shops h
    where u.seller = :seller and (u.order_id, u.place) >= (cast(:first as bigint), cast(:second as bigint))
      and o.seller = u.seller and o.order_id = u.order_id and h.seller = o.seller and h.shop_id = o.shop_id
    order by u.order_id, u.place limit :limit`),
  trades: statement(`
    select t.trade_id as first, t.trade_id, h.shop_no, w.warehouse_no, t.state, c.code as logistics_code, t.numbers as logistics_no,
      t.shipped_at as consign_time, t.created_at as created
    from trades t cross join shops h left join warehouses w on w.seller = t.seller and w.warehouse_id = t.warehouse_id
      left join carriers c on c.seller = t.seller and c.carrier_id = t.carrier_id
    where t.seller = :seller and t.trade_id > :first and h.seller = t.seller and h.shop_id = t.shop_id
    order by t.trade_id limit :limit`),
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
