import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { elsewhere } from '../backup/elsewhere.ts';
import { EngineError } from '../error.ts';
import { CommitTimes } from './commit-times.ts';
import { checkDurability, configureWriter, connect, connectReader } from './connect.ts';
import { bind, type Database, type Patience, type Row, type Session, type Statement, type Value } from './database.ts';
import { migrate } from './migrate.ts';

/** How often a file is tried to be opened: a second or so. */
const TRIES = 50;

/**
 * Works are taken into a commit for so long. Longer shares more: pages written once, one sync. Shorter answers sooner, and
 * lets those who asked prepare their next request while the next group runs.
 */
const GROUP_MS = 5;

/**
 * Between two patient works, those who do not want to wait have the connection for at least so long, while there are any: a feed of
 * 5 ms works slows acknowledgements by a tenth and still gets on. A patient read waits no longer either.
 */
const PATIENCE_MS = 45;

/**
 * The WAL is copied into the database when it has so many pages of 4 KiB. Acknowledgements wait meanwhile: four times as many take
 * four times as long at once, and save nothing on the whole (measured).
 */
const LONGEST_WAL = 1000;

/** `SQLITE_IOERR_FSYNC` and `SQLITE_IOERR_DIR_FSYNC`. */
const FAILED_SYNC = new Set([1034, 1290]);

interface Waiting {
  work: (session: Session) => Promise<unknown>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/**
 * Opens a SQLite file: WAL, `synchronous=FULL` on the writing connection and read back, schema migrated.
 *
 * Writes that wait together share one commit and are answered after it; one that throws harms no other. Reads use a second
 * connection and so see only what is committed.
 *
 * @param file path of the database, created when missing
 * @param onLost called once when a sync has failed. What the system holds in memory and what is on the disk may differ then,
 *   and a later sync may succeed all the same, so this process must not go on: every call fails from then on, and a new
 *   process recovers from what is on the disk
 * @throws EngineError `store` when the settings do not hold, `schemaNewer` when the schema is newer than this program
 */
export async function openSqlite(file: string, onLost: (error: EngineError) => void = () => {}): Promise<Database> {
  // Switching a new file to WAL, and recovering one, does not wait for whoever does the same just now.
  for (let tries = 1; ; tries++) {
    try {
      return await openOnce(file, onLost);
    } catch (error) {
      if (tries >= TRIES || !/database is (locked|busy)/.test((error as Error).message)) throw error;
    }
    await pause(20);
  }
}

async function openOnce(file: string, onLost: (error: EngineError) => void): Promise<Database> {
  const writer = connect(file);
  try {
    configureWriter(writer);
    await migrate({ dialect: 'sqlite', exec: (sql) => writer.exec(sql), all: (sql) => writer.prepare(sql).all() as Row[] });
    checkDurability(writer, file);
    return new Sqlite(writer, connectReader(file), onLost);
  } catch (error) {
    writer.close();
    throw storeError(error);
  }
}

class Connection implements Session {
  readonly raw: DatabaseSync;
  readonly #prepared = new Map<Statement, StatementSync>();

  constructor(raw: DatabaseSync) {
    this.raw = raw;
  }

  query<R extends object>(statement: Statement, values: Record<string, Value> = {}): R[] {
    return this.#prepare(statement).all(...bind(statement, values)) as R[];
  }

  run(statement: Statement, values: Record<string, Value> = {}): number {
    return Number(this.#prepare(statement).run(...bind(statement, values)).changes);
  }

  #prepare(statement: Statement): StatementSync {
    let prepared = this.#prepared.get(statement);
    if (!prepared) {
      prepared = this.raw.prepare(statement.sqlite);
      this.#prepared.set(statement, prepared);
    }
    return prepared;
  }
}

class Sqlite implements Database {
  readonly commits = new CommitTimes();
  readonly #writer: Connection;
  readonly #reader: Connection;
  readonly #waiting: Waiting[] = [];
  readonly #patient: Waiting[] = [];
  /** When the next patient work may hold up others. */
  #patientFrom = 0;
  #reads: Promise<unknown> = Promise.resolve();
  #draining: Promise<void> | undefined;
  readonly #walLength: StatementSync;
  readonly #onLost: (error: EngineError) => void;
  #lost: EngineError | undefined;

  constructor(writer: DatabaseSync, reader: DatabaseSync, onLost: (error: EngineError) => void) {
    this.#onLost = onLost;
    this.#writer = new Connection(writer);
    this.#reader = new Connection(reader);
    this.#walLength = writer.prepare('pragma wal_checkpoint(noop)');
  }

