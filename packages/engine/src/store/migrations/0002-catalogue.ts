/**
 * The ERP's own side of stock: suites, kinds of warehouses, several rules with a scope each, listings bound and switched by hand.
 *
 * A listing remembers the rule that acts on it, and with which revision it was calculated; work that is too much for one
 * transaction stands in `fan_outs`, so nothing looks for listings by revision any more.
 */
export const catalogue = () => `
alter table items add column barcode text not null default '';
alter table items add column brand text not null default '';
alter table items add column category text not null default '';
alter table items add column unit text not null default '';

-- Several items sold as one (组合装). Suites and items share their merchant codes' name space: an item is found first.
create table suites (
  seller text not null, suite_id bigint not null, suite_no text not null, name text not null,
  brand text not null, category text not null,
  primary key (seller, suite_id), unique (seller, suite_no)
);
create table suite_parts (
  seller text not null, suite_id bigint not null, item_id bigint not null, count text not null,
  primary key (seller, suite_id, item_id)
);
create index suite_parts_by_item on suite_parts (seller, item_id, suite_id);

-- type: 1 internal, every other number a warehouse that somebody else runs.
alter table warehouses add column type bigint not null default 1;
alter table warehouses add column disabled bigint not null default 0;
alter table warehouses add column outer_no text not null default '';

alter table levels add column modified_at bigint not null default 0;
create index levels_by_time on levels (seller, modified_at, item_id, warehouse_id);

-- Stock that cannot be sold; no rule counts it.
create table defective_levels (
  seller text not null, item_id bigint not null, warehouse_id bigint not null, stock_num text not null, modified_at bigint not null,
  primary key (seller, item_id, warehouse_id)
);

-- Scope: empty text means any. shops and warehouses are JSON arrays of numbers, in order: '' stands for all, '[]' for none.
-- category is a path of names with / between, and holds for what lies under it. Of those that fit, the highest priority acts.
alter table rules add column name text not null default '';
alter table rules add column priority bigint not null default 0;
alter table rules add column disabled bigint not null default 0;
alter table rules add column shops text not null default '';
alter table rules add column category text not null default '';
alter table rules add column brand text not null default '';
alter table rules add column warehouses text not null default '';

-- rule_id: the rule that acts now, null for a listing that is not synced because it is bound to nothing or no rule fits;
-- own_rule_id: chosen by hand for this listing alone. bound_by_hand 1: codes are not looked at, not even to bind one that is unbound.
drop index listings_by_revision;
alter table listings add column suite_id bigint;
alter table listings add column rule_id bigint;
alter table listings add column own_rule_id bigint;
alter table listings add column bound_by_hand bigint not null default 0;
alter table listings add column disabled_reason text not null default '';
alter table listings add column suspended_until bigint not null default 0;
alter table listings add column price text not null default '0';
alter table listings add column pic_url text not null default '';
update listings set rule_id = (select min(r.rule_id) from rules r where r.seller = listings.seller) where item_id is not null;
create index listings_by_suite on listings (seller, suite_id) where suite_id is not null;
create index listings_by_own_rule on listings (seller, own_rule_id) where own_rule_id is not null;
create index listings_unsynced on listings (seller, listing_id)
  where rule_id is null or status = 0 or sync_disabled = 1 or suspended_until > 0;
-- Listings that wait for an item or a suite; one whose spec_no is none may mean goods_no and spec_no joined.
create index listings_unbound on listings (seller, (goods_no || spec_no)) where rule_id is null;

-- What a cause still has to do beyond its own transaction: listings after the one named here have not been come to. Of kind
-- level, subject is an item and rules (JSON) are those that count what changed; of kind suite, a suite; of kind rules, 0: every listing.
create table fan_outs (
  seller text not null, kind text not null, subject bigint not null, rules text not null,
  after_listing bigint not null, actor text not null, cause text not null, created_at bigint not null,
  primary key (seller, kind, subject, rules)
);
create index fan_outs_by_age on fan_outs (created_at, seller, kind, subject, rules);
insert into fan_outs (seller, kind, subject, rules, after_listing, actor, cause, created_at)
  select r.seller, 'rules', 0, '[]', 0, 'import', 'rule', 0 from rules r
  where exists (select 1 from listings l where l.seller = r.seller and l.item_id is not null and l.rule_revision < r.revision);
insert into counters (seller, name, value) select seller, 'rule', max(rule_id) from rules group by seller;
`;
