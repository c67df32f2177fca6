import { createHash } from 'node:crypto';

/** Which part of the records a bridge works on, so that several may share a pool: number `this` of `of`, counted from 1. */
export interface Share {
  this: number;
  of: number;
}

/** Whether a listing or order is this bridge's. All bridges of a pool answer alike, so each has exactly one. */
export function sharedBy(share: Share, place: string): boolean {
  if (share.of === 1) return true;
  return createHash('sha256').update(place).digest().readUInt32BE(0) % share.of === share.this - 1;
}
