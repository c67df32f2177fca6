import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { NAME, NAME_RULE } from '../sellers/name.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { ROLES, type Role } from '../sellers/tokens.ts';
import { type Session, statement } from '../store/database.ts';
import { endIn } from './sessions.ts';

/** The languages of the console that a person can choose. */
export const LANGUAGES = ['en', 'zh'] as const;

/** Can sign in, and give rights to others. */
const ABLE_ADMIN = `role = 'admin' and password is not null and disabled_at is null`;

/** Somebody who may sign in. Times are epoch milliseconds. */
export interface Person {
  name: string;
  role: Role;
  createdAt: number;
  /** When the password was chosen; null for somebody who was invited and has not come yet. */
  passwordAt: number | null;
  /** Null for somebody who may sign in. */
  disabledAt: number | null;
  /** When a session of theirs was used last, to the minute; null without one. */
  seenAt: number | null;
}

/** @throws EngineError `input` */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw new EngineError('input', `person "${name}": ${NAME_RULE}`);
}

/** @throws EngineError `input` */
export function checkRole(name: string, role: Role): void {
  if (!ROLES.includes(role)) throw new EngineError('input', `person "${name}": role "${role}" is none of ${ROLES.join(', ')}`);
}

/** Writes a new person. @throws EngineError `exists` */
export async function insertPerson(
  session: Session,
  person: { seller: string; name: string; role: Role; password: string | null; now: number },
): Promise<void> {
  const added = await session.query(insert, { ...person, passwordAt: person.password === null ? null : person.now });
  if (added.length > 0) return;
  throw new EngineError('exists', `seller "${person.seller}" has a person "${person.name}" already; choose another name`);
}

const insert = statement(`
  insert into people (seller, name, role, password, language, created_at, password_at, disabled_at)
  values (:seller, :name, :role, :password, null, :now, :passwordAt, null) on conflict (seller, name) do nothing returning name`);

/** A seller's people, by name; nothing of their passwords. */
export async function listPeople({ database }: Context, { seller }: { seller: string }): Promise<Person[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    return session.query<Person>(list, { seller });
  });
}

const list = statement(`
  select p.name, p.role, p.created_at as "createdAt", p.password_at as "passwordAt", p.disabled_at as "disabledAt",
    (select max(s.seen_at) from sessions s where s.seller = p.seller and s.person = p.name) as "seenAt"
  from people p where p.seller = :seller order by p.name`);

/** What is changed of a person; what is left out stays. */
export interface PersonChange {
  role?: Role;
  disabled?: boolean;
  /** Null for what the browser prefers. */
  language?: (typeof LANGUAGES)[number] | null;
}

/**
 * Changes a person. Somebody who is disabled is signed out everywhere.
 *
 * @returns `lastAdmin`, with nothing changed, where nobody would be left who can give rights to others
 * @throws EngineError `unknown` when there is no such person, `input` for a role or language that cannot be
 */
export async function changePerson(
  { database }: Context,
  { seller, name, change, now }: { seller: string; name: string; change: PersonChange; now: number },
): Promise<'changed' | 'lastAdmin'> {
  const { role = null, disabled, language } = change;
  if (role !== null) checkRole(name, role);
  if (language && !LANGUAGES.includes(language))
    throw new EngineError('input', `person "${name}": language "${language}" is none of ${LANGUAGES.join(', ')}`);
  return database.write(async (session) => {
    const admins = (await session.query<{ name: string }>(ableAdmins, { seller })).map((admin) => admin.name);
    const loses = disabled === true || (role !== null && role !== 'admin');
    if (loses && admins.includes(name) && admins.length === 1) return 'lastAdmin';
    const values = { seller, name, role, disabled: flag(disabled), speaks: flag(language !== undefined), language: language ?? null, now };
    const changed = await session.query(update, values);
    if (changed.length === 0) throw new EngineError('unknown', `seller "${seller}" has no person "${name}"`);
    if (disabled) await endIn(session, { seller, person: name, session: null, except: null, now });
    return 'changed';
  });
}

const flag = (value: boolean | undefined) => (value === undefined ? null : value ? 1 : 0);

// Held until the transaction ends, so that two admins cannot take away each other's rights at once.
const ableAdmins = statement(`select name from people where seller = :seller and ${ABLE_ADMIN} order by name /*lock*/`);

const update = statement(`
  update people set role = coalesce(cast(:role as text), role),
    disabled_at = case cast(:disabled as bigint) when 1 then coalesce(disabled_at, cast(:now as bigint)) when 0 then null else disabled_at end,
    language = case when cast(:speaks as bigint) = 1 then cast(:language as text) else language end
  where seller = :seller and name = :name returning name`);

const anyAdmin = statement(`select name from people where seller = :seller and ${ABLE_ADMIN} limit 1`);

/** Whether a seller has somebody who can sign in and give rights to others. */
export async function hasAdmin(session: Session, seller: string): Promise<boolean> {
  return (await session.query(anyAdmin, { seller })).length > 0;
}

/** The sellers that nobody can sign in to who may give rights to others, by name. */
export async function sellersWithoutAdmin({ database }: Context, _: Record<string, never>): Promise<string[]> {
  const sellers = await database.read(async (session) => session.query<{ seller: string; admins: number }>(admins));
  return sellers.filter(({ admins }) => admins === 0).map(({ seller }) => seller);
}

const admins = statement(`
  select seller, (select count(*) from people p
    where p.seller = s.seller and ${ABLE_ADMIN}) as admins
  from sellers s order by seller`);
