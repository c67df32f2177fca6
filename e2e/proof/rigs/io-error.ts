import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { folderOf } from '@tongbu/engine';
import { Ledger } from '../ledger.ts';
import { type FailClass, Faults, missingForFaults } from '../native/library.ts';
import { readRecords } from '../native/records.ts';
import { type Rig, type Run, Violations } from '../rig.ts';
import { seedFolder } from '../seed.ts';
import { NotStarted, type Served, serve } from '../server.ts';
import { SESSION_POOL, type StepOutcome, session } from '../session.ts';
import { openShop } from '../shop.ts';

/** Servers at once, each on a folder of its own. */
const STATIONS = 3;

/** A server whose disk failed to sync has so long to end by itself. */
const PATIENCE_MS = 10_000;

/** Frames: more than the server lets its WAL grow to. */
const LONG_WAL = 4100;

/** A place in the session: its n-th write, or its n-th sync, fails. */
interface Point {
  what: FailClass;
  n: number;
  /**
   * SQLite's own sync of the folder, whose failure it tells nobody: the server goes on. Nothing hangs on it, because the
   * folder was synced when the server opened it, and that is heard.
   */
  unheard?: boolean;
}

export default {
  name: 'io-error',
  about:
    'an I/O error at every write and sync of a session: nothing answered is lost, all else is refused; after a failed sync the server ends (B1, B10)',
  count: 1000,
  short: 8,
  finds: { 'no-stop-after-failed-sync': 6 },
  missing: missingForFaults,
  async run(run) {
    const violations = new Violations();
    await seedBeforeCheckpoint(join(run.folder, 'seeded'));
    const rehearsal = new Trial(run, 'rehearsal', violations);
    const { write, sync } = await rehearsal.run();
    const points = choose(run.count, { write, sync }).map((point) => ({
      ...point,
      unheard: rehearsal.unheard.has(point.n) && point.what === 'sync',
    }));
    const figures = { 'writes in the session': write, 'syncs in the session': sync, 'writes failed': 0, 'syncs failed': 0 };
    const outcomes = { 'before it listened': 0, refused: 0, unanswered: 0, 'in nobody’s answer': 0, 'ended by itself': 0 };
    let done = 0;
    const station = async () => {
      for (let point = points.shift(); point; point = points.shift()) {
        const trial = new Trial(run, `${point.what}-${point.n}`, violations, point);
        await trial.run();
        if (trial.failed) figures[`${point.what}s failed`]++;
        outcomes[trial.felt]++;
        if (trial.ended) outcomes['ended by itself']++;
        run.progress(`${++done} errors`);
      }
    };
    await Promise.all(Array.from({ length: STATIONS }, station));
    return { figures: { ...figures, ...outcomes }, violations: violations.list() };
  },
} satisfies Rig;

/**
 * Makes a folder as a killed server leaves it, with a WAL so long that the first commit copies it into the database: a session
 * that wrote so much itself would take too long.
 */
async function seedBeforeCheckpoint(folder: string): Promise<void> {
  const closed = `${folder}-closed`;
  await seedFolder(closed, SESSION_POOL);
  const database = new DatabaseSync(folderOf(closed).database);
  database.exec('pragma wal_autocheckpoint = 0; pragma synchronous = off');
  for (let frame = 0; frame < LONG_WAL; frame++) database.exec('update sellers set created_at = created_at + 1');
  cpSync(closed, folder, { recursive: true });
  database.close();
  // Its index is of no use to another process.
  rmSync(`${folderOf(folder).database}-shm`);
}

/** Every point, or, where fewer are wanted, as many syncs as writes, spread over the session. */
function choose(count: number, counted: Record<FailClass, number>): Point[] {
  const spread = (what: FailClass, some: number): Point[] =>
    Array.from({ length: Math.min(some, counted[what]) }, (_, i) => ({
      what,
      n: 1 + Math.floor((i * counted[what]) / Math.min(some, counted[what])),
    }));
  const syncs = spread('sync', Math.ceil(count / 2));
  return [...syncs, ...spread('write', count - syncs.length)];
}

/** One session with one error in it, and what is there after a new start. */
class Trial {
  readonly #run: Run;
  readonly #violations: Violations;
  readonly #folder: string;
  readonly #name: string;
  readonly #point: Point | undefined;
  readonly #faults: Faults;
  readonly #ledger: Ledger;
  /** Whether the error was met; how it was first felt; whether the server ended by itself. */
  failed = false;
  felt: 'before it listened' | 'refused' | 'unanswered' | 'in nobody’s answer' = 'in nobody’s answer';
  ended = false;
  /** The syncs that are {@link Point.unheard}. */
  unheard = new Set<number>();

