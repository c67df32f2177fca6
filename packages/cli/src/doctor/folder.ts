import { accessSync, constants, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** The data folder as the file system has it. */
export interface FolderFacts {
  data: string;
  kind: 'folder' | 'missing' | 'other';
  /** Permission bits; null where the system has none. */
  mode: number | null;
  uid: number | null;
  writable: boolean;
  /** Files in it whose owner is not the folder's. */
  ofOthers: string[];
}

/** Looks at the folder and its files, not into them. */
export function lookAtFolder(data: string): FolderFacts {
  const found = statSync(data, { throwIfNoEntry: false });
  const hasModes = process.platform !== 'win32';
  const facts = { data, mode: found && hasModes ? found.mode & 0o777 : null, uid: found && hasModes ? found.uid : null };
  if (!found?.isDirectory()) return { ...facts, kind: found ? 'other' : 'missing', writable: false, ofOthers: [] };
  return { ...facts, kind: 'folder', writable: mayWrite(data), ofOthers: hasModes ? filesOfOthers(data, found) : [] };
}

function mayWrite(data: string): boolean {
  try {
    accessSync(data, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function filesOfOthers(data: string, { uid }: Stats): string[] {
  const names = readable(data).filter((name) => name.startsWith('tongbu.'));
  return names.filter((name) => lstatSync(join(data, name), { throwIfNoEntry: false })?.uid !== uid).sort();
}

function readable(data: string): string[] {
  try {
    return readdirSync(data);
  } catch {
    return [];
  }
}

/** Whether the folder is there, is its owner's alone, and can be written. */
export function judgeFolder(facts: FolderFacts, say: Say): Finding {
  const { kind, mode, uid, writable, ofOthers } = facts;
  const finding = new Finding('folder', facts);
  if (kind === 'missing') return finding.wrong(say('folderMissing'), say('folderNamed'));
  if (kind === 'other') return finding.wrong(say('notFolder'), say('folderNamed'));
  if (mode === null) finding.fact(say('folderNoModes'));
  else if (mode & 0o077) finding.warn(say('folderOpen', { mode: octal(mode) }), say('chmodFolder'));
  else finding.fact(say('folderClosed', { mode: octal(mode) }));
  if (!writable) finding.wrong(say('notWritable'), say('syncMend'));
  if (ofOthers.length > 0) finding.warn(say('filesOfOthers', { files: ofOthers.join(' ') }), say('chownFiles', { uid: uid ?? '' }));
  return finding;
}

/** A mode as `chmod` takes it. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
