/** Writes that are done once, however often they are sent: an idempotency key, what it was used for, and what was answered. */
import type { Context } from './context.ts';
import { EngineError } from './error.ts';
import { type Database, type Session, statement } from './store/database.ts';

/** How long an answer is kept. */
export const KEPT_MS = 24 * 60 * 60_000;

/** A key, and what it is used for. */
export interface OnceKey {
  seller: string;
  /** Name of the token; each has keys of its own. */
  token: string;
  key: string;
  /** Of the whole request, so that another one under the same key is noticed. */
  digest: string;
  now: number;
}

/** A write by one verb. */
export interface OnceInput extends OnceKey {
  verb: string;
  input: unknown;
  /** Kept and given back with the answer: what the caller made up for this request. */
  note?: unknown;
}

/** What a key was found to be: `new`; `kept`, with the answer; `other`, used for another request; `begun`, and not known to be ended. */
export type Once = { state: 'new' | 'kept'; value: unknown; note: unknown } | { state: 'other' } | { state: 'begun' };

/**
 * Runs a verb unless it was run under this key before. What it does and what it answers are written in one transaction: both are
 * there, or neither. A verb that throws leaves no answer, and may be sent again.
 *
 * @param run runs a verb over a context
 */
export async function once(
  { database, vault, ...rest }: Context,
  { seller, token, key, digest, now, verb, input, note = null }: OnceInput,
  run: (context: Context, verb: string, input: unknown) => Promise<unknown>,
): Promise<Once> {
  return database.write(async (session) => {
    const which = { seller, token, key, digest, now };
    const found = await claim(session, vault, which);
    if (found) return found;
    const value = (await run({ ...rest, vault, database: within(session) }, verb, input)) ?? null;
    await keep(session, vault, which, { value, note });
    return { state: 'new', value, note };
  });
}

/** A database whose works all run in the transaction that is open. */
export function within(session: Session): Database {
  const inside = <T>(work: (session: Session) => Promise<T>) => work(session);
  const outside = async () => {
    throw new EngineError('input', 'this cannot be done within a transaction');
  };
  return { read: inside, write: inside, commits: null, journalEnd: outside, backup: outside, close: outside };
}

/**
 * Notes that work of several transactions begins under this key. It must be safe to repeat: a server that was killed in it leaves the
 * key `begun`, and whoever sends it again does the work again.
 */
export async function beginOnce({ database, vault }: Context, which: OnceKey): Promise<Once> {
  return database.write(async (session) => (await claim(session, vault, which)) ?? { state: 'new', value: null, note: null });
}

/** Keeps the answer of work that {@link beginOnce} has begun. */
export async function endOnce({ database, vault }: Context, { value, ...which }: OnceKey & { value: unknown }): Promise<void> {
  await database.write((session) => keep(session, vault, which, { value, note: null }));
}

interface Kept {
  digest: string;
  answer?: { value: unknown; note: unknown };
}

/** Takes a key for this request. @returns what it was used for already; null when it was free */
async function claim(session: Session, vault: Context['vault'], { seller, token, key, digest, now }: OnceKey): Promise<Once | null> {
  await session.run(forget, { seller, before: now - KEPT_MS });
  const sealed = vault.seal(JSON.stringify({ digest } satisfies Kept));
  const values = { seller, token, key, sealed, now };
  // Of two that bring the same key at once, the second waits here for the first.
  if ((await session.run(insert, values)) > 0) return null;
  const [row] = await session.query<{ sealed: string }>(find, { seller, token, key });
  const kept = JSON.parse(vault.open((row as { sealed: string }).sealed)) as Kept;
  if (kept.digest !== digest) return { state: 'other' };
  return kept.answer ? { state: 'kept', ...kept.answer } : { state: 'begun' };
}

async function keep(
  session: Session,
  vault: Context['vault'],
  { seller, token, key, digest }: Omit<OnceKey, 'now'>,
  answer: NonNullable<Kept['answer']>,
): Promise<void> {
  const sealed = vault.seal(JSON.stringify({ digest, answer } satisfies Kept));
  await session.run(update, { seller, token, key, sealed });
}

const forget = statement('delete from answers where seller = :seller and at < :before');
const insert = statement(`
  insert into answers (seller, token, answer_key, at, sealed) values (:seller, :token, :key, :now, :sealed)
  on conflict (seller, token, answer_key) do nothing`);
const find = statement('select sealed from answers where seller = :seller and token = :token and answer_key = :key');
const update = statement('update answers set sealed = :sealed where seller = :seller and token = :token and answer_key = :key');
