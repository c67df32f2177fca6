import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { statement } from '../store/database.ts';
import { NAME, NAME_RULE } from './name.ts';
import { requireSeller } from './sellers.ts';

/** What the bearer of a token may do: look; also act on records, goods and stock; also give rights to others. Each holds those before it. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A bearer token of the management API, without the token itself. Times are epoch milliseconds. */
export interface Token {
  seller: string;
  /** Told apart by it, in lists and in the journal (`operator:<name>`). */
  name: string;
  role: Role;
  createdAt: number;
  /** To the minute; null while it was never used. */
  lastUsedAt: number | null;
  /** Null for never. */
  expiresAt: number | null;
  /** Null while it was not revoked. */
  revokedAt: number | null;
}

/** A token that somebody uses is noted as used this often, so that not every request writes. */
const NOTED_EVERY_MS = 60_000;

/**
 * Makes a token of 256 random bits. It is given back this once; only its SHA-256 is kept. The name of one that was revoked may
 * be used again.
 *
 * @param input.expiresAt when it ends, epoch milliseconds; null for never
 * @returns the token, `tb_` and 43 characters
 * @throws EngineError `unknown` for a seller that does not exist, `exists` for a name that a working token has, `input` for a name, role
 * or time that cannot be
 */
export async function addToken(
  { database }: Context,
  { seller, name, role, expiresAt, now }: Pick<Token, 'seller' | 'name' | 'role' | 'expiresAt'> & { now: number },
): Promise<string> {
  if (!NAME.test(name)) throw new EngineError('input', `token "${name}": ${NAME_RULE}`);
  if (!ROLES.includes(role)) throw new EngineError('input', `token "${name}": role "${role}" is none of ${ROLES.join(', ')}`);
  if (expiresAt !== null && expiresAt <= now) throw new EngineError('input', `token "${name}": would have expired already`);
  const token = `tb_${randomBytes(32).toString('base64url')}`;
  await database.write(async (session) => {
    await requireSeller(session, seller);
    const added = await session.query(insert, { seller, name, role, digest: digestOf(token), expiresAt, now });
    if (added.length > 0) return;
    throw new EngineError('exists', `seller "${seller}" has a token "${name}" already; revoke it first, or choose another name`);
  });
  return token;
}

const insert = statement(`
  insert into tokens (seller, name, role, digest, created_at, expires_at) values (:seller, :name, :role, :digest, :now, :expiresAt)
  on conflict (seller, name) do update set role = excluded.role, digest = excluded.digest, created_at = excluded.created_at,
    expires_at = excluded.expires_at, revoked_at = null, last_used_at = null
  where tokens.revoked_at is not null returning name`);

/** A seller's tokens, by name; never what is needed to use them. */
export async function listTokens({ database }: Context, { seller }: { seller: string }): Promise<Token[]> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    return session.query<Token>(all, { seller });
  });
}

const COLUMNS = `seller, name, role, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt", revoked_at as "revokedAt"`;
const all = statement(`select ${COLUMNS} from tokens where seller = :seller order by name`);

/**
 * Revokes a token: requests that bring it are refused from now on.
 *
 * @throws EngineError `unknown` when there is no such token
 */
export async function revokeToken(
  { database }: Context,
  { seller, name, now }: { seller: string; name: string; now: number },
): Promise<void> {
  const changed = await database.write(async (session) => session.query(revoke, { seller, name, now }));
  if (changed.length === 0) throw new EngineError('unknown', `seller "${seller}" has no token "${name}"`);
}

const revoke = statement(`
  update tokens set revoked_at = coalesce(revoked_at, :now) where seller = :seller and name = :name returning name`);

/**
 * Who brings this token; null when nobody may: it is unknown, revoked or expired. Found by its digest, so that how long it takes
 * tells nothing of the tokens there are.
 */
export async function findToken({ database }: Context, { token, now }: { token: string; now: number }): Promise<Token | null> {
  const digest = digestOf(token);
  const [found] = await database.read(async (session) => session.query<Token>(byDigest, { digest, now }));
  if (!found) return null;
  const { seller, name, lastUsedAt } = found;
  if (lastUsedAt === null || now - lastUsedAt >= NOTED_EVERY_MS) {
    await database.write(async (session) => session.run(noteUse, { seller, name, now }));
  }
  return found;
}

const byDigest = statement(`
  select ${COLUMNS} from tokens
  where digest = :digest and revoked_at is null and (expires_at is null or expires_at > cast(:now as bigint))`);
const noteUse = statement('update tokens set last_used_at = :now where seller = :seller and name = :name');

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
