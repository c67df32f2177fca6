import type { Context } from '../context.ts';
import { type Session, statement } from '../store/database.ts';

/** How long is known who did what. */
export const AUDIT_KEPT_MS = 400 * 24 * 60 * 60_000;

/** One thing that somebody did. Times are epoch milliseconds. */
export interface AuditEntry {
  /** Grows with every row; gaps are normal. */
  id: number;
  at: number;
  /** `person:<name>`, `operator:<token>`, `command:<user>` for a command on the machine itself, `nobody` for who could not be told. */
  actor: string;
  /** The name of a route of the management API, or `signIn`, `signInFailed`, `setUp`, `passwordByLink`, `passwordChanged`, `addSeller`, `addToken`, `revokeToken`. */
  action: string;
  /** What it was done to, as the address names it; empty where it was done to oneself. */
  subject: string;
  detail: string;
  /** Where it came from; empty for a command on the machine itself. */
  address: string;
}

/** What is to be noted. */
export type Noted = Omit<AuditEntry, 'id'> & { seller: string };

const LONGEST_SUBJECT = 200;
const LONGEST_DETAIL = 500;

/** Notes in the open transaction who did what. */
export async function noteAudit(session: Session, { subject, detail, ...noted }: Noted): Promise<void> {
  await session.run(insert, { ...noted, subject: subject.slice(0, LONGEST_SUBJECT), detail: detail.slice(0, LONGEST_DETAIL) });
}

const insert = statement(`
  insert into audit (seller, at, actor, action, subject, detail, address)
  values (:seller, :at, :actor, :action, :subject, :detail, :address)`);

/** Notes who did what, by itself: for work of several transactions, after it. */
export async function addAudit({ database }: Context, noted: Noted): Promise<void> {
  await database.write((session) => noteAudit(session, noted));
}

/** Forgets what is older than {@link AUDIT_KEPT_MS}. */
export async function forgetAudit(session: Session, seller: string, now: number): Promise<void> {
  await session.run(forget, { seller, before: now - AUDIT_KEPT_MS });
}

const forget = statement('delete from audit where seller = :seller and at < :before');

/** Who did what, the newest first. */
export interface AuditFilter {
  seller: string;
  /** Exactly this actor; null for all. */
  actor: string | null;
  /** Exactly this action; null for all. */
  action: string | null;
  /** Only rows with a smaller id; null for the newest. */
  before: number | null;
  limit: number;
}

/** Reads a page of the audit. A seller that does not exist has none. */
export async function readAudit({ database }: Context, { actor, action, before, ...rest }: AuditFilter): Promise<AuditEntry[]> {
  const select = actor !== null ? (action !== null ? byBoth : byActor) : action !== null ? byAction : all;
  const values = { ...rest, actor, action, before: before ?? Number.MAX_SAFE_INTEGER };
  return database.read(async (session) => session.query<AuditEntry>(select, values));
}

const read = (filter: string) =>
  statement(`
  select audit_id as id, at, actor, action, subject, detail, address from audit
  where seller = :seller${filter} and audit_id < cast(:before as bigint) order by audit_id desc limit :limit`);
const all = read('');
const byActor = read(' and actor = :actor');
const byAction = read(' and action = :action');
const byBoth = read(' and actor = :actor and action = :action');

/** So many of the newest rows are looked through for who did something, and so many are told of. */
const LOOKED_THROUGH = 20_000;
const MOST_ACTORS = 200;

/**
 * Who did something lately: every actor among the newest 20,000 rows, whoever did something last first, at most 200. A seller that does
 * not exist has none.
 */
export async function auditActors({ database }: Context, { seller }: { seller: string }): Promise<string[]> {
  const values = { seller, limit: LOOKED_THROUGH };
  const rows = await database.read(async (session) => session.query<{ actor: string; last: number }>(actors, values));
  const newestFirst = rows.sort((a, b) => b.last - a.last).slice(0, MOST_ACTORS);
  return newestFirst.map(({ actor }) => actor);
}

const actors = statement(`
  select actor, max(audit_id) as last from (
    select actor, audit_id from audit where seller = :seller order by audit_id desc limit :limit
  ) page group by actor`);
