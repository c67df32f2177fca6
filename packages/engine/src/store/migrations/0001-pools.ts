import type { Dialect } from '../migrate.ts';

/**
 * Everything of the first release. The seller stands first in every key, so that the schema stays distributable by seller.
 *
 * Columns hold text, bigint and null only: times are epoch milliseconds, flags 0 or 1, decimals canonical text.
 */
export const pools = ({ growing, growingKey }: Dialect) => `
-- Facts about the installation (seller '') or a seller: the key file's check value.
create table facts (
  seller text not null, name text not null, value text not null,
  primary key (seller, name)
);

-- The last number issued of each kind; numbers are never shared between sellers nor issued twice.
create table counters (
  seller text not null, name text not null, value bigint not null,
  primary key (seller, name)
);

create table sellers (
  seller text not null, created_at bigint not null,
  primary key (seller)
);

create table shops (
  seller text not null, shop_id bigint not null, shop_no text not null, name text not null, disabled bigint not null,
  primary key (seller, shop_id), unique (seller, shop_no)
);

-- Credentials. The secret is sealed with the key file; all_shops 0 means: only those in key_shops.
create table app_keys (
  seller text not null, key_id bigint not null, edition text not null, app_key text not null, secret text not null,
  all_shops bigint not null, allow text not null, calls_per_minute bigint, calls_at_once bigint,
  created_at bigint not null, disabled_at bigint,
  primary key (seller, key_id), unique (seller, edition, app_key)
);

create table key_shops (
  seller text not null, key_id bigint not null, shop_id bigint not null,
  primary key (seller, key_id, shop_id)
);

create table warehouses (
  seller text not null, warehouse_id bigint not null, warehouse_no text not null, name text not null,
  primary key (seller, warehouse_id), unique (seller, warehouse_no)
);

create table items (
  seller text not null, item_id bigint not null, spec_no text not null, goods_no text not null,
  goods_name text not null, spec_name text not null,
  primary key (seller, item_id), unique (seller, spec_no)
);

-- An item's quantities in a warehouse: what lies there, and the others (order_num, sending_num …) as JSON, zeros left out.
create table levels (
  seller text not null, item_id bigint not null, warehouse_id bigint not null, stock_num text not null, others text not null,
  primary key (seller, item_id, warehouse_id)
);

-- How many to show. revision rises with every change; a listing remembers the one it was calculated with.
create table rules (
  seller text not null, rule_id bigint not null, rule_no text not null, revision bigint not null, mask bigint not null,
  percent bigint not null, plus text not null, min text not null, max text not null,
  auto_listing bigint not null, auto_delisting bigint not null,
  primary key (seller, rule_id)
);

-- The stock pool. Pending is version > acknowledged; version and quantity are written together.
create table listings (
  seller text not null, listing_id bigint not null, shop_id bigint not null,
  goods_id text not null, spec_id text not null, goods_no text not null, spec_no text not null,
  goods_name text not null, spec_name text not null, match_code text not null,
  status bigint not null, sync_disabled bigint not null, item_id bigint,
  version bigint not null, quantity text not null, changed_at bigint not null, rule_revision bigint not null,
  acknowledged bigint not null, last_quantity text, last_at bigint, shown text not null,
  retry_at bigint not null, retry_steps bigint not null, failure_signed_at bigint not null, cancel_signed_at bigint not null, reason text not null,
  primary key (seller, listing_id), unique (seller, shop_id, goods_id, spec_id)
);
create index listings_pending on listings (seller, shop_id, listing_id, retry_at) where version > acknowledged;
create index listings_by_item on listings (seller, item_id);
create index listings_by_code on listings (seller, match_code);
create index listings_by_revision on listings (seller, rule_revision);

-- The shipment pool. Content is immutable; a correction makes a new record.
create table shipments (
  seller text not null, shipment_id bigint not null, shop_id bigint not null, trade_id bigint not null,
  tid text not null, oids text not null, part bigint not null, tracking_number text not null,
  carrier_code text not null, carrier_name text not null, carrier_type bigint not null,
  delivery_term bigint not null, goods_count text, shipped_at bigint not null, created_at bigint not null,
  state text not null, settled_at bigint, message text not null, retries bigint not null,
  retry_at bigint not null, retry_steps bigint not null, failure_signed_at bigint not null,
  primary key (seller, shipment_id)
);
create index shipments_pending on shipments (seller, shipment_id, shop_id, part, retry_at) where state = 'pending';
create index shipments_pending_by_shop on shipments (seller, shop_id, shipment_id, part, retry_at) where state = 'pending';
create index shipments_delayed on shipments (seller, shop_id, part, retry_at) where state = 'pending' and retry_at > 0;
create index shipments_failed on shipments (seller, shop_id) where state = 'failed';
create index shipments_by_tid on shipments (seller, tid, shop_id);

-- How many records are pending (pool stock, shipment) and how many results named another quantity than the one offered
-- (pool differs), kept in the transaction of what changes it. part is 0 but for split shipments.
create table pool_counts (
  seller text not null, shop_id bigint not null, pool text not null, part bigint not null, pending bigint not null,
  primary key (seller, shop_id, pool, part)
);

-- One row for each transition and each authenticated element, in the transaction of its effect.
create table journal (
  seq ${growing}, seller text not null, at bigint not null, actor text not null, pool text not null, event text not null,
  subject bigint, version bigint, quantity text, effect text not null, signed_at bigint, detail text not null,
  ${growingKey('seq')}
);
`;
