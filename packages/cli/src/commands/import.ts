import { type Engine, importKind, importKinds, type Kind } from '@tongbu/engine';
import { Command, Option } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { type Checked, checkFile } from '../import/check.ts';
import { readCsv } from '../import/csv.ts';
import { readNdjson } from '../import/ndjson.ts';
import { createProgress, type Progress } from '../import/progress.ts';
import { reportProblems, reportResult } from '../import/report.ts';
import type { Row } from '../import/row.ts';
import { sliceOf } from '../import/slices.ts';
import { openSource, type Source } from '../import/source.ts';
import { type Written, writeFile } from '../import/write.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { withEngine } from '../with-engine.ts';

/** Problems that are kept to be told; more of them for a script. */
const TOLD = 20;
const TOLD_JSON = 1000;

const DESCRIPTION = `Imports a CSV file with a header, or NDJSON. The whole file is checked first; nothing is written unless all
of it is good. Importing a file again changes nothing, and finishes an import that was killed.`.replaceAll('\n', ' ');

interface ImportFlags extends Flags {
  format?: Format;
  partial?: true;
  json?: true;
}

type Format = 'csv' | 'ndjson';

/** `tongbu import`: brings a file into the data folder. */
export function importCommand(): Command {
  return new Command('import')
    .summary('import shops, goods, stock, rules, orders and parcels')
    .description(DESCRIPTION)
    .argument('<kind>', 'what the file holds, see below')
    .argument('<file>', 'the file; - for standard input')
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--partial', 'write the good rows of a file that has bad ones')
    .addOption(new Option('--format <format>', 'what the file is (default: by its ending, else csv)').choices(['csv', 'ndjson']))
    .option('--json', 'print the result as JSON')
    .addHelpText('after', help)
    .action(importFile);
}

async function importFile(kindName: string, path: string, flags: ImportFlags): Promise<void> {
  const { data, seller } = readSettings(['data', 'seller'], flags);
  const kind = importKind(kindName);
  const source = await openSource(path); // before the folder is held: standard input may take its time
  try {
    const work = async (engine: Engine, isServing: boolean) => {
      const size = sliceOf(kind.name, isServing);
      await importSource(engine, await onlySeller(engine, seller), kind, source, path, { ...flags, size });
    };
    await withEngine(data, work, { thread: true }); // the file is read while rows are written
  } finally {
    await source.close();
  }
}

async function importSource(
  engine: Engine,
  seller: string,
  kind: Kind,
  source: Source,
  path: string,
  flags: ImportFlags & { size: number },
): Promise<void> {
  const progress = createProgress();
  const read = (badLines?: Set<number>) => rowsOf(source, kind, flags.format ?? formatOf(path), progress, badLines);
  const at = { seller, kind, onRows: progress.rows };
  try {
    progress.begin(`checking ${source.name}`, { bytes: source.bytes });
    const checked = await checkFile(engine, { ...at, rows: read(), keep: flags.json ? TOLD_JSON : TOLD });
    progress.clear();
    if (checked.bad > 0 && !flags.partial) throw refused(source, kind, checked, flags);
    progress.begin(`writing ${source.name}`, { rows: checked.rows - checked.bad });
    const written = await writeFile(engine, { ...at, rows: read(checked.badLines), size: flags.size, partial: flags.partial === true });
    progress.clear();
    tellResult(source, kind, checked, written, flags);
  } finally {
    progress.clear();
  }
}

function rowsOf(source: Source, kind: Kind, format: Format, progress: Progress, badLines = new Set<number>()): AsyncIterable<Row[]> {
  const columns = {
    kind: kind.name,
    all: Object.keys(kind.columns),
    required: Object.keys(kind.columns).filter((name) => kind.columns[name]?.required),
  };
  const rows = format === 'csv' ? readCsv(source, columns, progress.bytes) : readNdjson(source, columns, progress.bytes);
  return badLines.size === 0 ? rows : without(rows, badLines);
}

async function* without(rows: AsyncIterable<Row[]>, lines: Set<number>): AsyncGenerator<Row[]> {
  for await (const piece of rows) yield piece.filter(({ line }) => !lines.has(line));
}

function formatOf(path: string): Format {
  return /\.(ndjson|jsonl)$/i.test(path) ? 'ndjson' : 'csv';
}

function refused({ name }: Source, kind: Kind, checked: Checked, { json }: ImportFlags): Error {
  if (json) reportResult({ kind: kind.name, ...checked, leftOut: checked.bad, changed: 0, written: false }, true);
  else reportProblems(name, checked.problems, checked.bad);
  const rows = checked.bad === 1 ? 'one row is' : `${checked.bad} of ${checked.rows} rows are`;
  return usage(`${name}: ${rows} bad, so nothing was written; correct the file, or write the good rows with --partial`);
}

function tellResult({ name }: Source, kind: Kind, checked: Checked, written: Written, { json }: ImportFlags): void {
  const problems = [...checked.problems, ...written.problems];
  const leftOut = checked.bad + written.problems.length;
  if (!json) reportProblems(name, problems, leftOut);
  reportResult({ kind: kind.name, rows: checked.rows, changed: written.changed, leftOut, problems, written: true }, json === true);
}

function help(): string {
  const kinds = Object.keys(importKinds).map((each) => {
    const { name, summary, columns } = importKind(each);
    const names = Object.entries(columns).map(([column, { required }]) => (required ? `${column}*` : column));
    return `  ${name.padEnd(12)}${wrap(summary.en, 66).trimStart()}\n${wrap(names.join(', '), 66)}`;
  });
  return `
Kinds, in the order in which they need each other, and their columns (* always needed):
${kinds.join('\n')}

Example:
  $ tongbu import levels levels.csv --seller demo
  $ zcat levels.ndjson.gz | tongbu import levels - --format ndjson --seller demo
`;
}

function wrap(text: string, width: number, indent = ' '.repeat(14)): string {
  const lines = text.match(new RegExp(`.{1,${width}}(?:\\s|$)`, 'g')) ?? [text];
  return lines.map((line) => indent + line.trimEnd()).join('\n');
}
