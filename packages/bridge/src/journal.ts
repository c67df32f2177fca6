import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ShipmentReport, StockReport } from '@tongbu/client';

/** What the shop confirmed, or somebody decided to ignore by name, and the ERP has not accepted yet. */
export type Owed = { key: string; is: 'confirmed' | 'ignored' } & (
  | { kind: 'stock'; report: StockReport }
  | { kind: 'shipments'; report: ShipmentReport }
);

/**
 * A line of the journal.
 *
 * | is | written |
 * | --- | --- |
 * | trying | before a shipment is handed to the shop: after a crash nobody knows whether it has arrived |
 * | confirmed | after the shop confirmed, before the ERP is told |
 * | ignored | where a name in the configuration says so, before the ERP is told |
 * | settled | after the ERP has taken, or for good refused, what was said; or the shop said that it did nothing |
 * | totals | at the head of a compacted journal |
 */
export type Entry =
  | { is: 'trying'; key: string }
  | Owed
  | { is: 'settled'; key: string }
  | { is: 'totals'; confirmed: number; ignored: number };

/** Another bridge works with the journal, or it cannot be written. The message says what to do. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/** Below this size, in bytes, a journal is not compacted. */
const SMALL = 1 << 20;

/**
 * What the bridge must not forget: an append-only file of one JSON text a line, synced before a write returns. Decision 0019.
 */
export class Journal {
  /** How many were confirmed and ignored since the journal was begun. */
  readonly totals = { confirmed: 0, ignored: 0 };
  /** Lines that could not be read: what was tried before is not known for certain, so every shipment counts as tried. */
  readonly damaged: number = 0;
  readonly #path: string;
  readonly #lock: DatabaseSync;
  #file: FileHandle;
  #size: number;
  readonly #trying = new Set<string>();
  readonly #owed = new Map<string, Owed>();
  #waiting: { text: string; mustLast: boolean; resolve: () => void; reject: (error: unknown) => void }[] = [];
  #writing: Promise<void> | null = null;
  #failure: Error | null = null;

  private constructor(path: string, lock: DatabaseSync, file: FileHandle, lines: string[], size: number) {
    this.#path = path;
    this.#lock = lock;
    this.#file = file;
    this.#size = size;
    for (const line of lines) {
      const entry = readEntry(line);
      if (entry) this.#take(entry);
      else this.damaged += 1;
    }
  }

  /**
   * Opens a journal, or begins one. A last line that a crash cut off is dropped: it was never answered for.
   *
   * @throws JournalError when another process has it open, or the disk refuses
   */
  static async open(path: string): Promise<Journal> {
    let lock: DatabaseSync | undefined;
    let file: FileHandle | undefined;
    try {
      await mkdir(dirname(path), { recursive: true });
      lock = lockFile(`${path}.lock`, path);
      // As bytes: what a disk has damaged may be no text, and is then longer as text than it was.
      const bytes = existsSync(path) ? await readFile(path) : Buffer.alloc(0);
      const size = bytes.lastIndexOf('\n') + 1;
      file = await open(path, 'a', 0o600);
      await file.truncate(size);
      await file.sync();
      await syncFolder(path);
      return new Journal(path, lock, file, bytes.toString('utf8', 0, size).split('\n').filter(Boolean), size);
    } catch (error) {
      await file?.close().catch(() => {});
      lock?.close();
      throw error instanceof JournalError ? error : refused(path, 'opened', error);
    }
  }

  /** True where a shipment may have reached the shop in an earlier attempt. */
  mayHaveArrived(key: string): boolean {
    return this.damaged > 0 || this.#trying.has(key);
  }

