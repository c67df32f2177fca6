/** Requests that overwrite, as they were answered first: the same one again, while it still holds, changes nothing (promise B2). */
export const applied = () => `
create table applied (
  seller text not null, signature text not null, expires_at bigint not null, answer text not null,
  primary key (seller, signature)
);
create index applied_by_time on applied (seller, expires_at);
`;
