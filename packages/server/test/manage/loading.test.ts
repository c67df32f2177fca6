/** A server becomes ready without the management API's schemas: they are loaded when they are first asked for. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What a file imports when it is loaded, files of this package followed. */
function loadedWith(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  const text = readFileSync(file, 'utf8');
  for (const [, names, from = ''] of text.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?from\s+)?'([^']+)';/gm)) {
    const isTypesOnly = /^\{(\s*type [^,}]+,?)+\s*\}/.test(names ?? '');
    if (!isTypesOnly && from.startsWith('.')) loadedWith(new URL(from, file), seen);
    else if (!isTypesOnly) seen.add(from);
  }
  return seen;
}

test('neither zod nor a route is loaded with the server; both are with the management API', () => {
  const atStart = [...loadedWith(new URL('../../src/index.ts', import.meta.url))];
  expect(atStart).toContain('fastify');
  expect(atStart.filter((name) => name === 'zod' || name.includes('/server/src/manage/'))).toEqual([]);
  const onNeed = [...loadedWith(new URL('../../src/manage/api.ts', import.meta.url))];
  expect(onNeed).toContain('zod');
  expect(onNeed).not.toContain('@tongbu/engine'); // whose verbs run in a thread of their own
});
