import { resolve } from 'node:path';
import type { CommandLine } from '@tongbu/server';
import { startedBy } from './config.ts';
import { word } from './output/typed.ts';

/**
 * How whoever started this process types other commands for the same data: what the console shows them can be pasted into any
 * terminal of theirs, also one that stands elsewhere.
 */
export function ownCommandLine(data: string): CommandLine {
  return { program: program(), options: `--data ${word(resolve(data))}` };
}

function program(): string {
  // npx finds the program in the folder that it is called in.
  if (startedBy() !== null) return process.platform === 'win32' ? 'npx tongbu' : `cd ${word(process.cwd())} && npx tongbu`;
  const [node = '', script = ''] = process.argv;
  return /\.[jt]s$/.test(script) ? [node, ...process.execArgv, script].map(word).join(' ') : 'tongbu';
}
