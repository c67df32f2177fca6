import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Role } from '../sellers/tokens.ts';
import { type Session as Open, statement } from '../store/database.ts';
import { digestOf, newSecret } from './secrets.ts';

/** A session ends when nothing was asked with it for so long, */
export const IDLE_MS = 8 * 60 * 60_000;

/** and at the latest so long after signing in. */
export const LONGEST_SESSION_MS = 7 * 24 * 60 * 60_000;

/** A session that is used is noted as used this often, so that not every request writes. */
const NOTED_EVERY_MS = 60_000;

/** Ended ones are kept for so long, for whoever wonders. */
const ENDED_KEPT_MS = 30 * 24 * 60 * 60_000;

const LONGEST_AGENT = 300;

/** Where a browser is, and what it says it is. */
export interface Browser {
  address: string;
  agent: string;
}

/** Who a session belongs to. */
export interface SignedIn {
  seller: string;
  name: string;
  role: Role;
  /** What the person chose; null for what the browser prefers. */
  language: string | null;
  session: string;
  /** When it ends unless it is used before; epoch milliseconds. */
  expiresAt: number;
}

/** A session that goes on, as people see it. Times are epoch milliseconds. */
export interface ListedSession extends Browser {
  session: string;
  person: string;
  createdAt: number;
  /** To the minute. */
  seenAt: number;
  expiresAt: number;
}

/** Begins a session. @returns what the browser is to bring; only its digest is kept */
export async function beginSession(
  session: Open,
  { seller, person, address, agent, now }: { seller: string; person: string; now: number } & Browser,
): Promise<string> {
  const token = newSecret('ts_');
  await session.run(forget, { seller, before: now - ENDED_KEPT_MS });
  const id = randomBytes(8).toString('hex');
  const values = { seller, id, person, digest: digestOf(token), endsAt: now + LONGEST_SESSION_MS, now };
  await session.run(insert, { ...values, address, agent: agent.slice(0, LONGEST_AGENT) });
  return token;
}

const forget = statement('delete from sessions where seller = :seller and (ended_at < :before or ends_at < :before)');
const insert = statement(`
  insert into sessions (seller, session_id, person, digest, created_at, seen_at, ends_at, ended_at, address, agent)
  values (:seller, :id, :person, :digest, :now, :now, :endsAt, null, :address, :agent)`);

/**
 * Who brings this session; null when nobody may: it is unknown, ended, idle for too long, or its person was disabled.
 *
 * @param asked.address noted with the time, at most once a minute
 */
export async function findSession(
  { database }: Context,
  { token, address, agent, now }: { token: string; now: number } & Browser,
): Promise<SignedIn | null> {
  const values = { digest: digestOf(token), now, idle: now - IDLE_MS };
  const [found] = await database.read(async (session) => session.query<SignedIn & { seenAt: number; endsAt: number }>(byDigest, values));
  if (!found) return null;
  const { seenAt, endsAt, ...who } = found;
  if (now - seenAt >= NOTED_EVERY_MS) {
    const seen = { seller: who.seller, id: who.session, now, address, agent: agent.slice(0, LONGEST_AGENT) };
    await database.write(async (session) => session.run(noteUse, seen));
  }
  return { ...who, expiresAt: Math.min(endsAt, now + IDLE_MS) };
}

const GOES_ON = 's.ended_at is null and s.ends_at > cast(:now as bigint) and s.seen_at > cast(:idle as bigint)';
const byDigest = statement(`
  select s.seller, s.person as name, p.role, p.language, s.session_id as session, s.seen_at as "seenAt", s.ends_at as "endsAt"
  from sessions s join people p on p.seller = s.seller and p.name = s.person
  where s.digest = :digest and ${GOES_ON} and p.disabled_at is null`);
const noteUse = statement(`
  update sessions set seen_at = :now, address = :address, agent = :agent where seller = :seller and session_id = :id`);

/** The sessions that go on, the one used last first: of a person, or of all of the seller's people. */
export async function listSessions(
  { database }: Context,
  { seller, person, now }: { seller: string; person: string | null; now: number },
): Promise<ListedSession[]> {
  const values = { seller, person, now, idle: now - IDLE_MS, idleMs: IDLE_MS };
  return database.read(async (session) => session.query<ListedSession>(list, values));
}

const list = statement(`
  select s.session_id as session, s.person, s.created_at as "createdAt", s.seen_at as "seenAt", s.address, s.agent,
    case when s.ends_at < s.seen_at + :idleMs then s.ends_at else s.seen_at + :idleMs end as "expiresAt"
  from sessions s join people p on p.seller = s.seller and p.name = s.person
  where s.seller = :seller and (cast(:person as text) is null or s.person = cast(:person as text)) and ${GOES_ON} and p.disabled_at is null
  order by s.seen_at desc, s.session_id`);

/** Which sessions are to end. */
export interface EndedSessions {
  seller: string;
  /** Only this person's; null for anybody's. */
  person: string | null;
  /** Only this one; null for all. */
  session: string | null;
  /** But not this one; null for none. */
  except: string | null;
  now: number;
}

/** Ends sessions: requests that bring them are refused from now on. @returns how many went on until now */
export async function endSessions({ database }: Context, which: EndedSessions): Promise<number> {
  return database.write((session) => endIn(session, which));
}

/** {@link endSessions} in the open transaction. */
export async function endIn(session: Open, { ...which }: EndedSessions): Promise<number> {
  return session.run(end, { ...which });
}

const end = statement(`
  update sessions set ended_at = :now where seller = :seller and ended_at is null
    and (cast(:person as text) is null or person = cast(:person as text))
    and (cast(:session as text) is null or session_id = cast(:session as text))
    and (cast(:except as text) is null or session_id <> cast(:except as text))`);
