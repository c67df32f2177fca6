/** Runs what a file says is to be run, with the environment it says and nothing else. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** What is run, and as whom. */
export interface Run {
  command: readonly string[];
  env: Record<string, string>;
  cwd: string;
  /** Its user, where the tests may choose one. */
  uid?: number;
}

/** Something that runs. */
export interface Running {
  pid: number;
  /** What it has printed so far, both streams. */
  said(): string;
  /** Sends SIGTERM; the exit code, or the signal that ended it. */
  stop(): Promise<number | string>;
  /** Ended by itself, or not. */
  readonly ended: boolean;
}

const asUser = (uid: number | undefined) => (uid !== undefined && process.getuid?.() === 0 ? { uid, gid: uid } : {});

/** Starts a command. */
export function begin({ command: [program = '', ...args], env, cwd, uid }: Run): Running {
  const child = spawn(program, args, { env, cwd, ...asUser(uid), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let end: number | string | null = null;
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise<number | string>((resolve) => {
    const tell = (how: number | string) => {
      end = how;
      resolve(how);
    };
    child.once('error', ({ message }) => tell(message));
    child.once('close', (code, signal) => tell(code ?? signal ?? 'unknown'));
  });
  return {
    pid: child.pid as number,
    said: () => said,
    stop() {
      if (end === null) child.kill('SIGTERM');
      return ended;
    },
    get ended() {
      return end !== null;
    },
  };
}

/** Runs a command to its end. */
export function perform({ command: [program = '', ...args], env, cwd, uid }: Run): { code: number | null; said: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, cwd, ...asUser(uid), encoding: 'utf8', timeout: 60_000 });
  return { code: status, said: `${stdout}${stderr}${error?.message ?? ''}` };
}

/** Asks until the status is met; the last answer otherwise. */
export async function statusOf(url: string, running: Running, wanted = 200): Promise<number | string> {
  let last: number | string = 'no answer';
  for (const until = performance.now() + 30_000; performance.now() < until && !running.ended; await pause(50)) {
    last = await fetch(url).then(
      ({ status }) => status,
      ({ cause, message }: Error) => (cause as NodeJS.ErrnoException | undefined)?.code ?? message,
    );
    if (last === wanted) return last;
  }
  return running.ended ? `it ended: ${running.said()}` : last;
}

/** The largest core file a process may leave, soft and hard; null where the system does not tell. */
export function coreLimit(pid: number): string | null {
  const file = `/proc/${pid}/limits`;
  if (!existsSync(file)) return null;
  return /^Max core file size\s+(\S+)\s+(\S+)/m.exec(readFileSync(file, 'utf8'))?.slice(1, 3).join(' ') ?? null;
}
