import { byBytes } from '../characters.ts';
import { md5, sameText } from '../digest.ts';

/** The two halves of a flagship appsecret: `secret` never travels, `salt` does. */
export interface FlagshipSecret {
  secret: string;
  salt: string;
}

/**
 * Splits an appsecret at its first colon; what follows a second colon stays in the salt.
 *
 * @returns undefined when there is no colon
 * @see the specification, flagship 2
 */
export function splitSecret(appsecret: string): FlagshipSecret | undefined {
  const colon = appsecret.indexOf(':');
  if (colon < 0) return undefined;
  return { secret: appsecret.slice(0, colon), salt: appsecret.slice(colon + 1) };
}

/**
 * The text that is signed: secret, then every name and value in byte order of the names, then the secret again, without
 * separators. The body takes part under the name `body`, as the bytes that travel.
 *
 * @param parameters the query parameters, decoded; `sign` is left out if it is there
 */
export function canonicalParts(parameters: Record<string, string>, body: string | Uint8Array, secret: string): (string | Uint8Array)[] {
  const names = Object.keys(parameters).filter((name) => name !== 'sign' && name !== 'body');
  names.push('body');
  names.sort(byBytes);
  const parts: (string | Uint8Array)[] = [secret];
  for (const name of names) parts.push(name, name === 'body' ? body : (parameters[name] as string));
  parts.push(secret);
  return parts;
}

/**
 * Signs a flagship request.
 *
 * @returns MD5 as 32 lower-case hexadecimal digits
 * @see the specification, flagship 2; vectors in test/data/flagship-signatures.json
 */
export function sign(parameters: Record<string, string>, body: string | Uint8Array, secret: string): string {
  return md5(...canonicalParts(parameters, body, secret));
}

/** Whether salt and signature are right; compared in constant time, either hex case accepted. */
export function verify(parameters: Record<string, string>, body: string | Uint8Array, key: FlagshipSecret): boolean {
  const saltFits = sameText(parameters['salt'] ?? '', key.salt);
  const signFits = sameText((parameters['sign'] ?? '').toLowerCase(), sign(parameters, body, key.secret));
  return saltFits && signFits;
}
