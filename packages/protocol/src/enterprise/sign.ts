import { byBytes, countCharacters } from '../characters.ts';
import { md5, sameText } from '../digest.ts';

/**
 * The text that is signed, without the secret: parameters sorted by name, each `LL-name:VVVV-value`, joined by `;`.
 *
 * `LL` and `VVVV` are the lengths in characters (code points), at least two and four digits wide; a longer length takes
 * the digits it needs.
 *
 * @param parameters the form as sent, decoded; `sign` is left out if it is there
 * @see the specification, enterprise 2.1
 */
export function canonicalText(parameters: Record<string, string>): string {
  return Object.keys(parameters)
    .filter((name) => name !== 'sign')
    .sort(byBytes)
    .map((name) => `${measured(name, 2)}:${measured(parameters[name] as string, 4)}`)
    .join(';');
}

function measured(text: string, width: number): string {
  return `${String(countCharacters(text)).padStart(width, '0')}-${text}`;
}

/**
 * Signs a request of the enterprise edition: canonical text, then the whole appsecret, digested.
 *
 * @returns MD5 as 32 lower-case hexadecimal digits
 * @see the specification, enterprise 2; vectors in test/data/enterprise-signatures.json
 */
export function sign(parameters: Record<string, string>, appsecret: string): string {
  return md5(canonicalText(parameters), appsecret);
}

/** Whether the signature is right; compared in constant time, either hex case accepted. */
export function verify(parameters: Record<string, string>, appsecret: string): boolean {
  return sameText((parameters['sign'] ?? '').toLowerCase(), sign(parameters, appsecret));
}
