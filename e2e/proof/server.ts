/** The real command, `tongbu serve`, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Build } from './build.ts';

/** A server that runs. */
export interface Served {
  child: ChildProcess;
  /** Base of the signed API, `http://127.0.0.1:<port>`. */
  api: string;
  /** Base of the management listener. */
  manage: string;
  /** What it wrote to standard error so far: its log, without the links that let a first admin in. */
  log(): string;
  /** Resolves with the exit code and signal when it has ended, however it ended. */
  exited: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  /** Stops it as an operator does (SIGTERM), and waits. */
  stop(): Promise<void>;
}

/** How a server is started, beside its folder. */
export interface ServeOptions {
  build: Build;
  folder: string;
  /** More for the environment: a library to preload, a clock. */
  env?: Record<string, string>;
  /** More flags for `tongbu serve`. */
  flags?: string[];
  /** A program to run it under, with its arguments: `['strace', '-f', …]`. */
  under?: string[];
}

/** A server that ended before it listened. */
export class NotStarted extends Error {
  readonly exitCode: number | null;
  readonly output: string;

  constructor(exitCode: number | null, output: string) {
    super(`tongbu serve ended with ${exitCode} before it listened: ${output.trim()}`);
    this.name = 'NotStarted';
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** What a start says to whoever stands before it: the way in, for a seller that nobody can sign in to. It is no line of the log. */
const SETUP_LINK = /^Nobody is admin of seller .*\n +http.*\n+/gm;

/**
 * Starts `tongbu serve` on free ports of loopback and waits until it listens.
 *
 * @throws NotStarted when it ends before, with what it said
 */
export async function serve({ build, folder, env = {}, flags = [], under = [] }: ServeOptions): Promise<Served> {
  const command = [...under, process.execPath, '--conditions=source', join(build.root, 'packages/cli/src/main.ts')];
  const ports = ['--api', '127.0.0.1:0', '--manage', '127.0.0.1:0'];
  const [program, ...args] = [...command, 'serve', '--data', folder, ...ports, ...flags] as [string, ...string[]];
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (text) => {
    log = (log + text).slice(-200_000);
  });
  const exited = once(child, 'exit') as Served['exited'];
  const [api, manage] = await addresses(child, exited, () => log);
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { child, api, manage, log: () => log.replaceAll(SETUP_LINK, ''), exited, stop };
}

async function addresses(child: ChildProcess, exited: Served['exited'], log: () => string): Promise<[api: string, manage: string]> {
  let output = '';
  let api = '';
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const listening = new Promise<[string, string]>((resolve) => {
    lines.on('line', (line) => {
      output += `${line}\n`;
      api ||= /signed API\s+(http:\/\/[^/]+)\/openapi/.exec(line)?.[1] ?? '';
      const manage = /management\s+(http:\/\/[^/]+)\//.exec(line)?.[1];
      if (manage) resolve([api, manage]);
    });
  });
  const ended = exited.then(([code]) => {
    throw new NotStarted(code, output + log());
  });
  ended.catch(() => {});
  return Promise.race([listening, ended]);
}
