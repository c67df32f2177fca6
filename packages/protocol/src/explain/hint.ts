import { likelyMistake } from './explain.ts';
import type { Mistake, MistakeKind } from './mistake.ts';
import type { RefusedRequest } from './request.ts';

/** What an operator tells an integrator, in a line. Mistakes without words of their own go by their name. */
const HINTS: Partial<Record<MistakeKind, string>> = {
  'lengths in bytes': 'client counts bytes; count characters, or escape non-ASCII in JSON fields',
  'lengths in UTF-16': 'client counts UTF-16 units; count code points, or escape non-ASCII in JSON fields',
  'empty values left out': 'client sends empty values that it does not sign; leave them out of both',
  'empty values not sent': 'client signs empty values that it does not send; leave them out of both',
  'body left out': 'client leaves the body out of the signed text',
  'body written again': 'client signs one JSON text and sends another; send the very text that was signed',
  'field written again': 'client signs one JSON text and sends another; send the very text that was signed',
  'secret and salt swapped': 'client signs with the salt; the secret stands before the colon',
  'secret not split': 'client signs with secret:salt unsplit; sign with what stands before the colon',
  'salt is the secret': 'client sends its secret as salt; the salt stands after the colon',
  'salt wrong': 'the salt is not that of this key',
  'value cut at &': 'a value with a bare & was cut; percent-encode it',
  'values not encoded': 'values are not percent-encoded, so + and % changed on the way',
  'values encoded': 'client signs percent-encoded values; sign them decoded',
  'signed for the other edition': 'client signs as the other edition does',
};

/**
 * One short hint at why a signature is wrong, without anything secret and without what the request holds.
 *
 * It costs some hundred digests of the signed text.
 *
 * @returns undefined when nothing usual explains it
 */
export function hintAt(refused: RefusedRequest, appsecret: string): string | undefined {
  const mistake: Mistake | undefined = likelyMistake(refused, appsecret);
  return mistake && (HINTS[mistake.kind] ?? mistake.kind);
}
