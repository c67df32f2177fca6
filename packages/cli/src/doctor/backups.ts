import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { age } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

const DAY_MS = 86_400_000;

/** The newest backup beside the data. */
export interface BackupFacts {
  /** Where backups lie. */
  folder: string;
  newest: { name: string; at: number } | null;
  hasDatabase: boolean;
  now: number;
}

/** Looks for the newest backup in a folder; what is still being written does not count. */
export function lookAtBackups(folder: string, hasDatabase: boolean, now: number): BackupFacts {
  const found = namesIn(folder)
    .filter((name) => !/^\.|\.(tmp|part|new)$|-(wal|shm|journal)$/.test(name))
    .map((name) => ({ name, at: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at);
  return { folder, newest: found[0] ?? null, hasDatabase, now };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether there is a backup of today. */
export function judgeBackups(facts: BackupFacts, say: Say): Finding {
  const { folder, newest, hasDatabase, now } = facts;
  const finding = new Finding('backups', facts);
  if (!hasDatabase) return finding.fact(say('backupNotYet'));
  if (!newest) return finding.warn(say('backupNone', { folder }), say('backupNow'));
  finding.fact(say('backupNewest', { name: newest.name, age: age(now - newest.at, say) }));
  return now - newest.at > DAY_MS ? finding.warn(null, say('backupOld')) : finding;
}