  constructor(run: Run, name: string, violations: Violations, point?: Point) {
    this.#run = run;
    this.#violations = violations;
    this.#name = point ? `${point.what} ${point.n}` : 'no error';
    this.#point = point;
    this.#folder = join(run.folder, name);
    mkdirSync(this.#folder, { recursive: true });
    cpSync(join(run.folder, 'seeded'), this.#folder, { recursive: true });
    this.#faults = new Faults({ at: join(run.folder, `${name}-faults`), folder: this.#folder, record: true });
    this.#ledger = new Ledger(folderOf(this.#folder).database, violations);
  }

  /** @returns how many writes and syncs there were before the server was told to stop, and while it stopped */
  async run(): Promise<Record<FailClass, number>> {
    if (this.#point) this.#faults.fail(this.#point.what, this.#point.n);
    const imported = await this.#serveWithError();
    const counted = { write: this.#faults.counted('write'), sync: this.#faults.counted('sync') };
    this.failed = this.#faults.counted('failed') > 0;
    if (this.#point && !this.failed) this.#violate('the session never came to it; it is not the same each time');
    this.unheard = this.#laterFolderSyncs();
    await this.#serveAgain(imported);
    this.#faults.close();
    rmSync(this.#folder, { recursive: true });
    return counted;
  }

  #laterFolderSyncs(): Set<number> {
    const syncs = readRecords(this.#faults.log).filter(({ kind }) => kind === 'sync');
    const [, ...later] = syncs.keys().filter((place) => syncs[place]?.path === this.#folder);
    return new Set(later.map((place) => place + 1));
  }

  #violate(text: string): void {
    this.#violations.add(`${this.#name}: ${text}`);
  }

  #serve(env: Record<string, string>): Promise<Served> {
    const compiled = { NODE_COMPILE_CACHE: join(this.#run.folder, 'compiled') };
    return serve({ build: this.#run.build, folder: this.#folder, env: { ...compiled, ...env } });
  }

  /** @returns the pieces that were imported, where that was answered */
  async #serveWithError(): Promise<number | undefined> {
    let server: Served;
    try {
      server = await this.#serve(this.#faults.env);
    } catch (error) {
      this.#checkRefusedStart(error);
      return undefined;
    }
    const shop = openShop(server.api, { timeoutMs: PATIENCE_MS });
    const outcomes: (StepOutcome & { failedBy: boolean })[] = [];
    const after = (outcome: StepOutcome) => void outcomes.push({ ...outcome, failedBy: this.#hasFailed() });
    const imported = await session({ folder: this.#folder, shop, ledger: this.#ledger, pieces: 100, after });
    this.#checkAnswers(outcomes);
    if (this.#point?.what === 'sync' && !this.#point.unheard && this.#hasFailed()) await this.#checkEnded(server);
    else if (server.child.exitCode !== null) this.#violate(`the server ended with ${server.child.exitCode}: ${server.log()}`);
    shop.close();
    await server.stop();
    return imported;
  }

  #hasFailed(): boolean {
    return this.#faults.counted('failed') > 0;
  }

  #checkRefusedStart(error: unknown): void {
    if (!(error instanceof NotStarted)) throw error;
    this.felt = 'before it listened';
    if (!this.#hasFailed()) this.#violate(error.message);
    const saysWhy = /disk|I\/O|sync|EIO/i.test(error.output);
    if (!error.exitCode || !saysWhy) this.#violate(`it did not start, with exit code ${error.exitCode}, and said: ${error.output}`);
  }

  #checkAnswers(outcomes: (StepOutcome & { failedBy: boolean })[]): void {
    let hurt = false;
    for (const { step, outcome, answer, failedBy } of outcomes) {
      if (outcome !== 'done' && !failedBy) this.#violate(`${step}: ${outcome} before anything had failed: ${answer?.text}`);
      if (outcome === 'refused' && (answer?.http !== 200 || answer.code === 0 || Number.isNaN(answer.code)))
        this.#violate(`${step}: refused without a code: HTTP ${answer?.http} ${answer?.text}`);
      if (outcome === 'done' && failedBy && hurt && this.#point?.what === 'sync')
        this.#violate(`${step}: answered as done after a failed sync`);
      if (outcome !== 'done' && !hurt) {
        this.felt = outcome;
        hurt = true;
      } else if (outcome !== 'done' && this.#point?.what === 'write')
        this.#violate(`${step}: ${outcome}, though one write failed and no more`);
    }
  }

  /** It must have ended, told the supervisor so, and said why. */
  async #checkEnded(server: Served): Promise<void> {
    const ended = await Promise.race([server.exited, pause(PATIENCE_MS, undefined, { ref: false })]);
    if (!ended) return this.#violate('it still runs after a failed sync');
    this.ended = true;
    if (!ended[0]) this.#violate(`it ended with ${ended.join(' ')} after a failed sync; a supervisor takes that for intended`);
    if (!/sync/.test(server.log())) this.#violate(`its log does not say that a sync failed: ${server.log()}`);
  }

  /** A new start on a sound disk has everything that was answered, and does the rest. */
  async #serveAgain(imported: number | undefined): Promise<void> {
    let server: Served;
    try {
      server = await this.#serve({});
    } catch (error) {
      return this.#violate(`no new start: ${(error as Error).message}`);
    }
    this.#ledger.check();
    this.#checkImport(imported);
    const shop = openShop(server.api);
    const after = ({ step, outcome, answer }: StepOutcome) => {
      if (outcome !== 'done') this.#violate(`after a new start, ${step}: ${outcome} ${answer?.text}`);
    };
    await session({ folder: this.#folder, shop, ledger: this.#ledger, pieces: 200, after });
    shop.close();
    await server.stop();
    this.#ledger.check();
    this.#ledger.checkWhole();
  }

  /** An import is there as a whole or not at all; and there, if it was answered. */
  #checkImport(imported: number | undefined): void {
    const database = new DatabaseSync(folderOf(this.#folder).database, { readOnly: true });
    const rows = database.prepare("select count(*) as listings from listings where quantity = '100'").get();
    database.close();
    const there = Number(rows?.['listings']);
    if (there !== SESSION_POOL.listings && (there !== 0 || imported !== undefined))
      this.#violate(
        `the import is there for ${there} of ${SESSION_POOL.listings} listings, and was ${imported === undefined ? 'not ' : ''}answered`,
      );
  }
}
