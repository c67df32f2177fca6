/** A sandbox's named states: the rows of one seller's tables as JSON. Only databases that were made for a sandbox hold any. */
export const sandbox = () => `
create table sandbox_states (
  seller text not null, name text not null, content text not null, saved_at bigint not null,
  primary key (seller, name)
);
`;
