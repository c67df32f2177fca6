/**
 * Orders of the shops, the trades that fulfil them, and who carries the parcels.
 *
 * What of a sub-order is open, shipped or given back is not stored: it follows from the lines of its trades.
 */
export const orders = () => `
-- Carriers by the seller's own codes; type null: not mapped to one of the vendor's.
create table carriers (
  seller text not null, carrier_id bigint not null, code text not null, name text not null, type bigint,
  cod bigint not null, disabled bigint not null, modified_at bigint not null,
  primary key (seller, carrier_id), unique (seller, code)
);

-- Where a shop's orders are reserved; whether it takes several tracking numbers for one order, which one where it does not
-- (main, first, last), and whether one sub-order may have several.
alter table shops add column warehouse_id bigint;
alter table shops add column split_shipping bigint not null default 0;
alter table shops add column reported text not null default 'last';
alter table shops add column by_quantity bigint not null default 0;

-- Orders (原始单). details: what no rule reads, as JSON. progress: open, partly, shipped, ended; it follows from the trades.
create table orders (
  seller text not null, order_id bigint not null, shop_id bigint not null, tid text not null,
  state text not null, payment text not null, delivery_term bigint not null,
  trade_at bigint, paid_at bigint, ended_at bigint, warehouse_no text not null, sealed bigint not null,
  buyer text not null, receiver text not null, receivable text not null, postage text not null, cod_amount text not null,
  details text not null, progress text not null, created_at bigint not null, modified_at bigint not null,
  primary key (seller, order_id), unique (seller, tid)
);
create index orders_by_shop on orders (seller, shop_id, order_id);
create index orders_by_progress on orders (seller, progress, order_id);

-- Sub-orders. parts: pairs of item and pieces in one of it, as JSON; empty while nobody knows the goods.
create table sub_orders (
  seller text not null, oid text not null, order_id bigint not null, place bigint not null,
  state text not null, refund text not null, num text not null, price text not null,
  goods_id text not null, spec_id text not null, item_id bigint, suite_id bigint, parts text not null, details text not null,
  primary key (seller, oid)
);
create index sub_orders_by_order on sub_orders (seller, order_id, place);
create index sub_orders_unknown on sub_orders (seller, order_id) where parts = '';

-- Trades (系统订单): what leaves one warehouse together. state: unpaid, subscribed, ordered, sending, shipped, cancelled.
-- numbers: the tracking numbers as JSON, the main one first.
create table trades (
  seller text not null, trade_id bigint not null, shop_id bigint not null, warehouse_id bigint, state text not null,
  carrier_id bigint, numbers text not null, shipped_at bigint, created_at bigint not null,
  primary key (seller, trade_id)
);
create index trades_by_state on trades (seller, state, trade_id);
create table trade_lines (
  seller text not null, trade_id bigint not null, oid text not null, order_id bigint not null, num text not null,
  primary key (seller, trade_id, oid)
);
create index trade_lines_by_order on trade_lines (seller, order_id, trade_id);
`;
