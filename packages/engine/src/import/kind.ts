import type { PendingChange } from '../pool/count.ts';
import type { Session } from '../store/database.ts';
import { CellError, type Columns, type RowOf } from './column.ts';

/** What a row lays hold of: two rows of one file must not lay hold of the same. */
export interface Claim {
  group: string;
  /** Parts of the group; null for all of it. */
  members: string[] | null;
}

/** What the writing of rows needs. */
export interface ImportContext {
  session: Session;
  seller: string;
  actor: string;
  now: number;
  pending: PendingChange;
}

/** What the looking up of what rows name needs. */
export interface ResolveContext extends ImportContext {
  /** How far what the rows build on is kept as it is: `share` where they are written, `read` where they are only checked. */
  hold: 'read' | 'share';
}

/**
 * One kind of file, defined once: validation, the table in the docs, the example files' test and the import read it.
 *
 * `resolve` looks up what rows name, with a {@link CellError} in the place of a row that cannot be; it runs for the whole file
 * before anything is written. `write` applies rows, no two of which claim the same, in one transaction and says how many
 * changed anything.
 */
export interface Kind<C extends Columns = Columns, Resolved = unknown> {
  name: string;
  summary: { en: string; zh: string };
  columns: C;
  /** Which pool's counts its rows may change. */
  pool: 'stock' | 'shipment';
  claim(row: RowOf<C>): Claim;
  resolve(context: ResolveContext, rows: RowOf<C>[]): Promise<(Resolved | CellError)[]>;
  write(context: ImportContext, rows: { row: RowOf<C>; resolved: Resolved }[]): Promise<number>;
}

/** Keeps the literal types of a definition. */
export function kind<C extends Columns, Resolved>(definition: Kind<C, Resolved>): Kind<C, Resolved> {
  return definition;
}

/** For kinds whose rows name nothing else. */
export const namesNothing = async (_: ImportContext, rows: unknown[]): Promise<null[]> => rows.map(() => null);

/** Resolves rows one by one; where that throws a {@link CellError}, the error stands in the row's place. */
export async function resolveEach<R, T>(rows: R[], resolve: (row: R) => T | Promise<T>): Promise<(T | CellError)[]> {
  const resolved: (T | CellError)[] = [];
  for (const row of rows) {
    try {
      resolved.push(await resolve(row));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      resolved.push(error);
    }
  }
  return resolved;
}
