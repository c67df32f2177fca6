/** A `tongbu` command of a build, run to its end. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Build } from './build.ts';

/** What a command left behind. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** How a command is run, beside its arguments. */
export interface CommandOptions {
  env?: Record<string, string>;
  /** Kills it so many milliseconds after its start, if it has not ended by then. */
  killAfterMs?: number;
}

/** Runs `tongbu <args>` of these sources. Never rejects: what it ends with is told; a killed one has no code. */
export function tongbu(build: Build, args: string[], { env = {}, killAfterMs }: CommandOptions = {}): Promise<Ended> {
  const main = join(build.root, 'packages/cli/src/main.ts');
  const options = { env: { ...process.env, ...env }, maxBuffer: 2 ** 26, timeout: killAfterMs ?? 0, killSignal: 'SIGKILL' as const };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--conditions=source', main, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}
