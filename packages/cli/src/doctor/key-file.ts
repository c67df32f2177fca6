import { statSync } from 'node:fs';
import type { KeyFileState } from '@tongbu/engine';
import { word } from '../output/typed.ts';
import { Finding } from './finding.ts';
import { octal } from './folder.ts';
import type { Say } from './words.ts';

/** The key file beside the database. */
export interface KeyFileFacts {
  file: string;
  exists: boolean;
  mode: number | null;
  hasDatabase: boolean;
  /** Null while the database cannot be read. */
  state: KeyFileState | null;
}

/** Looks at the key file; whether it fits was seen when the database was opened. */
export function lookAtKeyFile(file: string, hasDatabase: boolean, state: KeyFileState | null): KeyFileFacts {
  const found = statSync(file, { throwIfNoEntry: false });
  return { file, exists: found !== undefined, mode: found && process.platform !== 'win32' ? found.mode & 0o777 : null, hasDatabase, state };
}

/** Whether the key file is there, fits, and is its owner's alone. */
export function judgeKeyFile(facts: KeyFileFacts, say: Say): Finding {
  const { exists, mode, hasDatabase, state } = facts;
  const file = word(facts.file);
  const finding = new Finding('keyFile', facts);
  if (!exists) {
    if (!hasDatabase) return finding.fact(say('keyNone'));
    return finding.wrong(say('keyMissing', { file }), say('keyPutBack'));
  }
  const shown = { mode: mode === null ? '-' : octal(mode) };
  if (state === 'fits') finding.fact(say('keyFits', shown));
  else if (state === 'unused') finding.fact(say('keyUnused', shown));
  else if (state === 'unreadable') finding.wrong(say('keyUnreadable'), say('asOwner'));
  else if (state === 'malformed') finding.wrong(say('keyMalformed'), say('keyPutBack'));
  else if (state === 'stranger') finding.wrong(say('keyStranger'), say('keyPutBack'));
  else finding.fact(say('keyUnproved', shown));
  if (mode !== null && mode & 0o077) finding.wrong(say('keyOpen', shown), say('chmodKey', { file }));
  return finding;
}
