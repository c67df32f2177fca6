/** What faults.c recorded: one record for each call that changed or synced a file. */
import { readFileSync } from 'node:fs';

/** The kinds, in the order of `enum kind` from 1. */
const KINDS = ['write', 'sync', 'truncate', 'unlink', 'rename', 'failed sync'] as const;

/** `struct record`: four 64-bit numbers and two of 32 bits. */
const HEAD = 40;

/** One call on a file. */
export interface DiskRecord {
  kind: (typeof KINDS)[number];
  path: string;
  /** When it was called and when it had returned: `CLOCK_MONOTONIC` in nanoseconds, as `process.hrtime.bigint()` counts. */
  began: bigint;
  ended: bigint;
  /** Where it wrote; the new length of a truncation. */
  offset: number;
  /** What it wrote; the new name of a rename. */
  data: Buffer;
}

/** Reads a log. The calls stand in the order in which they were done. */
export function readRecords(log: string): DiskRecord[] {
  const bytes = readFileSync(log);
  const records: DiskRecord[] = [];
  for (let at = 0; at + HEAD <= bytes.length; ) {
    const path = at + HEAD;
    const data = path + bytes.readInt32LE(at + 36);
    const end = data + Number(bytes.readBigInt64LE(at + 24));
    // A process that was killed may leave its last record unfinished.
    if (end > bytes.length) break;
    records.push({
      kind: KINDS[bytes.readInt32LE(at + 32) - 1] as DiskRecord['kind'],
      path: bytes.toString('utf8', path, data),
      began: bytes.readBigInt64LE(at),
      ended: bytes.readBigInt64LE(at + 8),
      offset: Number(bytes.readBigInt64LE(at + 16)),
      data: bytes.subarray(data, end),
    });
    at = end;
  }
  return records;
}
