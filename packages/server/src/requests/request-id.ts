import { randomFillSync } from 'node:crypto';

const BYTES = 8;
const pool = Buffer.alloc(4096);
let used = pool.length;

/**
 * The id of a request: 64 random bits as 16 hexadecimal digits. It travels in the header `x-request-id` and stands in the log. Random, so that
 * it tells nobody how many others call.
 */
export function newRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return pool.toString('hex', used - BYTES, used);
}
