import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program of its own that serves a shop. */
export interface ShopProgram {
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts a program that tells its port, as `{"port":…}`, on a line of its own, and ends with its standard input: so none outlives a test that
 * was killed.
 *
 * @throws Error with what it printed when it ends before, or says nothing for two minutes
 */
export async function startShop(cwd: string, command: string[], env: Record<string, string> = {}): Promise<ShopProgram> {
  const [program, ...args] = command as [string, ...string[]];
  const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const printed: string[] = [];
  const keep = (line: string) => void printed.splice(0, Math.max(0, printed.length - 200), ...printed.slice(-200), line);
  createInterface(child.stderr).on('line', keep);
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${command.join(' ')} ${what}:\n${printed.join('\n')}`));
    const timer = setTimeout(() => fail('said nothing for two minutes'), 120_000);
    child.once('exit', (code) => fail(`ended with ${code}`));
    createInterface(child.stdout).on('line', (line) => {
      keep(line);
      const [, found] = /^\{"port":(\d+)\}$/.exec(line) ?? [];
      if (!found) return;
      clearTimeout(timer);
      resolve(Number(found));
    });
  });
  return { port, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}
