import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { EngineError, type EngineErrorCode } from '../error.ts';
import { checkFile } from './check.ts';
import { copyDatabase } from './copy.ts';
import { describeDamage } from './damage.ts';

/** What can be done elsewhere: plain data in, plain data out. */
const jobs = { checkFile, copyDatabase, describeDamage };

type Jobs = typeof jobs;
type Answer = { value: unknown } | { failed: { code: EngineErrorCode | null; message: string } };

/** Marks the process as ours, so that a program that imports this file does not become one. */
const MARK = 'tongbu elsewhere';

/** Work under way in another process. */
export interface Elsewhere<T> {
  done: Promise<T>;
  /** Ends it at once; `done` rejects. */
  stop(): void;
}

/**
 * Does what keeps a core busy for seconds in a process of its own: no acknowledgement waits for it, and neither does a stop,
 * for SQLite in a thread cannot be interrupted. It gives way to what is served; a check gives way to everything.
 *
 * @throws (by `done`) what the job throws; EngineError `store` when its process ends before it answers
 */
export function elsewhere<J extends keyof Jobs>(job: J, ...input: Parameters<Jobs[J]>): Elsewhere<Awaited<ReturnType<Jobs[J]>>> {
  const child = fork(fileURLToPath(import.meta.url), [MARK, job, JSON.stringify(input)], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...(import.meta.url.endsWith('.ts') ? ['--conditions=source'] : [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const done = new Promise<Awaited<ReturnType<Jobs[J]>>>((resolve, reject) => {
    child.on('message', (answer: Answer) => {
      if ('value' in answer) resolve(answer.value as Awaited<ReturnType<Jobs[J]>>);
      else reject(errorOf(answer.failed));
    });
    child.on('error', (cause) => reject(new EngineError('store', `a process for ${job} cannot be started: ${cause.message}`, { cause })));
    child.on('exit', (code, signal) => reject(new EngineError('store', `the process for ${job} ended with ${code ?? signal}`)));
  });
  return { done, stop: () => void child.kill('SIGKILL') };
}

function errorOf({ code, message }: { code: EngineErrorCode | null; message: string }): Error {
  return code === null ? new Error(message) : new EngineError(code, message);
}

async function work(job: keyof Jobs, input: never[]): Promise<Answer> {
  try {
    return { value: await (jobs[job] as (...input: never[]) => unknown)(...input) };
  } catch (error) {
    return { failed: { code: error instanceof EngineError ? error.code : null, message: (error as Error).message } };
  }
}

if (process.argv[2] === MARK && process.send) {
  process.on('disconnect', () => process.exit(1)); // whoever asked is gone
  const [job, input] = process.argv.slice(3) as [keyof Jobs, string];
  const { PRIORITY_LOW, PRIORITY_BELOW_NORMAL } = constants.priority;
  setPriority(job === 'checkFile' ? PRIORITY_LOW : PRIORITY_BELOW_NORMAL);
  process.send(await work(job, JSON.parse(input)), () => process.exit(0));
}
