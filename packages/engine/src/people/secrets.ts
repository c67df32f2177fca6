import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits: a prefix that says what it is, and 43 characters. */
export function newSecret(prefix: 'ts_' | 'tl_'): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is kept of a secret, and what it is found by: how long that takes tells nothing of the secrets there are. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
