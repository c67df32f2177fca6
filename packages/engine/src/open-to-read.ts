import { existsSync } from 'node:fs';
import { createEngine } from './engine.ts';
import { EngineError } from './error.ts';
import { folderOf } from './folder.ts';
import { takeLock } from './lock.ts';
import type { OpenEngine } from './open.ts';
import { openVault, type Vault } from './sellers/vault.ts';
import { type Database, statement } from './store/database.ts';
import { openSqliteToRead } from './store/read-only.ts';

/**
 * What is known of the key file beside a database: it `fits` what the database holds, is `missing`, cannot be read, is no key
 * (`malformed`), belongs to another database (`stranger`), or has sealed nothing yet (`unused`).
 */
export type KeyFileState = 'fits' | 'missing' | 'unreadable' | 'malformed' | 'stranger' | 'unused';

/** A data folder that is only looked at. */
export interface FolderToRead extends OpenEngine {
  keyFile: KeyFileState;
  /** Whether another process, a server or a command, has the folder. */
  held: boolean;
}

/**
 * Opens the database of a data folder to look at it: beside a server that runs, or without one, and whatever state database
 * and key file are in. Verbs that read answer; those that write are refused with `store`, those that open secrets with
 * `keyFile` unless the key file fits.
 *
 * Without a server the folder is held until it is closed, so that none starts in between.
 *
 * @throws EngineError `store` when there is no database, or it cannot be read
 */
export async function openFolderToRead(path: string): Promise<FolderToRead> {
  const folder = folderOf(path);
  const { release, held } = await lockIfFree(folder.lock);
  try {
    const database = openSqliteToRead(folder.database, release !== null);
    try {
      const { state, vault } = await tryKeyFile(folder.key, database);
      return {
        engine: createEngine({ database, vault }),
        keyFile: state,
        held,
        async close() {
          await database.close();
          release?.();
        },
      };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    release?.();
    throw error;
  }
}

/** No lock where somebody else has it, or where none can be had: in a folder that may only be read. */
async function lockIfFree(file: string): Promise<{ release: (() => void) | null; held: boolean }> {
  try {
    return { release: await takeLock(file), held: false };
  } catch (error) {
    return { release: null, held: error instanceof EngineError && error.code === 'locked' };
  }
}

async function tryKeyFile(file: string, database: Database): Promise<{ state: KeyFileState; vault: Vault }> {
  const sealed = await database.read(async (session) => session.query<{ value: string }>(select));
  const none = { seal: refuse, open: refuse };
  if (!existsSync(file)) return { state: 'missing', vault: none };
  try {
    const vault = openVault(file, false);
    if (!sealed[0]) return { state: 'unused', vault };
    return opens(vault, sealed[0].value) ? { state: 'fits', vault } : { state: 'stranger', vault: none };
  } catch (error) {
    return { state: (error as Error).cause ? 'unreadable' : 'malformed', vault: none };
  }
}

function opens(vault: Vault, sealed: string): boolean {
  try {
    vault.open(sealed);
    return true;
  } catch {
    return false;
  }
}

function refuse(): never {
  throw new EngineError('keyFile', 'the key file does not fit this database, so no secret can be opened');
}

const select = statement(`select value from facts where seller = '' and name = 'seal'`);
