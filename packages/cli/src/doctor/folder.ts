import { constants, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { lookAtPlace, may, type Place } from '../data-folder.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** The data folder as the file system has it. */
export interface FolderFacts {
  data: string;
  kind: Place['is'];
  /** Permission bits; null where the system has none. */
  mode: number | null;
  uid: number | null;
  writable: boolean;
  /** Files in it whose owner is not the folder's. */
  ofOthers: string[];
}

/** Looks at the folder and its files, not into them. */
export function lookAtFolder(data: string): FolderFacts {
  const { is: kind } = lookAtPlace(data);
  const found = kind === 'folder' ? statSync(data) : undefined;
  const hasModes = process.platform !== 'win32';
  const facts = { data, mode: found && hasModes ? found.mode & 0o777 : null, uid: found && hasModes ? found.uid : null };
  if (!found) return { ...facts, kind, writable: false, ofOthers: [] };
  return { ...facts, kind, writable: may(data, constants.W_OK | constants.X_OK), ofOthers: hasModes ? filesOfOthers(data, found) : [] };
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
  if (kind !== 'folder') return finding.wrong(say(`${kind}Place`), say('folderOther'));
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
