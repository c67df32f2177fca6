import type { Context } from '../context.ts';
import { type Session, statement } from '../store/database.ts';
import { forgetAudit, noteAudit } from './audit.ts';
import { isPassword } from './password.ts';
import { type Browser, beginSession } from './sessions.ts';

/** Who wants to sign in. */
export interface SignIn extends Browser {
  /** Null for the only seller there is. */
  seller: string | null;
  name: string;
  password: string;
  /** Whether a failure is noted in the audit: whoever asks sees to it that strangers do not fill it. */
  noteFailure: boolean;
  now: number;
}

/**
 * Signs a person in.
 *
 * @returns what the browser is to bring from now on; null where seller, name or password is wrong, or the person may not sign in. All
 * of these take the same work and get the same answer
 */
export async function signIn(
  { database, passwordCost }: Context,
  { name, password, noteFailure, now, ...asked }: SignIn,
): Promise<string | null> {
  const { address, agent } = asked;
  const seller = asked.seller ?? (await database.read(onlySeller));
  const [person] = await database.read(async (session) => session.query<{ password: string | null }>(find, { seller, name }));
  const isRight = await isPassword(password, person?.password ?? null, passwordCost);
  if (seller === null) return null;
  const noted = { seller, at: now, subject: '', detail: '', address };
  if (isRight) {
    const token = await database.write(async (session) => {
      // Not disabled, and no other password chosen, while this one was looked at.
      const able = await session.query(still, { seller, name, password: person?.password ?? null });
      if (able.length === 0) return null;
      await forgetAudit(session, seller, now);
      await noteAudit(session, { ...noted, actor: `person:${name}`, action: 'signIn' });
      return beginSession(session, { seller, person: name, address, agent, now });
    });
    if (token !== null) return token;
  }
  if (!noteFailure) return null;
  await database.write(async (session) => {
    const exists = await session.query(sellerByName, { seller });
    if (exists.length > 0) await noteAudit(session, { ...noted, actor: person ? `person:${name}` : 'nobody', action: 'signInFailed' });
  });
  return null;
}

async function onlySeller(session: Session): Promise<string | null> {
  const sellers = await session.query<{ seller: string }>(all);
  return sellers.length === 1 ? (sellers[0]?.seller ?? null) : null;
}

const all = statement('select seller from sellers s order by seller');
const find = statement('select password from people where seller = cast(:seller as text) and name = :name');
const still = statement(`
  select name from people where seller = :seller and name = :name and password = :password and disabled_at is null /*share*/`);
const sellerByName = statement('select seller from sellers where seller = :seller');
