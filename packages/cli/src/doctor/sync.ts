import { closeSync, fdatasyncSync, fstatSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { span } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

const SYNCS = 50;
/** No longer than this altogether, however slow the disk is. */
const LONGEST_MS = 3_000;

/** A slower disk is felt: at 20 ms a client alone gets fifty answers a second at most. */
const SLOW_MS = 20;

/** What syncs of a small file in the data folder cost, and what time the file system gave it. */
export type SyncFacts = { syncs: number; medianMs: number; p99Ms: number; fileTimeMs: number; clockMs: number } | { failed: string };

/** Writes a small file into the folder, syncs it some fifty times, and removes it. */
export function trySyncs(data: string): SyncFacts {
  const file = join(data, `.doctor-${process.pid}.tmp`);
  try {
    const open = openSync(file, 'wx', 0o600);
    try {
      return measure(open);
    } finally {
      closeSync(open);
      rmSync(file, { force: true });
    }
  } catch (error) {
    return { failed: (error as Error).message };
  }
}

function measure(open: number): SyncFacts {
  const block = Buffer.alloc(4096);
  const times: number[] = [];
  const until = performance.now() + LONGEST_MS;
  while (times.length < SYNCS && performance.now() < until) {
    writeSync(open, block);
    const before = performance.now();
    fdatasyncSync(open);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  return { syncs: times.length, medianMs: at(0.5), p99Ms: at(0.99), fileTimeMs: fstatSync(open).mtimeMs, clockMs: Date.now() };
}

/** What every answer has to wait for. */
export function judgeSync(facts: SyncFacts, say: Say): Finding {
  const finding = new Finding('sync', facts);
  if ('failed' in facts) return finding.wrong(say('syncFailed', { reason: facts.failed }), say('syncMend'));
  finding.fact(say('syncCosts', { median: span(facts.medianMs, say), p99: span(facts.p99Ms, say), n: facts.syncs }));
  return facts.medianMs > SLOW_MS ? finding.warn(null, say('syncSlow')) : finding;
}
