import { createHash, timingSafeEqual } from 'node:crypto';

/** MD5 of the parts, one after another, as 32 lower-case hexadecimal digits. Text counts as UTF-8. */
export function md5(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Whether two secrets or signatures are equal, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  // Lengths are public here; comparing a buffer with itself keeps the work alike.
  if (left.length !== right.length) return timingSafeEqual(left, left) && false;
  return timingSafeEqual(left, right);
}
