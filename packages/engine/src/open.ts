import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { guardDatabase, openError, refuseDamaged } from './backup/guard.ts';
import { finishRestore } from './backup/swap.ts';
import { createEngine, type Engine } from './engine.ts';
import { EngineError } from './error.ts';
import { folderOf } from './folder.ts';
import { takeLock } from './lock.ts';
import type { PasswordCost } from './people/password.ts';
import { checkSeal, hasSeal } from './sellers/installation.ts';
import { openVault, type Vault } from './sellers/vault.ts';
import type { Database } from './store/database.ts';
import { openSqlite } from './store/sqlite.ts';

/** An engine that runs, and how to stop it. */
export interface OpenEngine {
  engine: Engine;
  /** Finishes what was begun and lets go of the store. */
  close(): Promise<void>;
}

/** What an engine may be told. */
export interface OpenOptions {
  passwordCost?: PasswordCost;
}

/**
 * Opens the SQLite database of a data folder in this thread; {@link openFolder} (`worker.ts`) runs it in a thread of its own.
 *
 * @param onLost called once when the disk or the file can no longer be trusted: every call fails from then on
 * @param options.passwordCost what hashing a password costs; what keeps it safe by default
 * @throws EngineError `locked`, `damaged`, `keyFile`, `schemaNewer` or `store`
 */
export async function openFolderHere(path: string, onLost?: (error: EngineError) => void, options: OpenOptions = {}): Promise<OpenEngine> {
  const folder = folderOf(path);
  makeFolder(path);
  const release = await takeLock(folder.lock);
  try {
    finishRestore(folder); // one that was killed
    refuseDamaged(folder);
    const opened = await openSqlite(folder.database, onLost).catch((error) => {
      throw openError(folder, error);
    });
    const database = guardDatabase(opened, folder, onLost);
    try {
      const vault = openVault(folder.key, !(await hasSeal(database)));
      await checkSeal(database, vault);
      return {
        engine: createEngine({ database, vault, ...options }),
        async close() {
          await database.close();
          release();
        },
      };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}

function makeFolder(path: string): void {
  if (existsSync(path)) return;
  try {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o700);
  } catch (cause) {
    throw new EngineError('store', `the data folder ${path} cannot be made: ${(cause as Error).message}`, { cause });
  }
}

/** An engine over a PostgreSQL database, in this thread. */
export async function openPostgresEngine(url: string, vault: Vault): Promise<OpenEngine & { database: Database }> {
  // Loaded only now: whoever keeps to SQLite need not load a driver of PostgreSQL.
  const { openPostgres } = await import('./store/postgres.ts');
  const database = await openPostgres(url);
  try {
    await checkSeal(database, vault);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { engine: createEngine({ database, vault }), database, close: () => database.close() };
}
