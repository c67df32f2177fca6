import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { machine } from './machine.ts';
import { type Result, targetText, valueText } from './result.ts';

const JSON_FILE = fileURLToPath(new URL('../docs/bench.json', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/bench.md', import.meta.url));
const BIOME = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));

const BEGIN = '<!-- last run: written by npm run bench -- --keep -->';
const END = '<!-- end of the last run -->';

/** A result with when and where it was measured. */
type Kept = Result & { day: string; machine: string };

/**
 * Writes results into `docs/bench.json` and, as a table, into `docs/bench.md`.
 *
 * @param results those of cases that were not run this time stay as they were
 * @param names every case, in the order of the table; what is no case any more is dropped
 */
export function keep(results: Result[], names: string[]): void {
  const earlier: Kept[] = existsSync(JSON_FILE) ? JSON.parse(readFileSync(JSON_FILE, 'utf8')) : [];
  const day = new Date().toISOString().slice(0, 10);
  const latest = [...earlier, ...results.map((result) => ({ ...result, day, machine: machine() }))];
  const kept = names.flatMap((name) => latest.findLast((result) => result.name === name) ?? []);
  writeFileSync(JSON_FILE, JSON.stringify(kept));
  execFileSync(process.execPath, [BIOME, 'format', '--write', JSON_FILE], { stdio: 'ignore' });
  const page = readFileSync(PAGE, 'utf8');
  const [before] = page.split(BEGIN);
  const [, after] = page.split(END);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${tableOf(kept)}\n${END}${after}`);
}

function tableOf(kept: Kept[]): string {
  const rows = kept.map((result) => {
    const { name, target, verdict, details, day } = result;
    return `| \`${name}\` | ${valueText(result)} | ${targetText(target)} | ${verdict} | ${details.join('<br>').replaceAll('|', '\\|')} | ${day} |`;
  });
  const machines = [...new Set(kept.map(({ machine }) => machine))];
  return [
    '| case | value | target | | seen | day |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `${machines.join('; ')}.`,
    '',
  ].join('\n');
}
