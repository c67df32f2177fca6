/** `npm run proof -- <rig> [--count N] [--minutes M] [--finds]`: runs a rig and tells in one line what it counted. */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { brokenBuild } from './build.ts';
import { proveMutants } from './mutants.ts';
import { runInPortions } from './portions.ts';
import type { Outcome, Rig } from './rig.ts';

/** Exit codes: what must hold does not; used wrongly; cannot be run on this machine. */
const EXIT = { violated: 1, usage: 2, missing: 77 };

const HELP = `npm run proof -- <rig> [--count N]      hurt the server, and check that its promises hold
npm run proof -- <rig> --minutes M       begin no new portion after M minutes; Ctrl-C does the same at once
npm run proof -- <rig> --finds           run it on the broken builds that it must find
npm run proof -- mutants [--only <name>] every mutant, one, or a group (bridge) is killed by the test named for it
npm run proof -- --list                  the rigs
npm run proof -- all                     one after the other (hours)`;

/** Every rig, by the files of \`rigs/\`. */
export async function allRigs(): Promise<Rig[]> {
  const files = readdirSync(new URL('rigs/', import.meta.url)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const modules = await Promise.all(files.sort().map((name) => import(new URL(`rigs/${name}`, import.meta.url).href)));
  return modules.map((module) => module.default as Rig);
}

/** Runs a rig on a broken build. @returns the violations it found; none means that the rig is blind */
export async function findBroken(rig: Rig, mutant: string, count = rig.finds[mutant] as number): Promise<string[]> {
  const build = brokenBuild(mutant);
  try {
    return (await runInPortions(rig, count, { build })).violations;
  } finally {
    build.remove();
  }
}

function line({ figures, violations }: Outcome): string {
  const counted = Object.entries(figures).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? value.toLocaleString('en') : value}`,
  );
  return [...counted, `violations ${violations.length}`].join(', ');
}

function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

async function proveOne(rig: Rig, count: number, minutes: number): Promise<number> {
  const missing = rig.missing();
  if (missing.length > 0) {
    console.log(`${rig.name}: not run; this machine lacks ${missing.join('; ')}`);
    return EXIT.missing;
  }
  const began = performance.now();
  const outcome = await runInPortions(rig, count, {
    progress: (text) => tell(`${rig.name}: ${text}`),
    isOver: () => isInterrupted || performance.now() - began > minutes * 60_000,
  });
  tell('');
  for (const violation of outcome.violations) console.error(`violated: ${violation}`);
  const early = outcome.done < count ? `, ended after ${outcome.done} of ${count}` : '';
  console.log(`${rig.name}: ${line(outcome)} (${((performance.now() - began) / 1000).toFixed(0)} s${early})`);
  return outcome.violations.length > 0 ? EXIT.violated : 0;
}

let isInterrupted = false;

/** The first Ctrl-C lets the portion in hand end, so that what was counted is told. */
function endEarlyOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isInterrupted) process.exit(EXIT.violated);
      isInterrupted = true;
    });
  }
}

async function proveFinds(rig: Rig): Promise<number> {
  let blind = 0;
  for (const mutant of Object.keys(rig.finds)) {
    const violations = await findBroken(rig, mutant);
    if (violations.length === 0) blind++;
    console.log(`${rig.name} on ${mutant}: ${violations.length > 0 ? `found; ${violations[0]}` : 'NOT FOUND'}`);
  }
  return blind > 0 ? EXIT.violated : 0;
}

async function main(): Promise<number> {
  const options = {
    list: { type: 'boolean' },
    count: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
    finds: { type: 'boolean' },
    only: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals[0] === 'mutants') {
    const alive = await proveMutants(values.only);
    return alive === undefined ? EXIT.usage : alive > 0 ? EXIT.violated : 0;
  }
  const rigs = await allRigs();
  if (values.list) {
    for (const { name, count, about } of rigs) console.log(`${name.padEnd(16)}${String(count).padStart(9)}  ${about}`);
    return 0;
  }
  const chosen = positionals[0] === 'all' ? rigs : rigs.filter(({ name }) => positionals.includes(name));
  const count = values.count === undefined ? undefined : Number(values.count);
  if (chosen.length === 0 || !(Number(values.minutes) > 0) || (count !== undefined && !(Number.isSafeInteger(count) && count > 0))) {
    console.error(`${HELP}\n\nrigs: ${rigs.map(({ name }) => name).join(', ')}`);
    return EXIT.usage;
  }
  endEarlyOnSignals();
  let worst = 0;
  for (const rig of chosen) {
    const code = await (values.finds ? proveFinds(rig) : proveOne(rig, count ?? rig.count, Number(values.minutes)));
    if (code !== 0 && worst !== EXIT.violated) worst = code;
  }
  return worst;
}

if (import.meta.main) process.exitCode = await main();
