import type { PendingChange } from '../pool/count.ts';
import type { Session } from '../store/database.ts';
import type { Columns, RowOf } from './column.ts';

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

/**
 * One kind of file, defined once: validation, the table in the docs, the example files' test and the import read it.
 *
 * `resolve` looks up what a row names and throws {@link CellError} where it cannot be; it runs for the whole file before
 * anything is written. `write` applies rows in one transaction and says how many changed anything.
 */
export interface Kind<C extends Columns = Columns, Resolved = unknown> {
  name: string;
  summary: { en: string; zh: string };
  columns: C;
  /** Which pool's counts its rows may change. */
  pool: 'stock' | 'shipment';
  claim(row: RowOf<C>): Claim;
  resolve(context: ImportContext, row: RowOf<C>): Promise<Resolved>;
  write(context: ImportContext, rows: { row: RowOf<C>; resolved: Resolved }[]): Promise<number>;
  /** Work that the rows cause beyond their own transaction, done in steps until it answers 0. */
  follow?(context: ImportContext): Promise<number>;
}

/** Keeps the literal types of a definition. */
export function kind<C extends Columns, Resolved>(definition: Kind<C, Resolved>): Kind<C, Resolved> {
  return definition;
}
