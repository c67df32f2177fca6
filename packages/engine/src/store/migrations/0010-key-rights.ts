/** Which interfaces a key may call, and a secret that is being replaced: for a while the one before it is valid too. */
export const keyRights = () => `
-- Names with commas between; null for all interfaces, later ones included.
alter table app_keys add column interfaces text;
-- Since when its secret is the one it signs with, and when a request was last verified with it.
alter table app_keys add column secret_since bigint not null default 0;
update app_keys set secret_since = created_at;
alter table app_keys add column used_at bigint;
-- The secret before it, sealed, while it is valid: until old_until, or where that is null until it is ended.
alter table app_keys add column old_secret text;
alter table app_keys add column old_since bigint;
alter table app_keys add column old_until bigint;
alter table app_keys add column old_used_at bigint;
`;
