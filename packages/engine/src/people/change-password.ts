import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { type Session, statement } from '../store/database.ts';
import { noteAudit } from './audit.ts';
import { checkPassword, hashPassword, isPassword } from './password.ts';
import { endIn } from './sessions.ts';
import { dropLink, setPassword as write } from './setup-links.ts';

/** A person who chooses another password. */
export interface ChangedPassword {
  seller: string;
  name: string;
  /** The present one. */
  old: string;
  password: string;
  /** Goes on; all the person's others end. */
  session: string;
  address: string;
  now: number;
}

/**
 * Changes a person's password, who knows the present one; ends all other sessions.
 *
 * @returns `wrong`, with nothing changed, where the present one is another
 * @throws EngineError `input` for a password that cannot be
 */
export async function changePassword(
  { database, passwordCost }: Context,
  { seller, name, old, password, session: except, address, now }: ChangedPassword,
): Promise<'changed' | 'wrong'> {
  checkPassword(password, name);
  const kept = await database.read((session) => passwordOf(session, seller, name));
  if (!(await isPassword(old, kept ?? null, passwordCost))) return 'wrong';
  const hash = await hashPassword(password, passwordCost);
  await database.write(async (session) => {
    await replace(session, { seller, name, hash, except, now });
    const noted = { actor: `person:${name}`, action: 'passwordChanged', subject: '', detail: '' };
    await noteAudit(session, { seller, at: now, address, ...noted });
  });
  return 'changed';
}

/**
 * Sets somebody's password, for the operator of the machine; ends all their sessions.
 *
 * @throws EngineError `unknown` when there is no such person, `input` for a password that cannot be
 */
export async function setPassword(
  { database, passwordCost }: Context,
  { seller, name, password, actor = 'command', now }: { seller: string; name: string; password: string; actor?: string; now: number },
): Promise<void> {
  checkPassword(password, name);
  const hash = await hashPassword(password, passwordCost);
  await database.write(async (session) => {
    if ((await passwordOf(session, seller, name)) === undefined)
      throw new EngineError('unknown', `seller "${seller}" has no person "${name}"; add them with: tongbu person add`);
    await replace(session, { seller, name, hash, except: null, now });
    const noted = { actor, action: 'passwordChanged', subject: name, detail: '', address: '' };
    await noteAudit(session, { seller, at: now, ...noted });
  });
}

interface Replaced {
  seller: string;
  name: string;
  hash: string;
  except: string | null;
  now: number;
}

async function replace(session: Session, { seller, name, hash, except, now }: Replaced): Promise<void> {
  await session.run(write, { seller, name, password: hash, now });
  await session.run(dropLink, { seller, name });
  await endIn(session, { seller, person: name, session: null, except, now });
}

/** What is kept of a password; null where none was chosen, undefined where there is nobody of that name. */
async function passwordOf(session: Session, seller: string, name: string): Promise<string | null | undefined> {
  const [person] = await session.query<{ password: string | null }>(find, { seller, name });
  return person?.password;
}

const find = statement('select password from people where seller = :seller and name = :name');