  /** What has to be said to the ERP, oldest first. */
  owed(): Owed[] {
    return [...this.#owed.values()];
  }

  /** What is owed under a key. */
  owedFor(key: string): Owed | undefined {
    return this.#owed.get(key);
  }

  /**
   * Appends, and returns when it is on the disk. Writes that arrive together share one sync. What is only `settled` does without: if a crash
   * forgets it, the ERP hears the same word once more.
   *
   * @throws JournalError when the disk refused; the journal takes nothing more, for nobody knows what it holds
   */
  async write(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    if (this.#failure) throw this.#failure;
    const text = `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ text, mustLast: entries.some(({ is }) => is !== 'settled'), resolve, reject });
      this.#writing ??= this.#drain();
    });
    for (const entry of entries) this.#take(entry);
  }

  /** Waits for writes in hand and lets go of the file. */
  async close(): Promise<void> {
    await this.#writing?.catch(() => {});
    await this.#file.close();
    this.#lock.close();
  }

  async #drain(): Promise<void> {
    // What is owed is read after the callers of the last write have taken their entries in.
    await null;
    while (this.#waiting.length > 0) {
      const now = this.#waiting.splice(0);
      try {
        const text = now.map((each) => each.text).join('');
        await this.#file.appendFile(text);
        if (now.some(({ mustLast }) => mustLast)) await this.#file.datasync();
        this.#size += Buffer.byteLength(text);
        for (const { resolve } of now) resolve();
      } catch (cause) {
        this.#failure = refused(this.#path, 'written', cause);
        for (const { reject } of [...now, ...this.#waiting.splice(0)]) reject(this.#failure);
        break;
      }
      await new Promise(setImmediate);
      if (this.#waiting.length === 0 && this.#size > SMALL) await this.#compact();
      // Whoever wrote while the file was exchanged, and it went wrong.
      if (this.#failure) for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
    }
    this.#writing = null;
  }

  /**
   * Writes what is still open to a new file, and puts it in the old one's place. A crash leaves the one or the other, whole. Where the new one
   * cannot be written the old one goes on; once it has taken the old one's place, there is no way back.
   */
  async #compact(): Promise<void> {
    const text = this.#whatIsOpen();
    if (Buffer.byteLength(text) > this.#size / 2) return;
    const next = `${this.#path}.next`;
    try {
      await writeSynced(next, text);
      await rename(next, this.#path);
    } catch {
      await rm(next, { force: true }).catch(() => {});
      return;
    }
    try {
      await syncFolder(this.#path);
      await this.#file.close();
      this.#file = await open(this.#path, 'a', 0o600);
      this.#size = Buffer.byteLength(text);
    } catch (cause) {
      this.#failure = refused(this.#path, 'written', cause);
    }
  }

  #whatIsOpen(): string {
    const totals = { ...this.totals };
    // Owed entries count again when they are read: the totals hold those that are settled.
    for (const { is } of this.#owed.values()) totals[is] -= 1;
    const open_: Entry[] = [
      { is: 'totals', ...totals },
      ...[...this.#trying].map((key) => ({ is: 'trying' as const, key })),
      ...this.#owed.values(),
    ];
    return `${open_.map((entry) => JSON.stringify(entry)).join('\n')}\n`;
  }

  #take(entry: Entry): void {
    switch (entry.is) {
      case 'trying':
        this.#trying.add(entry.key);
        break;
      case 'settled':
        this.#trying.delete(entry.key);
        this.#owed.delete(entry.key);
        break;
      case 'totals':
        this.totals.confirmed += entry.confirmed;
        this.totals.ignored += entry.ignored;
        break;
      default:
        this.#trying.delete(entry.key);
        if (!this.#owed.has(entry.key)) this.totals[entry.is] += 1;
        this.#owed.set(entry.key, entry);
    }
  }
}

function readEntry(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Entry;
    return /^(trying|confirmed|ignored|settled|totals)$/.test(entry.is) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** SQLite holds a lock that the system lets go of when the process ends, however it ends; Node has no other. */
function lockFile(path: string, journal: string): DatabaseSync {
  const lock = new DatabaseSync(path);
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive; create table if not exists held (by text); commit');
    return lock;
  } catch (cause) {
    lock.close();
    if (((cause as { errcode?: number }).errcode ?? 0) % 256 !== SQLITE_BUSY) throw cause;
    throw new JournalError(
      `another bridge works with the journal ${journal}; stop it, or give this one a journal of its own (journal: in the configuration)`,
      { cause },
    );
  }
}

/** Its lowest byte; the others say more. */
const SQLITE_BUSY = 5;

function refused(path: string, what: 'opened' | 'written', cause: unknown): JournalError {
  const { message } = cause as Error;
  return new JournalError(
    `the journal ${path} cannot be ${what}: ${message}; without it nothing may be acknowledged. Look at the disk, then start again`,
    { cause },
  );
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}
