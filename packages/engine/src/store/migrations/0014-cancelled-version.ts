/**
 * Which change of a listing was taken out of the pool unconfirmed: the last version that was cancelled, 0 for none. Written by a
 * cancellation alone, so that acknowledgements cost what they did; until now the two were told apart by clocks, and so are those from before.
 */
export const cancelledVersion = () => `
alter table listings add column cancelled_version bigint not null default 0;
update listings set cancelled_version = version
  where version > 0 and version <= acknowledged and (last_at is null or last_at < changed_at);
`;
