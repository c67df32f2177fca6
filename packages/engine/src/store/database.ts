/** The port every store keeps: statements with named values, inside transactions. */
import type { CommitTimes } from './commit-times.ts';

/** What a column holds. Times are epoch milliseconds, flags 0 or 1, decimals canonical text. */
export type Value = string | number | null;

export type Row = Record<string, Value>;

/**
 * One SQL text for both databases, its names in order.
 *
 * `:name` stands for a value. `/*lock*​/` at the end of a select holds the rows until the transaction ends, `/*share*​/` only keeps
 * others from changing them; SQLite, which has one writer, ignores both. `each(:name)` makes rows of a JSON array of arrays, given
 * as text: `value->>0` is the first of a row, as text or null.
 */
export interface Statement {
  readonly names: readonly string[];
  /** The text with numbered placeholders: `?1` for SQLite, `$1` for PostgreSQL. */
  readonly sqlite: string;
  readonly postgres: string;
}

/** Prepares a {@link Statement} from SQL with `:name` placeholders. */
export function statement(sql: string): Statement {
  const names: string[] = [];
  const number = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  };
  const numbered = sql.trim().replace(/(?<!:):([a-z_][a-z0-9_]*)/gi, (_, name: string) => `\u0000${number(name)}`);
  return {
    names,
    sqlite: numbered.replaceAll('\u0000', '?').replace(EACH, 'jsonb_each($1)'),
    postgres: numbered
      .replaceAll('\u0000', '$')
      .replaceAll('/*lock*/', 'for update')
      .replaceAll('/*share*/', 'for share')
      .replace(EACH, 'json_array_elements(cast($1 as json))'),
  };
}

// `jsonb_each` and not `json_each`, which gives a row as text that each `->>` reads again: a third cheaper (measured).
const EACH = /\beach\(([?$]\d+)\)/g;

/** The values in the order of the statement's names; a name without a value is a mistake, not a NULL. */
export function bind(statement: Statement, values: Record<string, Value>): Value[] {
  return statement.names.map((name) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`statement needs a value for ":${name}": ${statement.sqlite}`);
    return value;
  });
}

/** Runs statements in one transaction. */
export interface Session {
  query<R extends object = Row>(statement: Statement, values?: Record<string, Value>): R[] | Promise<R[]>;
  /** Runs a statement that gives nothing back. @returns how many rows it changed */
  run(statement: Statement, values?: Record<string, Value>): number | Promise<number>;
}

/** Whether a work lets others go first, who have a caller that waits; it is never kept waiting for good. */
export interface Patience {
  patient?: boolean;
}

/**
 * A database.
 *
 * `write` resolves only after what the work did is durable, and rejects with nothing done (or, where the connection broke
 * while committing, with the outcome unknown: every verb is safe to repeat). `read` sees one committed state and cannot
 * write. Works of one database may share a commit; one that throws never harms another.
 */
export interface Database {
  read<T>(work: (session: Session) => Promise<T>, options?: Patience): Promise<T>;
  write<T>(work: (session: Session) => Promise<T>, options?: Patience): Promise<T>;
  /**
   * Up to which `seq` the journal is complete: whoever commits from now on adds only rows after it. Where works run side by side, a row
   * with a lower number may be committed after one with a higher, so whoever follows the journal reads no further; ask before the
   * transaction that reads begins.
   */
  journalEnd(): Promise<number>;
  /** How long its commits took; null for one that is only looked at. */
  readonly commits: CommitTimes | null;
  /**
   * Copies one committed state into a file that is not there yet, checked and durable; works go on meanwhile.
   *
   * @returns its size in bytes
   * @throws EngineError `exists`, `damaged` or `store`; `input` where the database has tools of its own for it
   */
  backup(file: string): Promise<number>;
  close(): Promise<void>;
}
