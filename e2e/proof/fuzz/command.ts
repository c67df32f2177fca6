import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Build } from '../build.ts';

/** What a command wrote, on either stream, and how it ended. */
export interface Ended {
  output: string;
  code: number | null;
}

/** Runs `tongbu` with these arguments from a build's sources, and waits; `input` is its standard input. */
export function tongbu(
  build: Build,
  args: string[],
  { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const command = ['--conditions=source', '--no-warnings', join(build.root, 'packages/cli/src/main.ts'), ...args];
    const child = spawn(process.execPath, command, { env: { ...process.env, ...env }, stdio: 'pipe' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject).on('close', (code) => resolve({ output, code }));
    child.stdin.on('error', () => {}).end(input);
  });
}
