/** `npm run proof -- <rig> [--count N] [--broken <mutant>]`: runs a rig and tells in one line what it counted. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Build, brokenBuild, ownBuild } from './build.ts';
import type { Outcome, Rig } from './rig.ts';

/** Exit codes: what must hold does not; used wrongly; cannot be run on this machine. */
const EXIT = { violated: 1, usage: 2, missing: 77 };

const HELP = `npm run proof -- <rig> [--count N]      hurt the server, and check that its promises hold
npm run proof -- <rig> --finds           run it on the broken builds that it must find
npm run proof -- --list                  the rigs
npm run proof -- all                     one after the other (hours)`;

/** Every rig, by the files of \`rigs/\`. */
export async function allRigs(): Promise<Rig[]> {
  const files = readdirSync(new URL('rigs/', import.meta.url)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const modules = await Promise.all(files.sort().map((name) => import(new URL(`rigs/${name}`, import.meta.url).href)));
  return modules.map((module) => module.default as Rig);
}

/** Runs a rig in a folder of its own. */
export async function runRig(
  rig: Rig,
  count: number,
  build: Build = ownBuild,
  progress: (text: string) => void = () => {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), `tongbu-${rig.name}-`));
  try {
    return await rig.run({ count, build, folder, progress });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a rig on a broken build. @returns the violations it found; none means that the rig is blind */
export async function findBroken(rig: Rig, mutant: string, count = rig.finds[mutant] as number): Promise<string[]> {
  const build = brokenBuild(mutant);
  try {
    return (await runRig(rig, count, build)).violations;
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

async function proveOne(rig: Rig, count: number): Promise<number> {
  const missing = rig.missing();
  if (missing.length > 0) {
    console.log(`${rig.name}: not run; this machine lacks ${missing.join('; ')}`);
    return EXIT.missing;
  }
  const began = performance.now();
  const outcome = await runRig(rig, count, ownBuild, (text) => tell(`${rig.name}: ${text}`));
  tell('');
  for (const violation of outcome.violations) console.error(`violated: ${violation}`);
  console.log(`${rig.name}: ${line(outcome)} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
  return outcome.violations.length > 0 ? EXIT.violated : 0;
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
  const options = { list: { type: 'boolean' }, count: { type: 'string' }, finds: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const rigs = await allRigs();
  if (values.list) {
    for (const { name, count, about } of rigs) console.log(`${name.padEnd(16)}${String(count).padStart(9)}  ${about}`);
    return 0;
  }
  const chosen = positionals[0] === 'all' ? rigs : rigs.filter(({ name }) => positionals.includes(name));
  const count = values.count === undefined ? undefined : Number(values.count);
  if (chosen.length === 0 || (count !== undefined && !(Number.isSafeInteger(count) && count > 0))) {
    console.error(`${HELP}\n\nrigs: ${rigs.map(({ name }) => name).join(', ')}`);
    return EXIT.usage;
  }
  let worst = 0;
  for (const rig of chosen) {
    const code = await (values.finds ? proveFinds(rig) : proveOne(rig, count ?? rig.count));
    if (code !== 0 && worst !== EXIT.violated) worst = code;
  }
  return worst;
}

if (import.meta.main) process.exitCode = await main();
