import type { Dialect } from '../migrate.ts';

/** People who sign in, their sessions, the links that let them choose a password, and what was done by whom. */
export const people = ({ growing, growingKey }: Dialect) => `
-- Who may sign in. The password is kept as scrypt made it, with its parameters and salt; null until one was chosen.
create table people (
  seller text not null, name text not null, role text not null, password text, language text,
  created_at bigint not null, password_at bigint, disabled_at bigint,
  primary key (seller, name)
);

-- Who is signed in where. Only the SHA-256 of what the browser brings is kept; the id is what people see and name.
create table sessions (
  seller text not null, session_id text not null, person text not null, digest text not null,
  created_at bigint not null, seen_at bigint not null, ends_at bigint not null, ended_at bigint,
  address text not null, agent text not null,
  primary key (seller, session_id)
);
create index sessions_by_digest on sessions (digest);
create index sessions_by_person on sessions (seller, person, created_at);

-- Links that are good once: for a person, or, with an empty name, for the first admin of a seller.
create table setup_links (
  seller text not null, person text not null, digest text not null, created_at bigint not null, expires_at bigint not null,
  primary key (seller, person)
);
create index setup_links_by_digest on setup_links (digest);

-- Who did what, through the management API and around it. What it did to records stands in the journal.
create table audit (
  audit_id ${growing}, seller text not null, at bigint not null, actor text not null, action text not null,
  subject text not null, detail text not null, address text not null,
  ${growingKey('audit_id')}
);
create index audit_by_actor on audit (seller, actor, audit_id);
create index audit_by_action on audit (seller, action, audit_id);
create index audit_by_time on audit (seller, at);
`;
