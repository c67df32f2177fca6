import { randomBytes } from 'node:crypto';
import type { Edition } from '@tongbu/engine';
import { type Flags, readSecretFile, readSettings } from './config.ts';
import { usage } from './error.ts';

/** The flag that every command with a secret takes beside `--secret`. */
export const SECRET_FILE = ['--secret-file <path>', 'read the secret from a file; - for standard input'] as const;

/**
 * The secret that was given, by flag, file or variable; undefined where none was.
 *
 * @throws CommandError `usage` when both flags are given, or the file cannot be read
 */
export function givenSecret(flags: Flags): string | undefined {
  const file = flags['secretFile'] as string | undefined;
  if (file === undefined) return readSettings(['secret'], flags).secret;
  if (flags['secret'] !== undefined) throw usage('--secret and --secret-file: give one of them');
  return readSecretFile(file, '--secret-file');
}

/** A new appsecret: 256 random bits; on the flagship edition followed by a salt of 64, which travels with every request. */
export function newSecret(edition: Edition): string {
  const secret = randomBytes(32).toString('hex');
  return edition === 'flagship' ? `${secret}:${randomBytes(8).toString('hex')}` : secret;
}
