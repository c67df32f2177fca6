import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { requireSeller } from '../sellers/sellers.ts';
import type { Role } from '../sellers/tokens.ts';
import { type Session, statement } from '../store/database.ts';
import { noteAudit } from './audit.ts';
import { checkPassword, hashPassword } from './password.ts';
import { checkName, checkRole, hasAdmin, insertPerson } from './people.ts';
import { digestOf, newSecret } from './secrets.ts';
import { type Browser, beginSession, endIn } from './sessions.ts';

/** A link is good for so long. */
export const LINK_MS = 24 * 60 * 60_000;

/** In `setup_links`, the link of whoever becomes the seller's first admin. */
const FIRST = '';

/** A link that was made. */
export interface SetupLink {
  /** Stands behind the `#` of the link, where no log keeps it: `tl_` and 43 characters. Only its SHA-256 is stored. */
  token: string;
  expiresAt: number;
}

/**
 * Makes a link that is good once: with it a person chooses a password, or, without a name, the seller's first admin a name and a
 * password. The one made before it is good no longer.
 *
 * @throws EngineError `unknown` for a seller or person that does not exist, `exists` for a first admin where there is one, `input` for
 * somebody who is disabled
 */
export async function makeSetupLink(
  { database }: Context,
  { seller, name, now }: { seller: string; name: string | null; now: number },
): Promise<SetupLink> {
  return database.write(async (session) => {
    await requireSeller(session, seller);
    if (name === null && (await hasAdmin(session, seller)))
      throw new EngineError(
        'exists',
        `seller "${seller}" has an admin already; name the person whose password is to be chosen (tongbu person list shows them)`,
      );
    if (name !== null) {
      const person = await personOf(session, seller, name);
      if (!person) throw new EngineError('unknown', `seller "${seller}" has no person "${name}"`);
      if (person.disabledAt !== null)
        throw new EngineError('input', `person "${name}" of seller "${seller}" is disabled; enable them first`);
    }
    return putLink(session, seller, name ?? FIRST, now);
  });
}

/**
 * Adds somebody, who cannot sign in until the link let them choose a password.
 *
 * @throws EngineError `unknown` for a seller that does not exist, `exists` for a name that somebody has, `input` for a name or role that
 * cannot be
 */
export async function invitePerson(
  { database }: Context,
  { seller, name, role, now }: { seller: string; name: string; role: Role; now: number },
): Promise<SetupLink> {
  checkName(name);
  checkRole(name, role);
  return database.write(async (session) => {
    await requireSeller(session, seller);
    await insertPerson(session, { seller, name, role, password: null, now });
    return putLink(session, seller, name, now);
  });
}

async function putLink(session: Session, seller: string, person: string, now: number): Promise<SetupLink> {
  const token = newSecret('tl_');
  const expiresAt = now + LINK_MS;
  await session.run(put, { seller, person, digest: digestOf(token), now, expiresAt });
  return { token, expiresAt };
}

const put = statement(`
  insert into setup_links (seller, person, digest, created_at, expires_at) values (:seller, :person, :digest, :now, :expiresAt)
  on conflict (seller, person) do update set digest = excluded.digest, created_at = excluded.created_at, expires_at = excluded.expires_at`);

async function personOf(session: Session, seller: string, name: string): Promise<{ role: Role; disabledAt: number | null } | undefined> {
  const [person] = await session.query<{ role: Role; disabledAt: number | null }>(one, { seller, name });
  return person;
}

const one = statement('select role, disabled_at as "disabledAt" from people where seller = :seller and name = :name');

/** Whom a link is for. */
export interface LinkFor {
  seller: string;
  /** Null for the first admin, who chooses a name. */
  name: string | null;
  expiresAt: number;
}

/** Whom a link is for; null for one that is not, or no longer, good. */
export async function findSetupLink({ database }: Context, { token, now }: { token: string; now: number }): Promise<LinkFor | null> {
  return database.read((session) => linkOf(session, token, now));
}

async function linkOf(session: Session, token: string, now: number): Promise<LinkFor | null> {
  const [found] = await session.query<{ seller: string; person: string; expiresAt: number }>(byDigest, { digest: digestOf(token), now });
  if (!found) return null;
  const { seller, person, expiresAt } = found;
  if (person === FIRST) return (await hasAdmin(session, seller)) ? null : { seller, name: null, expiresAt };
  return (await personOf(session, seller, person))?.disabledAt === null ? { seller, name: person, expiresAt } : null;
}

const byDigest = statement(`
  select seller, person, expires_at as "expiresAt" from setup_links where digest = :digest and expires_at > cast(:now as bigint)`);

/** What a link is used with. */
export interface UsedLink extends Browser {
  token: string;
  /** Of the first admin; passed over where the link is somebody's already. */
  name: string | null;
  password: string;
  now: number;
}

/**
 * Uses a link: sets the password, signs the person out everywhere else and in here.
 *
 * @returns what the browser is to bring from now on; null for a link that is not, or no longer, good
 * @throws EngineError `input` for a name or password that cannot be, `exists` for a name that somebody has; the link stays good then
 */
export async function useSetupLink(
  { database, passwordCost }: Context,
  { token, password, now, ...asked }: UsedLink,
): Promise<string | null> {
  const link = await database.read((session) => linkOf(session, token, now));
  if (!link) return null;
  const { seller } = link;
  const name = link.name ?? asked.name;
  if (name === null) throw new EngineError('input', 'a name is needed for the first admin');
  checkName(name);
  checkPassword(password, name);
  const hash = await hashPassword(password, passwordCost);
  return database.write(async (session) => {
    // What was true before the password was hashed must be true still: of two who use a link at once, one has it.
    if (!(await linkOf(session, token, now))) return null;
    if ((await session.query(take, { digest: digestOf(token), seller })).length === 0) return null;
    if (link.name === null) await insertPerson(session, { seller, name, role: 'admin', password: hash, now });
    else await session.run(setPassword, { seller, name, password: hash, now });
    await endIn(session, { seller, person: name, session: null, except: null, now });
    const { address, agent } = asked;
    const action = link.name === null ? 'setUp' : 'passwordByLink';
    await noteAudit(session, { seller, at: now, actor: `person:${name}`, action, subject: '', detail: '', address });
    return beginSession(session, { seller, person: name, address, agent, now });
  });
}

const take = statement('delete from setup_links where digest = :digest and seller = :seller returning person');

/** Writes a password, as it was hashed. */
export const setPassword = statement(`
  update people set password = :password, password_at = :now where seller = :seller and name = :name`);

/** Makes a person's link worthless. */
export const dropLink = statement('delete from setup_links where seller = :seller and person = :name');
