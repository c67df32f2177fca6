/** `npm run proof -- mutants`: every mutant of `e2e/mutants/list.ts` is killed by the test that is named for it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groups, mutants } from '../mutants/list.ts';
import type { Mutant, NamedTest } from '../mutants/mutant.ts';
import { brokenBuild, root } from './build.ts';

/** So many mutants are tried at once. */
const LANES = 2;

/** A test that is not over by then has not killed anything: seconds are usual. */
const LIMIT_MS = 180_000;

/** What became of a mutant. */
export interface Fate {
  isKilled: boolean;
  /** The assertion that killed it, or why it counts as alive. */
  why: string;
}

/** What a run of a named test said of it; several where the name stands for several. */
interface Said {
  status: string;
  /** The first line of what failed; empty when nothing did. */
  failure: string;
}

/**
 * Runs a mutant's test on a copy that the mutant has broken. It is killed when the test ran there and failed by an assertion,
 * and passes on the sources as they are, run alone as well. A test that could not be loaded, threw or ran out of time says
 * nothing of what it is meant to see.
 *
 * @throws Error when the patch does not apply
 */
export async function tryMutant({ name, test }: Mutant): Promise<Fate> {
  const sound = await onSound(test);
  if (sound.length === 0) return alive(`no test of that name in ${test.file}`);
  const flawed = sound.find(({ status }) => status !== 'passed');
  if (flawed) return alive(`the test does not pass on the sound build: ${flawed.failure || flawed.status}`);
  const build = brokenBuild(name);
  try {
    return judge(await runTest(test, build.root));
  } finally {
    build.remove();
  }
}

function alive(why: string): Fate {
  return { isKilled: false, why };
}

/** How the report begins where an assertion failed; one on a promise (`rejects`, `resolves`) comes with the name of a plain error. */
const ASSERTED = /^AssertionError|^Error: (expected .* to |promise (resolved|rejected) )/;

function judge(said: Said[]): Fate {
  const killer = said.find(({ status, failure }) => status === 'failed' && ASSERTED.test(failure));
  if (killer) return { isKilled: true, why: killer.failure };
  const other = said.find(({ status }) => status !== 'passed');
  if (other) return alive(`failed by no assertion of its own: ${other.failure || other.status}`);
  return alive(said.length === 0 ? 'the test did not run' : 'the test passes');
}

const soundRuns = new Map<string, Promise<Said[]>>();

/** Several mutants may be killed by one test: it is run once without them. */
function onSound(test: NamedTest): Promise<Said[]> {
  const key = `${test.file}\n${test.name}`;
  const run = soundRuns.get(key) ?? runTest(test, root);
  soundRuns.set(key, run);
  return run;
}

/** Runs one test of one file, and reads what the report says of it: the exit code tells less. */
function runTest({ file, name }: NamedTest, folder: string): Promise<Said[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'tongbu-mutant-'));
  const report = join(scratch, 'report.json');
  const title = titlesOf(name);
  const options = ['--root', folder, '--config', join(folder, 'e2e/proof/one-test.config.ts'), '--testNamePattern', title.source];
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file, ...options, '--reporter=json', `--outputFile.json=${report}`];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, env: environment(), timeout: LIMIT_MS }, () => {
      try {
        resolve(readReport(report, title));
      } catch (error) {
        reject(error);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  });
}

/** What stands in the name of a parametrised test for its parameter. */
const PARAMETER = /%[sidj]|\$[a-z]+/;

/** The full titles that a name stands for: whatever group it is in, and whatever its parameters. */
export function titlesOf(name: string): RegExp {
  const parts = name.split(PARAMETER).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`(^| )${parts.join('.+')}$`);
}

/** A run inside a run of vitest must not take itself for a part of it. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|VITE_|TEST$)/.test(name));
  return { ...Object.fromEntries(own), TONGBU_TEST_DATABASE: 'sqlite' };
}

interface Report {
  testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
}

function readReport(file: string, title: RegExp): Said[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return []; // ran out of time, or could not even begin
  }
  const tests = (JSON.parse(text) as Report).testResults.flatMap(({ assertionResults }) => assertionResults);
  return tests
    .filter(({ fullName }) => title.test(fullName))
    .map(({ status, failureMessages: [failure = ''] }) => ({ status, failure: failure.split('\n')[0] as string }));
}

/**
 * Tries every mutant, or the one or the group of that name, and prints a line for each.
 *
 * @returns how many are alive; undefined, and says so, when there is none of that name
 */
export async function proveMutants(only?: string): Promise<number | undefined> {
  const chosen = only === undefined ? mutants : (groups[only] ?? mutants.filter(({ name }) => name === only));
  if (chosen.length === 0) {
    console.error(`there is no mutant "${only}"; e2e/mutants/list/ names them. Groups: ${Object.keys(groups).join(', ')}`);
    return undefined;
  }
  const began = performance.now();
  const left = [...chosen];
  let living = 0;
  const lane = async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const { isKilled, why } = await tryMutant(mutant);
      if (!isKilled) living++;
      console.log(`${mutant.name}: ${isKilled ? `killed by "${mutant.test.name}"` : `ALIVE: ${why}`}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`mutants ${chosen.length}, killed ${chosen.length - living}, alive ${living} (${seconds} s)`);
  return living;
}
