/** The library of faults.c: compiled where it is wanted, preloaded into a child process, and told what to do while that runs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, readSync, realpathSync, renameSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('faults.c', import.meta.url));

/** What this machine lacks to compile and preload the library, each with how to get it; empty where it can. */
export function missingForFaults(): string[] {
  if (process.platform !== 'linux') return ['LD_PRELOAD (run it on Linux)'];
  if (spawnSync('cc', ['--version']).status !== 0) return ['cc (apt-get install gcc libc6-dev)'];
  return spawnSync('cc', ['-E', source], { stdio: 'ignore' }).status === 0 ? [] : ['C headers (apt-get install libc6-dev)'];
}

/** Compiles the library, once for each state of its source. @returns the path to preload */
export function faultsLibrary(): string {
  const hash = createHash('sha256').update(readFileSync(source)).update(process.arch).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `tongbu-native-${process.getuid?.()}`);
  const library = join(folder, `faults-${hash}.so`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (statSync(folder).uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else; remove it`);
  if (statSync(library, { throwIfNoEntry: false })) return library;
  // Under a name of its own until it is whole: several may compile at once.
  const fresh = `${library}.${process.pid}`;
  execFileSync('cc', ['-O2', '-shared', '-fPIC', '-o', fresh, source, '-ldl'], { stdio: ['ignore', 'inherit', 'inherit'] });
  renameSync(fresh, library);
  return library;
}

/** What can fail: `write` is every write and truncation, `sync` every fsync and fdatasync. */
export type FailClass = 'write' | 'sync';

/** Error numbers of Linux. */
const ERRNO = { EIO: 5, ENOSPC: 28 };

/** Places in the control file, in 64-bit numbers, as `struct control` has them. */
const AT = { clock: 0, delay: 1, failing: 2, failed: 6, write: 7, sync: 8 };
const LENGTH = 9;

/** How a process is prepared for faults. */
export interface FaultOptions {
  /** Where the control file is made, and the log. */
  at: string;
  /** Files whose path begins with this are recorded and may fail; left out, none are. It must exist. */
  folder?: string;
  /** Whether to record what is done to those files. */
  record?: boolean;
}

/** The faults of one child process: give it {@link Faults.env}, and change them while it runs. */
export class Faults {
  /** The environment to start the child with, beside its own. */
  readonly env: Record<string, string>;
  /** What was recorded; `readRecords` reads it. */
  readonly log: string;
  readonly #control: number;

  /** @throws Error when the library cannot be compiled */
  constructor({ at, folder, record = false }: FaultOptions) {
    mkdirSync(at, { recursive: true });
    const control = join(at, 'faults.control');
    this.log = join(at, 'faults.log');
    this.#control = openSync(control, 'w+', 0o600);
    this.#write(0, new Array(LENGTH).fill(0));
    this.env = { LD_PRELOAD: faultsLibrary(), TONGBU_FAULTS_CONTROL: control };
    if (folder !== undefined) this.env['TONGBU_FAULTS_FOLDER'] = realpathSync(folder);
    if (record) this.env['TONGBU_FAULTS_LOG'] = this.log;
  }

  /** Shifts the wall clock by so many milliseconds from the true time; what counts elapsed time goes on undisturbed. */
  shiftClock(milliseconds: number): void {
    this.#write(AT.clock, [milliseconds * 1e6]);
  }

  /** Lets every sync of the process, on whatever file, take so many microseconds longer. */
  delaySyncs(microseconds: number): void {
    this.#write(AT.delay, [microseconds]);
  }

  /** Lets the n-th write or sync on the folder's files fail, counted from now, and the `count - 1` after it. */
  fail(what: FailClass, n: number, error: keyof typeof ERRNO = 'EIO', count = 1): void {
    this.#write(AT.failing, [0]);
    const first = this.counted(what) + n;
    this.#write(AT.failing + 1, [first, count, ERRNO[error]]);
    this.#write(AT.failing, [what === 'write' ? 1 : 2]);
  }

  /** How many writes or syncs were done to the folder's files so far; `failed` is how many of them were made to fail. */
  counted(what: FailClass | 'failed'): number {
    const number = Buffer.alloc(8);
    readSync(this.#control, number, 0, 8, AT[what] * 8);
    return Number(number.readBigInt64LE());
  }

  /** Lets go of the control file. The child keeps its own hold on it. */
  close(): void {
    closeSync(this.#control);
  }

  #write(place: number, values: number[]): void {
    writeSync(
      this.#control,
      new Uint8Array(BigInt64Array.from(values, (value) => BigInt(Math.round(value))).buffer),
      0,
      undefined,
      place * 8,
    );
  }
}
