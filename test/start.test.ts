/** A start is as quick as what it loads is little (target `start` of docs/bench.md): what only later calls need comes with the first of them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importsOf } from './imports-of.ts';

const packages = fileURLToPath(new URL('../packages', import.meta.url));

/** The file that stands behind `@tongbu/engine/outside`; null for what is not of this project. */
function entryOf(from: string): string | null {
  const [, name = '', entry = ''] = /^@tongbu\/([^/]+)(.*)$/.exec(from) ?? [];
  const manifest = join(packages, name, 'package.json');
  if (name === '' || !existsSync(manifest)) return null;
  const { source } = JSON.parse(readFileSync(manifest, 'utf8')).exports[`.${entry}`];
  return source === undefined ? null : join(packages, name, source);
}

/** All files of ours that are loaded with one, from `packages` on. */
function loadedWith(file: string): string[] {
  const loaded = new Set<string>();
  const load = (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { from, typeOnly, isLate } of importsOf(path, readFileSync(path, 'utf8'))) {
      const next = from.startsWith('.') ? resolve(dirname(path), from) : entryOf(from);
      if (next?.endsWith('.ts') && !typeOnly && !isLate) load(next);
    }
  };
  load(join(packages, file));
  return [...loaded].map((path) => relative(packages, path));
}

test.each([
  [
    'the thread of the database',
    'engine/src/open.ts',
    'engine/src/pool/pull-stock.ts',
    /other-verbs|\/(migrations|sandbox)\/|import\/import/,
  ],
  ['whoever asks an engine that runs elsewhere', 'engine/src/outside.ts', 'engine/src/remote.ts', /-verbs\.ts$|\/store\//],
  ['a server', 'server/src/index.ts', 'server/src/api.ts', /\/(routes|metrics|page|traces|store)\/|sandbox\/(verbs|scenes)/],
  [
    'a command that a server answers',
    'cli/src/commands/key.ts',
    'cli/src/control-client.ts',
    /^(client|protocol|server)\/|-verbs\.ts$|\/store\//,
  ],
  ['any command', 'cli/src/program.ts', 'cli/src/config.ts', /^(bridge|client|console|protocol|server)\/|\/(commands|store)\//],
])('%s loads what it needs at once, and nothing that can come later', (_who, file, needed, late) => {
  const loaded = loadedWith(file);
  expect(loaded).toContain(needed);
  expect(loaded.filter((each) => late.test(each))).toEqual([]);
});
