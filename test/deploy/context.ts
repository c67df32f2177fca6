import { matchesGlob } from 'node:path';

/**
 * Whether a path is sent to the builder, by the lines of a `.dockerignore`: the last line that matches the path, or a folder it
 * lies in, decides; `!` lets it in again.
 *
 * @param path from the root, with `/`
 */
export function isSent(path: string, ignore: string): boolean {
  const lines = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const parts = path.split('/');
  const ways = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
  let sent = true;
  for (const line of lines) {
    const pattern = line.replace(/^!/, '');
    if (ways.some((way) => matchesGlob(way, pattern) || leadsTo(way, pattern, line))) sent = line.startsWith('!');
  }
  return sent;
}

/** `!deploy/docker` lets `deploy` be walked into. */
const leadsTo = (way: string, pattern: string, line: string) => line.startsWith('!') && pattern.startsWith(`${way}/`);
