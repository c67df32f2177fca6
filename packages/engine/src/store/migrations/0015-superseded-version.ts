/**
 * Which change of a listing was there already as the shop confirmed an earlier one: the newest version at that moment, 0 for none. Written
 * by such a confirmation alone, in the statement that it costs anyway; until now this was told by clocks, and so is what waits from before.
 */
export const supersededVersion = () => `
alter table listings add column superseded_version bigint not null default 0;
update listings set superseded_version = version where version > acknowledged and last_at >= changed_at;
`;