  read<T>(work: (session: Session) => Promise<T>, { patient = false }: Patience = {}): Promise<T> {
    if (patient) return this.#pauseOfOthers().then(() => this.read(work));
    const result = this.#reads.then(() => this.#readNow(work));
    this.#reads = result.catch(() => {});
    return result;
  }

  /** Until nobody waits to write, or has waited long enough; messages that have arrived meanwhile are begun first. */
  async #pauseOfOthers(): Promise<void> {
    await nextTurn();
    if (this.#draining) await Promise.race([this.#draining, pause(PATIENCE_MS)]);
  }

  async #readNow<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const { raw } = this.#reader;
    if (this.#lost) throw this.#lost;
    try {
      raw.exec('begin');
      return await work(this.#reader);
    } catch (error) {
      throw storeError(error);
    } finally {
      if (raw.isTransaction) raw.exec('rollback');
    }
  }

  write<T>(work: (session: Session) => Promise<T>, { patient = false }: Patience = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      (patient ? this.#patient : this.#waiting).push({ work, resolve, reject });
      this.#draining ??= new Promise((drained) => {
        // Works that arrive in the same turn of the loop, or while a group commits, form the next group.
        setImmediate(() => drained(this.#drain()));
      });
    });
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length + this.#patient.length > 0) {
        const until = performance.now() + GROUP_MS;
        const patient = this.#takePatient();
        if (patient) this.#waiting.unshift(patient);
        await this.#commitTogether(() => (performance.now() < until ? this.#waiting.shift() : undefined));
        if (patient) this.#patientFrom = performance.now() + PATIENCE_MS;
        await nextTurn();
        this.#checkpoint();
      }
    } finally {
      this.#draining = undefined;
    }
  }

  /** A patient work whose turn it is: where nobody else waits, or all the others had their time. */
  #takePatient(): Waiting | undefined {
    return this.#waiting.length === 0 || performance.now() >= this.#patientFrom ? this.#patient.shift() : undefined;
  }

  /**
   * Runs works in one transaction. No savepoints: what they copy costs more than the works themselves (measured). Where one
   * throws, which is rare, all are undone and each runs again by itself, so that only the one fails.
   */
  async #commitTogether(next: () => Waiting | undefined): Promise<void> {
    const { raw } = this.#writer;
    const group: Waiting[] = [];
    const values: unknown[] = [];
    const take = () => {
      const work = next();
      if (work) group.push(work);
      return work;
    };
    let working = take();
    try {
      if (this.#lost) throw this.#lost;
      raw.exec('begin immediate');
      for (; working; working = take()) values.push(await working.work(this.#writer));
      const began = performance.now();
      raw.exec('commit');
      if (values.length > 0) this.commits.note(began, values.length);
    } catch (error) {
      if (raw.isTransaction) raw.exec('rollback');
      this.#stopAfterFailedSync(error);
      if (working && group.length > 1) for (const each of group) await this.#commitAlone(each);
      else for (const { reject } of group) reject(storeError(error));
      return;
    }
    for (const [place, { resolve }] of group.entries()) resolve(values[place] as never);
  }

  #commitAlone(work: Waiting): Promise<void> {
    const one = [work];
    return this.#commitTogether(() => one.pop());
  }

  /**
   * Copies the WAL into the database when it is long, after what was committed is answered. A failure harms nothing and the
   * next one tries again, but for a sync: the next one might succeed with pages that the system has given up.
   */
  #checkpoint(): void {
    if (this.#lost) return;
    try {
      if (Number(this.#walLength.get()?.['log']) >= LONGEST_WAL) this.#writer.raw.exec('pragma wal_checkpoint(passive)');
    } catch (error) {
      this.#stopAfterFailedSync(error);
    }
  }

  #stopAfterFailedSync(error: unknown): void {
    if (this.#lost || !FAILED_SYNC.has((error as { errcode?: number }).errcode ?? 0)) return;
    const message = `the disk failed to sync (${(error as Error).message}); a new start recovers what is on it`;
    this.#lost = new EngineError('store', message, { cause: error });
    this.#onLost(this.#lost);
  }

  /** One writer: rows are committed in the order of their numbers. */
  async journalEnd(): Promise<number> {
    return Number.MAX_SAFE_INTEGER;
  }

  backup(file: string): Promise<number> {
    return elsewhere('copyDatabase', this.#writer.raw.location() as string, file).done;
  }

  async close(): Promise<void> {
    await this.#draining;
    await this.#reads;
    this.#reader.raw.close();
    this.#writer.raw.close();
  }
}

function storeError(error: unknown): unknown {
  if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') return error;
  return new EngineError('store', `SQLite: ${(error as Error).message}`, { cause: error });
}
