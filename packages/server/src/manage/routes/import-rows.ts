import type { ImportRecord, RowProblem } from '@tongbu/engine';
import { z } from 'zod';
import { inChinese } from '../../chinese/in-chinese.ts';
import { CsvError, readCsv } from '../csv.ts';
import { Problem } from '../problem.ts';
import { route } from '../route.ts';
import { about } from '../schemas.ts';

const MOST_ROWS = 10_000;
/** Lines of a CSV that are read in one turn of the loop. */
const LINES_A_TURN = 500;
/** Acknowledgements wait for a transaction to end, so each takes few rows where they reach far. */
const SLICES: Record<string, number> = { levels: 50, listings: 100 };
const SLICE = 500;
const TOLD = 1000;

const KINDS = ['shops', 'warehouses', 'items', 'suites', 'levels', 'listings', 'rules', 'carriers', 'orders', 'ship', 'shipments'] as const;
const yesOrNo = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');
const cell = z.union([z.string().max(5000), z.number(), z.boolean(), z.null()]).transform((value) => (value === null ? '' : String(value)));

export const importRows = route({
  name: 'importRows',
  method: 'POST',
  path: '/api/import/{kind}',
  role: 'operator',
  group: 'files',
  summary: {
    en: 'Imports rows of any kind, as JSON or CSV. All are checked first; nothing is written unless all are good.',
    zh: '导入任意一类数据，JSON 或 CSV。全部检查通过后才写入。',
  },
  params: z.strictObject({
    kind: about(z.enum(KINDS), 'What the rows are; docs/import.md has their columns.', '数据类别，各列见 docs/import.md。'),
  }),
  query: z.strictObject({
    dryRun: about(yesOrNo, '`true` only checks.', '`true` 仅检查，不写入。'),
    partial: about(yesOrNo, '`true` writes the good rows of a file that has bad ones.', '`true` 时有错误的行跳过，其余写入。'),
  }),
  body: about(
    z.union([z.strictObject({ rows: z.array(z.record(z.string(), cell)).max(MOST_ROWS) }), z.string()]),
    `JSON: \`rows\`, objects by column name, ${MOST_ROWS.toLocaleString('en')} at most. CSV: a file with a header.`,
    `JSON：\`rows\` 为以列名为键的对象，最多 ${MOST_ROWS.toLocaleString('en')} 行。CSV：带表头的文件。`,
  ),
  bodyTypes: ['application/json', 'text/csv'],
  bodyLimit: 8 * 1024 * 1024,
  answers: {
    json: z.object({
      kind: z.enum(KINDS),
      rows: z.int(),
      changed: about(z.int(), 'Rows that changed something.', '产生变化的行数。'),
      leftOut: about(z.int(), 'Rows with problems.', '有问题的行数。'),
      written: z.boolean(),
      problems: about(
        z.array(z.object({ row: z.int(), line: z.int().nullable(), column: z.string(), value: z.string(), problem: z.string() })),
        `The first ${TOLD}; \`row\` counts from 0, \`line\` is the line of a CSV file.`,
        `前 ${TOLD} 条；\`row\` 从 0 开始，\`line\` 为 CSV 文件行号。`,
      ),
    }),
  },
  repeats: 'begun',
  audit: ({ query: { dryRun } }) => (dryRun ? null : {}),
  problems: [],
  async handle({ engine, token, params: { kind }, query: { dryRun, partial }, body, language, now }) {
    const { importKind } = await import('@tongbu/engine'); // the columns; nobody else here needs the verbs
    const columns = importKind(kind).columns;
    const given = typeof body === 'string' ? await recordsOf(body) : body.rows.map((record) => ({ line: null, record }));
    checkColumns(
      given.map(({ record }) => record),
      Object.keys(columns),
    );
    const { seller } = token;
    const problems: RowProblem[] = [];
    for (const { from, slice } of slices(given, SLICE)) {
      for (const found of await engine.checkImport({ seller, kind, records: slice, now }))
        problems.push({ ...found, row: from + found.row });
    }
    const say = language === 'zh' ? inChinese : (text: string) => text;
    const told = problems
      .slice(0, TOLD)
      .map(({ row, problem, ...rest }) => ({ row, line: given[row]?.line ?? null, ...rest, problem: say(problem) }));
    const result = { kind, rows: given.length, changed: 0, leftOut: problems.length, written: false, problems: told };
    if (dryRun || (problems.length > 0 && !partial)) return result;
    let changed = 0;
    let leftOut = 0;
    for (const { slice } of slices(given, SLICES[kind] ?? SLICE)) {
      const done = await engine.importRows({ seller, kind, records: slice, now, partial: true });
      changed += done.changed;
      leftOut += done.problems.length;
    }
    return { ...result, changed, leftOut, written: true };
  },
});

function* slices(given: { record: ImportRecord }[], size: number): Generator<{ from: number; slice: ImportRecord[] }> {
  for (let from = 0; from < given.length; from += size) {
    yield { from, slice: given.slice(from, from + size).map(({ record }) => record) };
  }
}

async function recordsOf(text: string): Promise<{ line: number; record: ImportRecord }[]> {
  const records: { line: number; record: ImportRecord }[] = [];
  let names: string[] | undefined;
  try {
    for (const { line, cells } of readCsv(text)) {
      if (!names) names = header(cells);
      else {
        if (cells.length !== names.length) throw new CsvError(line, `has ${cells.length} cells, the header has ${names.length}`);
        records.push({ line, record: Object.fromEntries(names.map((name, i) => [name, cells[i] as string])) });
        if (records.length > MOST_ROWS)
          throw new Problem('too-large', `more than ${MOST_ROWS} rows; send them in parts, or use: tongbu import`);
        if (records.length % LINES_A_TURN === 0) await new Promise((next) => setImmediate(next));
      }
    }
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Problem('malformed', `line ${error.line}: ${error.message}; nothing was written`);
  }
}

function header(cells: string[]): string[] {
  const names = cells.map((name) => name.trim());
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw new CsvError(1, `column "${repeated}" stands there twice`);
  return names;
}

function checkColumns(records: ImportRecord[], known: string[]): void {
  const unknown = new Set(records.flatMap((record) => Object.keys(record)).filter((name) => !known.includes(name)));
  if (unknown.size === 0) return;
  const faults = [...unknown].slice(0, 20).map((name) => ({ pointer: '#/rows', detail: `there is no column "${name}"` }));
  throw new Problem('invalid', `unknown columns; there are: ${known.join(', ')}`, { faults });
}
