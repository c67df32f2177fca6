/** `npm run bench [-- --only <name>]`: the project's figures, each a ratio of two things measured in the same run. */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { type Case, judge, type Measured, type NotRun, type Options } from './case.ts';
import { keep } from './keep.ts';
import { machine } from './machine.ts';
import { type Result, targetText, valueText } from './result.ts';

const HELP = `npm run bench                     every case, as a table (about ten minutes)
npm run bench -- --only <name>    one case; may be repeated
npm run bench -- --rows 10m       compare pools of ten million listings, not one (built once, then cached)
npm run bench -- --rounds <n>     pairs of rounds that are counted (default: 5)
npm run bench -- --json           one {name, value, target, ok} a line; ok is null where nothing was held to the target
npm run bench -- --keep           write what was measured into docs/bench.json and docs/bench.md
npm run bench -- --no-build       measure the build as it is
npm run bench -- --list           the cases`;

const EXIT = { missed: 1, usage: 2 };

async function allCases(): Promise<Case[]> {
  const files = readdirSync(new URL('cases/', import.meta.url));
  const modules = await Promise.all(files.map((file) => import(new URL(`cases/${file}`, import.meta.url).href)));
  const cases = modules.map((module) => module.default as Case);
  return cases.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function measure(each: Case, options: Options): Promise<Result> {
  const { name, about, target } = each;
  let measured: Measured | NotRun;
  try {
    measured = await each.run(options);
  } catch (error) {
    return { name, about, target, value: undefined, verdict: 'crashed', details: [(error as Error).stack ?? String(error)] };
  }
  const verdict = judge(each, measured);
  if ('notRun' in measured) return { name, about, target, value: undefined, verdict, details: [measured.notRun] };
  const details = measured.void === undefined ? measured.details : [measured.void, ...measured.details];
  return { name, about, target, value: measured.value, verdict, details };
}

function print(result: Result, isJson: boolean): void {
  const { name, value, target, verdict, details } = result;
  if (isJson) {
    const ok = verdict === 'ok' ? true : verdict === 'missed' ? false : null;
    const { limit, bound, unit } = target;
    console.log(JSON.stringify({ name, value: value ?? null, target: limit, ok, bound, unit, verdict, details }));
    return;
  }
  console.log(`${name.padEnd(22)}${valueText(result).padStart(10)}  ${targetText(target).padEnd(16)}  ${verdict}`);
  for (const detail of details) console.log(`    ${detail}`);
}

function readRows(text: string): number {
  const [, digits, unit] = /^(\d+)([km]?)$/.exec(text) ?? [];
  return Number(digits) * ({ k: 1_000, m: 1_000_000 }[unit ?? ''] ?? 1);
}

const FLAGS = {
  only: { type: 'string', multiple: true },
  rows: { type: 'string', default: '1m' },
  rounds: { type: 'string', default: '5' },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
} as const;

/** @returns undefined for flags that there are not */
function readFlags() {
  try {
    return parseArgs({ options: FLAGS }).values;
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  const values = readFlags();
  const cases = await allCases();
  if (values?.list) {
    for (const { name, target, about } of cases) console.log(`${name.padEnd(22)}${targetText(target).padEnd(18)}${about}`);
    return 0;
  }
  const chosen = values?.only ? values.only.flatMap((only) => cases.filter(({ name }) => name === only)) : cases;
  const rounds = Number(values?.rounds);
  const rows = readRows(values?.rows ?? '');
  const unknown = values?.only?.find((only) => !cases.some(({ name }) => name === only));
  if (!values || unknown !== undefined || !(Number.isSafeInteger(rounds) && rounds > 0) || !(rows >= 100_000)) {
    console.error(`${HELP}\n\ncases: ${cases.map(({ name }) => name).join(', ')}`);
    return EXIT.usage;
  }
  if (!values['no-build']) build();
  if (!values.json) console.log(`${machine()}\n`);
  const results: Result[] = [];
  for (const each of chosen) {
    const progress = (text: string) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${each.name}: ${text}`);
    };
    const result = await measure(each, { rounds, rows, progress });
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    print(result, values.json);
    results.push(result);
  }
  if (values.keep) {
    keep(
      results,
      cases.map(({ name }) => name),
    );
  }
  return results.every(({ verdict }) => verdict === 'ok' || verdict === 'not run') ? 0 : EXIT.missed;
}

// So that what it started, and the folders it works on, end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(EXIT.missed));
process.exitCode = await main();
