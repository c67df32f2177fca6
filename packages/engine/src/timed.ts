/** Where the time of a verb goes: told to whoever asks for it with the verb, measured for nobody else. */
import type { Context } from './context.ts';
import type { Database, Session } from './store/database.ts';

/** A verb whose time is of interest. */
export interface TimedInput {
  verb: string;
  input: unknown;
}

/** What a verb gave, and where its time went. */
export interface Timed {
  value: unknown;
  /** In order; no more than {@link MOST_STEPS}. Empty for a verb that asks the store nothing. */
  steps: TimedStep[];
}

/** A step of a verb. Times are {@link monotonicMs}. */
export interface TimedStep {
  /**
   * `wait`, for a turn on a connection; `read` or `write`, its own statements; `commit`, until what it wrote is durable: those who share
   * the commit and were begun after it, and the sync of the disk.
   */
  name: 'wait' | 'read' | 'write' | 'commit';
  from: number;
  to: number;
}

/** What goes in hundreds of transactions is told by its first. */
export const MOST_STEPS = 30;

/** Milliseconds, with fractions, by the machine's clock that never jumps; all threads of a process share it. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/**
 * Runs a verb, and tells where its time went. One that throws tells nothing.
 *
 * @param run runs a verb over a context
 */
export async function timed(
  { database, ...rest }: Context,
  { verb, input }: TimedInput,
  run: (context: Context, verb: string, input: unknown) => Promise<unknown>,
): Promise<Timed> {
  const steps: TimedStep[] = [];
  const value = await run({ ...rest, database: watched(database, steps) }, verb, input);
  return { value, steps };
}

/** A database that notes the steps of its works. */
function watched(database: Database, steps: TimedStep[]): Database {
  const note = (name: TimedStep['name'], from: number, to: number) => {
    if (steps.length < MOST_STEPS) steps.push({ name, from, to });
  };
  const follow = async <T>(
    name: 'read' | 'write',
    work: (session: Session) => Promise<T>,
    ask: (work: (session: Session) => Promise<T>) => Promise<T>,
  ) => {
    const asked = monotonicMs();
    let [began, ended] = [asked, asked];
    const value = await ask(async (session) => {
      // Where another work of its group throws, a work runs twice: the last time counts.
      began = monotonicMs();
      const value = await work(session);
      ended = monotonicMs();
      return value;
    });
    note('wait', asked, began);
    note(name, began, ended);
    if (name === 'write') note('commit', ended, monotonicMs());
    return value;
  };
  return {
    commits: database.commits,
    read: (work) => follow('read', work, (work) => database.read(work)),
    write: (work, options) => follow('write', work, (work) => database.write(work, options)),
    journalEnd: () => database.journalEnd(),
    backup: (file) => database.backup(file),
    close: () => database.close(),
  };
}
