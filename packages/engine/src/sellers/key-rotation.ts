/** A secret is replaced while its client goes on calling: for a while the new one and the one before it are both valid. */
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { journal } from '../journal/journal.ts';
import { type Session, statement } from '../store/database.ts';
import { checkSecret } from './check-key.ts';
import { type NamedKey, requireKey } from './key-rights.ts';

/** What became of a key's secrets. */
export interface Rotated {
  /** Number of the key. */
  key: number;
  /** Before when the secret it had is valid still, epoch milliseconds; null until it is ended, or where it was ended at once. */
  until: number | null;
  /** Whether the secret it had was ended at once. */
  ended: boolean;
}

/**
 * Gives a key a new secret. The one it had stays valid beside it until a moment, or until {@link endPreviousSecret}. One row of the
 * journal (pool `key`, event `rotate`) says who did it and until when; secrets are in none.
 *
 * @param input.secret the new one; stored sealed
 * @param input.until before when the secret it had is valid; null until it is ended, now or earlier to end it at once
 * @throws EngineError `unknown` when there is no such key, `exists` while an older secret is valid too, `input` for a disabled key, and for a secret
 * that cannot be used or is the one it has
 */
export async function rotateKey(
  { database, vault }: Context,
  { secret, until, actor, now, ...named }: NamedKey & { secret: string; until: number | null; actor: string; now: number },
): Promise<Rotated> {
  const { seller, edition, appKey } = named;
  checkSecret(edition, appKey, secret);
  return database.write(async (session) => {
    const row = await requireKey(session, named);
    if (row.disabled_at !== null) throw new EngineError('input', `key "${appKey}" is disabled; add it again to give it another secret`);
    if (row.old_secret !== null && (row.old_until === null || row.old_until > now)) {
      const detail = `key "${appKey}" of seller "${seller}" has two valid secrets already; end the one before first`;
      throw new EngineError('exists', `${detail}: tongbu key rotate --key ${appKey} --end`);
    }
    if (vault.open(row.secret) === secret) throw new EngineError('input', `key "${appKey}": this is the secret it has`);
    const ended = until !== null && until <= now;
    await session.run(rotate, { seller, key: row.key_id, sealed: vault.seal(secret), now, until });
    if (ended) await session.run(endPrevious, { seller, key: row.key_id });
    await tell(session, named, row.key_id, { actor, now }, 'rotate', ended ? { until: now } : { until });
    return { key: row.key_id, until: ended ? null : until, ended };
  });
}

const rotate = statement(`
  update app_keys set old_secret = secret, old_since = secret_since, old_used_at = used_at, old_until = cast(:until as bigint),
    secret = :sealed, secret_since = :now, used_at = null
  where seller = :seller and key_id = :key`);

/**
 * Ends the secret that a key had before its last rotation: from now on only the new one is valid. Where there is none, nothing is done.
 *
 * @returns whether there was one
 * @throws EngineError `unknown` when there is no such key
 */
export async function endPreviousSecret(
  { database }: Context,
  { actor, now, ...named }: NamedKey & { actor: string; now: number },
): Promise<boolean> {
  return database.write(async (session) => {
    const { key_id: key, old_secret } = await requireKey(session, named);
    if (old_secret === null) return false;
    await session.run(endPrevious, { seller: named.seller, key });
    await tell(session, named, key, { actor, now }, 'end-secret', {});
    return true;
  });
}

const endPrevious = statement(`
  update app_keys set old_secret = null, old_since = null, old_until = null, old_used_at = null where seller = :seller and key_id = :key`);

async function tell(
  session: Session,
  { seller, edition, appKey }: NamedKey,
  key: number,
  { actor, now }: { actor: string; now: number },
  event: 'rotate' | 'end-secret',
  more: { until?: number | null },
): Promise<void> {
  const effect = event === 'rotate' ? 'rotated' : 'ended';
  const until = typeof more.until === 'number' ? new Date(more.until).toISOString() : more.until;
  const detail = JSON.stringify({ edition, key: appKey, ...(until !== undefined && { until }) });
  await journal(session, { seller, at: now, actor, pool: 'key', signedAt: null }, [{ event, subject: key, effect, detail }]);
}

/** When a secret of a key was last used to verify a request. */
export interface KeyUse {
  seller: string;
  /** Number of the key. */
  key: number;
  /** Since when the secret is the key's, which tells it from the one before or after it. */
  since: number;
  at: number;
}

/** Notes when secrets were used last; earlier than what is noted already changes nothing. A previous secret that has run out is forgotten. */
export async function noteKeyUses({ database }: Context, { uses, now }: { uses: KeyUse[]; now: number }): Promise<void> {
  await database.write(async (session) => {
    for (const { seller, key, since, at } of uses) {
      await session.run(noteCurrent, { seller, key, since, at });
      await session.run(notePrevious, { seller, key, since, at });
      await session.run(forgetPrevious, { seller, key, now });
    }
  });
}

const noteCurrent = statement(`
  update app_keys set used_at = :at
  where seller = :seller and key_id = :key and secret_since = :since and coalesce(used_at, 0) < :at`);
const notePrevious = statement(`
  update app_keys set old_used_at = :at
  where seller = :seller and key_id = :key and old_since = :since and coalesce(old_used_at, 0) < :at`);
const forgetPrevious = statement(`
  update app_keys set old_secret = null, old_since = null, old_until = null, old_used_at = null
  where seller = :seller and key_id = :key and old_until <= :now`);
