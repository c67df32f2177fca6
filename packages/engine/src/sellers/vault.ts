import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EngineError } from '../error.ts';

/** Seals and opens secrets; what is sealed can be stored. */
export interface Vault {
  seal(secret: string): string;
  /** @throws EngineError `keyFile` when it was sealed with another key */
  open(sealed: string): string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;

/**
 * A vault whose key lies in a file beside the database, not in it (AES-256-GCM).
 *
 * @param file 32 random bytes in hexadecimal; made with mode 0600 when missing and `mayCreate` is true
 * @throws EngineError `keyFile` when it is missing or unreadable
 */
export function openVault(file: string, mayCreate: boolean): Vault {
  if (!existsSync(file)) {
    if (!mayCreate)
      throw new EngineError('keyFile', `the key file ${file} is missing, but the database holds secrets sealed with it; put it back`);
    makeKey(file);
  }
  const text = readKey(file);
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new EngineError('keyFile', `the key file ${file} does not hold 64 hexadecimal digits; put the right file back`);
  return vaultOf(Buffer.from(text, 'hex'), file);
}

/** Durable before anything is sealed with it: what a database holds must not outlive its key in a power cut. */
function makeKey(file: string): void {
  const draft = `${file}.new`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  if (process.platform === 'win32') return; // has no way to flush a folder
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new EngineError('keyFile', `the key file ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** A vault with the given 32 bytes; `name` is for messages. */
export function vaultOf(key: Uint8Array, name = 'key'): Vault {
  return {
    seal(secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(text) {
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
      try {
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + 16));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + 16)), decipher.final()]).toString('utf8');
      } catch (cause) {
        const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 8);
        throw new EngineError(
          'keyFile',
          `${name} (fingerprint ${fingerprint}) does not fit this database; put the key file back that belongs to it`,
          { cause },
        );
      }
    },
  };
}
