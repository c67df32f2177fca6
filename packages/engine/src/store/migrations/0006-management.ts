/** What the management API needs: bearer tokens, answers kept under idempotency keys, and indexes for its lists. */
export const management = () => `
-- Bearer tokens. Only the SHA-256 of one is kept, so what a request brings is looked up by that alone.
create table tokens (
  seller text not null, name text not null, role text not null, digest text not null,
  created_at bigint not null, expires_at bigint, revoked_at bigint, last_used_at bigint,
  primary key (seller, name)
);
create index tokens_by_digest on tokens (digest);

-- What a write with an idempotency key was asked and answered, sealed with the key file: answers may hold secrets.
create table answers (
  seller text not null, token text not null, answer_key text not null, at bigint not null, sealed text not null,
  primary key (seller, token, answer_key)
);
create index answers_by_age on answers (seller, at);

create index listings_failed on listings (seller, shop_id, listing_id) where retry_steps > 0;
create index shipments_failed_by_number on shipments (seller, shipment_id) where state = 'failed';
create index shipments_by_tracking on shipments (seller, tracking_number, shipment_id);
`;
