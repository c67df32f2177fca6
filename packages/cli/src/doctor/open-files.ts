import { readFileSync } from 'node:fs';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** Two thousand clients, the database and what else a process opens. */
const ENOUGH = 4_096;

/** How many files and connections may be open at once; null where the system does not tell. */
export interface OpenFileFacts {
  limit: number | null;
  /** Whether it is the server's own limit, or that of this shell, which a server started from it would get. */
  ofServer: boolean;
}

/** Reads the limit of the server's process where it may, otherwise of this one. */
export function readOpenFiles(serverPid: number | null): OpenFileFacts {
  const server = serverPid === null ? null : limitOf(String(serverPid));
  return server === null ? { limit: limitOf('self'), ofServer: false } : { limit: server, ofServer: true };
}

function limitOf(process: string): number | null {
  try {
    return softLimit(readFileSync(`/proc/${process}/limits`, 'utf8'));
  } catch {
    return null;
  }
}

/** The soft limit from the text of `/proc/<pid>/limits`. */
export function softLimit(limits: string): number | null {
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  if (soft === undefined) return null;
  return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft);
}

/** Whether many clients can be connected at once. */
export function judgeOpenFiles(facts: OpenFileFacts, say: Say): Finding {
  const { limit, ofServer } = facts;
  const finding = new Finding('openFiles', facts);
  if (limit === null) return finding.fact(say('filesUnknown'));
  const n = limit === Number.MAX_SAFE_INTEGER ? '∞' : limit.toLocaleString('en-US');
  finding.fact(say(ofServer ? 'filesOfServer' : 'filesLimit', { n }));
  return limit < ENOUGH ? finding.warn(null, say('filesFew')) : finding;
}
