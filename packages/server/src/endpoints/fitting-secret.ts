import type { Credential } from '@tongbu/engine';

/**
 * Which of a key's valid secrets a signature was made with; null where it is none.
 *
 * Each valid secret is tried, whichever fits, so that how long it takes tells nothing of which one it was. A key that is being given another secret has two.
 *
 * @param fits compares in constant time
 * @param now by the server's clock, epoch milliseconds
 */
export function fittingSecret(
  { secret, previousSecret, previous }: Credential,
  now: number,
  fits: (secret: string) => boolean,
): 'current' | 'previous' | null {
  const isCurrent = fits(secret);
  const hasTwo = previousSecret !== null && previous !== null && (previous.until === null || now < previous.until);
  const isPrevious = hasTwo && fits(previousSecret);
  if (isCurrent) return 'current';
  return isPrevious ? 'previous' : null;
}
