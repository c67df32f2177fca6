/** The server under test: `tongbu serve` as it is installed, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The command of the build. */
export const TONGBU = fileURLToPath(new URL('../packages/cli/bin/tongbu.js', import.meta.url));

/** A server that listens. */
export interface Server {
  child: ChildProcess;
  /** Port of the signed API on 127.0.0.1. */
  port: number;
  /** Port of the management listener. */
  managePort: number;
  /** From the moment it was spawned until it listened, in milliseconds. */
  startedInMs: number;
  /** Memory that is resident now, in bytes (Linux). */
  residentBytes(): number;
  /** Processor time that all its threads have used so far, in seconds (Linux; elsewhere undefined). */
  cpuSeconds(): number | undefined;
  stop(): Promise<void>;
}

/**
 * Starts `tongbu serve` with its settings as they are by default, its log in a file of the folder.
 *
 * @param env more for its environment, such as a library to preload
 * @throws Error with the log when it ends before it listens
 */
export async function startServer(folder: string, env: Record<string, string> = {}): Promise<Server> {
  const log = join(folder, 'serve.log');
  const stderr = openSync(log, 'w');
  const spawnedAt = performance.now();
  const args = [TONGBU, 'serve', '--data', folder, '--api', '127.0.0.1:0', '--manage', '127.0.0.1:0'];
  const child = spawn(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '', ...env }, stdio: ['ignore', 'pipe', stderr] });
  closeSync(stderr);
  const exited = once(child, 'exit');
  const killWithUs = () => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const [port, managePort] = await Promise.race([
    portsOf(child),
    exited.then(([code]) => {
      throw new Error(`tongbu serve ended with ${code}: ${readFileSync(log, 'utf8')}`);
    }),
  ]);
  return {
    child,
    port,
    managePort,
    startedInMs: performance.now() - spawnedAt,
    cpuSeconds: () => cpuSeconds(child.pid as number),
    residentBytes: () => residentBytes(child.pid as number),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      process.off('exit', killWithUs);
    },
  };
}

/** It says where it listens, the management listener last. */
async function portsOf(child: ChildProcess): Promise<[port: number, managePort: number]> {
  let port = 0;
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    port ||= portIn(line, 'signed API');
    const managePort = portIn(line, 'management');
    if (managePort) {
      child.stdout?.resume();
      return [port, managePort];
    }
  }
  return new Promise(() => {}); // it ended, which the other side of the race tells
}

function portIn(line: string, listener: string): number {
  return Number(new RegExp(`${listener}\\s+http://[^/]*:(\\d+)/`).exec(line)?.[1] ?? 0);
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Clock ticks of Linux, a second. */
const TICKS = 100;

function cpuSeconds(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may hold blanks; user and system time are the 14th and 15th fields.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
