/** The mutants are in order, and some are killed; `npm run proof -- mutants` tries them all. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './mutants/list.ts';
import type { Mutant } from './mutants/mutant.ts';
import { patchOf, root } from './proof/build.ts';
import { titlesOf, tryMutant } from './proof/mutants.ts';
import { allRigs } from './proof/run.ts';

const patches = readdirSync(join(root, 'e2e', 'mutants'))
  .filter((file) => file.endsWith('.patch'))
  .map((file) => file.slice(0, -'.patch'.length));

test.each(patches)('%s applies, and begins with two lines of text', (name) => {
  execFileSync('git', ['apply', '--check', patchOf(name)], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const [about, finder, blank, from] = readFileSync(patchOf(name), 'utf8').split('\n');
  expect([about, finder, blank, from]).toEqual([
    expect.stringMatching(/\.$/),
    expect.stringMatching(/\.$/),
    '',
    expect.stringMatching(/^--- a\//),
  ]);
});

test('every patch is found by the test of the list, or by a rig, that its text names; and no name stands twice', async () => {
  const finders = new Map(patches.map((name) => [name, [] as string[]]));
  for (const { name, test } of mutants) finders.get(name)?.push(`"${test.name}" in ${test.file.replace('packages/', '')}`);
  for (const rig of await allRigs()) for (const name of Object.keys(rig.finds)) finders.get(name)?.push(rig.name);
  const unnamed = patches.filter((name) => {
    const told = readFileSync(patchOf(name), 'utf8').split('\n')[1] as string;
    return !finders.get(name)?.some((finder) => told.includes(finder));
  });
  expect(unnamed).toEqual([]);
  const names = mutants.map(({ name }) => name);
  expect(names.filter((name, place) => !patches.includes(name) || names.indexOf(name) !== place)).toEqual([]);
  expect(names.length).toBeGreaterThanOrEqual(20);
});

test.each(mutants)(
  '$name has the test that is to kill it, and says what its patch says',
  ({ name, about, test: { file, name: title } }) => {
    const source = readFileSync(join(root, file), 'utf8');
    expect(["'", '"', '`'].some((quote) => source.includes(quote + title + quote))).toBe(true);
    expect(readFileSync(patchOf(name), 'utf8').split('\n')[0]).toBe(about);
  },
);

test('a name stands for its test in every group, whatever the parameters', () => {
  const matches = (name: string, title: string) => titlesOf(name).test(title);
  expect(matches('S2 it (really) holds', 'stock on SQLite S2 it (really) holds')).toBe(true);
  expect(matches('B7 to %s a record', 'strangers on SQLite B7 to a key without the shop a record')).toBe(true);
  expect(matches('sid', 'the flagship edition checks, in this order, sid')).toBe(true);
  expect(matches('sid', 'besid')).toBe(false);
  expect(matches('sid', 'sid and key')).toBe(false);
});

const KILLED_HERE = ['older-success-after-newer', 'address-before-signature', 'numbers-shared-by-sellers'];

test(`killed for real: ${KILLED_HERE.join(', ')}`, { timeout: 300_000 }, async () => {
  const fates = await Promise.all(
    KILLED_HERE.map(async (name) => ({ name, ...(await tryMutant(mutants.find((mutant) => mutant.name === name) as Mutant)) })),
  );
  expect(fates.filter(({ isKilled }) => !isKilled)).toEqual([]);
});

test('what does not run, or does not pass without the mutant, kills nothing', { timeout: 300_000 }, async () => {
  const [mutant] = mutants as [Mutant];
  const fate = (name: string) => tryMutant({ ...mutant, test: { file: mutant.test.file, name } });
  const other = mutants.find(({ name }) => name === 'cancel-any-version') as Mutant;
  expect(await fate('a test that is not there')).toMatchObject({ isKilled: false, why: expect.stringContaining('no test of that name') });
  expect(await fate(other.test.name)).toEqual({ isKilled: false, why: 'the test passes' });
});
