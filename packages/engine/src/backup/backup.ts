import type { Context } from '../context.ts';

/** A backup that was made. */
export interface BackedUp {
  file: string;
  /** In bytes. */
  size: number;
}

/**
 * Copies the database as it is now into a file of its own; calls go on meanwhile. The key file is not in it.
 *
 * @param input.file absolute path of a file that is not there yet
 * @throws EngineError `exists`, `damaged` when the database is, `store`; `input` for a database that has tools of its own
 */
export async function backup({ database }: Context, { file }: { file: string }): Promise<BackedUp> {
  return { file, size: await database.backup(file) };
}
