/**
 * What the interfaces that feed need beside what they write.
 *
 * Requests that overwrite, as they were answered first: the same one again, while it still holds, changes nothing (promise B2).
 * And when shops and warehouses were made and last changed, which the interfaces show; 0 for those that are older than this.
 */
export const applied = () => `
create table applied (
  seller text not null, signature text not null, expires_at bigint not null, answer text not null,
  primary key (seller, signature)
);
create index applied_by_time on applied (seller, expires_at);

-- all_warehouses 0 means: only those in key_warehouses.
alter table app_keys add column all_warehouses bigint not null default 1;
create table key_warehouses (
  seller text not null, key_id bigint not null, warehouse_id bigint not null,
  primary key (seller, key_id, warehouse_id)
);

alter table shops add column created_at bigint not null default 0;
alter table shops add column changed_at bigint not null default 0;
alter table warehouses add column created_at bigint not null default 0;
alter table warehouses add column changed_at bigint not null default 0;
`;
