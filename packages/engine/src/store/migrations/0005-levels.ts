import type { Dialect } from '../migrate.ts';

/** How levels came to be what they are: stocktakes, feeds from an ERP, and an item's own rows of the journal. */
export const levels = (_: Dialect) => `
alter table levels add column created_at bigint not null default 0;
alter table defective_levels add column created_at bigint not null default 0;
create index defective_levels_by_time on defective_levels (seller, modified_at, item_id, warehouse_id);

-- outer_no: the caller's own number, which may be used once.
create table stocktakes (
  seller text not null, stocktake_id bigint not null, stocktake_no text not null, outer_no text,
  warehouse_id bigint not null, remark text not null, actor text not null, counted_at bigint not null,
  primary key (seller, stocktake_id)
);
create unique index stocktakes_by_outer_no on stocktakes (seller, outer_no) where outer_no is not null;

-- The last batch of each source: told by its digest, of its rows so many are done.
create table feeds (
  seller text not null, source text not null, sequence bigint not null, digest text not null,
  row_count bigint not null, done bigint not null, fed_at bigint not null,
  primary key (seller, source)
);
-- What each slice of that batch did, as JSON.
create table feed_slices (
  seller text not null, source text not null, first_row bigint not null, result text not null,
  primary key (seller, source, first_row)
);

create index journal_of_levels on journal (seller, subject, seq) where pool = 'level';
`;
