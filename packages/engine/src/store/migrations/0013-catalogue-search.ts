/** What people look for in the catalogue: items by barcode, by goods number and by a code written otherwise; and what stocktakes changed. */
export const catalogueSearch = () => `
create index items_by_barcode on items (seller, barcode, item_id) where barcode <> '';
create index items_by_goods_no on items (seller, goods_no, item_id);
create index items_by_folded_code on items (seller, lower(spec_no));

-- How many lines were taken and left out; null for those counted before this was kept.
alter table stocktakes add column counted bigint;
alter table stocktakes add column skipped bigint;
-- Where the books said something else. was: null where they said nothing.
create table stocktake_differences (
  seller text not null, stocktake_id bigint not null, place bigint not null, item_id bigint not null, defective bigint not null,
  was text, counted text not null,
  primary key (seller, stocktake_id, place)
);
`;
