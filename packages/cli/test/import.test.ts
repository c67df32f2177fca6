import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { type Engine, folderOf, openFolderHere } from '@tongbu/engine';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type KnownColumns, readCsv } from '../src/import/csv.ts';
import type { Row } from '../src/import/row.ts';
import { sliceOf } from '../src/import/slices.ts';
import { openSource, type Source } from '../src/import/source.ts';
import { makeFolder, SHOP, start, type TestFolder, tongbu } from './harness.ts';

const CODES = 30_000;

let folder: TestFolder;
beforeAll(async () => {
  folder = await makeFolder();
  await inFolder(async (engine) => {
    const now = Date.now();
    await engine.addSeller({ seller: 'demo', now });
    const put = (kind: string, records: Record<string, string>[]) =>
      engine.importRows({ seller: 'demo', kind, records, now, partial: false });
    await put('shops', [{ shop_no: 'web' }]);
    await put('warehouses', [{ warehouse_no: 'HZ' }]);
    await put(
      'items',
      Array.from({ length: CODES }, (_, i) => ({ spec_no: `B${i}` })),
    );
    await put('items', [{ spec_no: 'A1' }, { spec_no: 'A2' }, { spec_no: 'A3' }]);
  });
});
afterAll(() => folder.remove());

async function inFolder<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const { engine, close } = await openFolderHere(folder.data);
  try {
    return await work(engine);
  } finally {
    await close();
  }
}

function sql<R>(text: string): R[] {
  const database = new DatabaseSync(folderOf(folder.data).database, { readOnly: true, timeout: 5_000 });
  try {
    return database.prepare(text).all() as R[];
  } finally {
    database.close();
  }
}

const stored = () =>
  sql<{ code: string; stock: string }>(
    'select spec_no as code, stock_num as stock from levels join items using (seller, item_id) order by 1',
  );
const countLevels = () => sql<{ n: number }>('select count(*) as n from levels')[0]?.n as number;

let levels: string[];
beforeEach(() => {
  levels = ['import', 'levels', '--seller', 'demo', '--data', folder.data];
});

async function rowsOf(source: Source, columns: KnownColumns): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const piece of readCsv(source, columns, () => {})) rows.push(...piece);
  return rows;
}

const BAD = `spec_no,warehouse_no,stock_num
A1,HZ,12
A1,HZ,13
A2,HZ,"1,5"
"NO
PE",HZ,1
A3,HZ
A3,GZ,4
A3,HZ,7
`;

test('a bad file: line, column, value and problem of each, and nothing is written', async () => {
  const { code, stdout, stderr } = await tongbu([...levels, await folder.file('bad.csv', BAD)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toEqual([
    'bad.csv:3: repeats line 2 (spec_no "A1", warehouse_no "HZ")',
    'bad.csv:4: stock_num "1,5" is no number of at most 15 digits before and 4 after the point',
    'bad.csv:5: spec_no "NO PE" is no item; import items first',
    'bad.csv:7: has 2 cells, the header has 3',
    'bad.csv:8: warehouse_no "GZ" is no warehouse; import warehouses first',
    'tongbu: bad.csv: 5 of 7 rows are bad, so nothing was written; correct the file, or write the good rows with --partial',
  ]);
  expect(stored()).toEqual([]);
});

test('the same as JSON', async () => {
  const { code, stdout } = await tongbu([...levels, await folder.file('bad.csv', BAD), '--json']);
  expect(code).toBe(2);
  const { problems, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({ kind: 'levels', written: false, rows: 7, changed: 0, unchanged: 0, leftOut: 5 });
  expect(problems[1]).toEqual({ line: 4, column: 'stock_num', value: '1,5', problem: expect.stringContaining('is no number') });
});

test('--partial writes the good rows of a bad file', async () => {
  const { code, stdout, stderr } = await tongbu([...levels, await folder.file('bad.csv', BAD), '--partial']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'levels: 7 rows, 2 changed, 0 unchanged, 5 left out\n' });
  expect(stderr).toContain('bad.csv:4: stock_num "1,5"');
  expect(stored()).toEqual([
    { code: 'A1', stock: '12' },
    { code: 'A3', stock: '7' },
  ]);
});

test('more than 20 problems are counted', async () => {
  const rows = Array.from({ length: 1234 }, (_, i) => `X${i},HZ,1`);
  const { stderr } = await tongbu([...levels, await folder.file('many.csv', `spec_no,warehouse_no,stock_num\n${rows.join('\n')}`)]);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(22);
  expect(lines[20]).toBe('… and 1,214 more');
});

test.each([
  [
    'unknown and missing columns',
    'spec_no,wh,wh\nA1,HZ,1',
    'f.csv:1: there is no column "wh"; there is no column "wh"; column "wh" stands there twice; column "warehouse_no" is missing; levels has: spec_no, warehouse_no, stock_num',
  ],
  ['an open quote', 'spec_no,warehouse_no\nA1,"HZ\nA2,HZ', 'f.csv:2: a quoted cell that is never closed'],
  ['text after a quote', 'spec_no,warehouse_no\nA1,"HZ"x', 'f.csv:2: text after the closing quote of a cell'],
  ['an empty file', '', 'f.csv: is empty; the first line must name the columns: spec_no,warehouse_no'],
  ['GBK', Buffer.from('spec_no,warehouse_no\nA1,HZ\n\xc1\xfa\xbe\xae,HZ\n', 'latin1'), 'f.csv:3: is not UTF-8 text; save it as UTF-8'],
] as const)('%s is told by file and line', async (_, content, message) => {
  const source = await openSource(await folder.file('f.csv', content));
  const reading = rowsOf(source, { kind: 'levels', all: ['spec_no', 'warehouse_no', 'stock_num'], required: ['spec_no', 'warehouse_no'] });
  await expect(reading).rejects.toThrow(message);
  await source.close();
});

test('a row is told by the line on which it begins', async () => {
  const source = await openSource(await folder.file('f.csv', '\ufeffa,b\r\n"1\r\n2\n3",4\r\n\r\n5,6\n7\n'));
  const rows = await rowsOf(source, { kind: 'x', all: ['a', 'b'], required: ['a'] });
  expect(rows).toMatchObject([
    { line: 2 },
    { line: 6, record: { a: '5', b: '6' } },
    { line: 7, problem: { problem: 'has 1 cell, the header has 2' } },
  ]);
  await source.close();
});

test('NDJSON: numbers keep their digits, absent names leave what is stored', async () => {
  const text =
    '{"spec_no":"A1","warehouse_no":"HZ","stock_num":123456789012345.6789}\n\n{"spec_no":"A3","warehouse_no":"HZ","order_num":"1"}\r\n';
  expect(await tongbu([...levels, '-', '--format', 'ndjson'], { input: text })).toEqual({
    code: 0,
    stdout: 'levels: 2 rows, 2 changed, 0 unchanged\n',
    stderr: '',
  });
  expect(stored()).toMatchObject([{ stock: '123456789012345.6789' }, { stock: '7' }]);
});

test('NDJSON: broken lines are told one by one', async () => {
  const file = await folder.file(
    'bad.jsonl',
    '{"spec_no":"A1"\n[]\n{"spec_no":"A1","warehouse_no":"HZ","no":1}\n{"spec_no":["A1"],"warehouse_no":"HZ"}\n5\n',
  );
  const { code, stderr } = await tongbu([...levels, file]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^bad.jsonl:1: is not one whole JSON value\nbad.jsonl:2: is no JSON object\nbad.jsonl:3: no is no column; levels has: .*\nbad.jsonl:4: spec_no must be text or a number.*\nbad.jsonl:5: is no JSON object\n/,
  );
});

test('what cannot be imported is named with what can', async () => {
  const { code, stderr } = await tongbu(['import', 'goods', 'x.csv', '--data', folder.data]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'tongbu: "goods" cannot be imported; one of: warehouses, shops, items, suites, levels, listings, rules, carriers, orders, ship, shipments\n',
  });
  expect(await tongbu([...levels, '/no/such.csv'])).toMatchObject({ code: 2, stderr: 'tongbu: /no/such.csv: there is no such file\n' });
});

test('names that a spreadsheet has rounded are refused, amounts written so are not', async () => {
  const parcels = 'shop_no,tid,logistics_no\nweb,2.02611E+17,Z1\nweb,T9,7.8e+13\nweb,T8,Z1E+5\n';
  const csv = await tongbu(['import', 'shipments', await folder.file('rounded.csv', parcels), '--data', folder.data]);
  expect(csv).toMatchObject({ code: 2, stdout: '' });
  expect(csv.stderr.split('\n').slice(0, 3)).toEqual([
    'rounded.csv:2: tid "2.02611E+17" was rounded by a spreadsheet; export it again with the column as text',
    'rounded.csv:3: logistics_no "7.8e+13" was rounded by a spreadsheet; export it again with the column as text',
    'tongbu: rounded.csv: 2 of 3 rows are bad, so nothing was written; correct the file, or write the good rows with --partial',
  ]);
  const file = await folder.file('rounded.ndjson', '{"spec_no":6.90123E+12,"warehouse_no":"HZ","stock_num":1}\n');
  expect((await tongbu([...levels, file])).stderr).toContain('rounded.ndjson:1: spec_no "6.90123E+12" was rounded by a spreadsheet');
});

test('two rows for the whole of an order, or for one sub-order, repeat each other', async () => {
  const rows = ['T1,,Z1', 'T1,,Z2', 'T2,"1,2",Z3', 'T2,3,Z4', 'T2,"4,2",Z5', 'T2,,Z6'].map((row) => `web,${row}`);
  const file = await folder.file('parcels.csv', `shop_no,tid,oids,logistics_no\n${rows.join('\n')}\n`);
  const { stderr } = await tongbu(['import', 'shipments', file, '--data', folder.data]);
  expect(stderr.match(/^parcels.csv:.*repeats line \d+/gm)).toEqual([
    'parcels.csv:3: repeats line 2',
    'parcels.csv:6: repeats line 4',
    'parcels.csv:7: repeats line 4',
  ]);
});

test('30,000 rows: killed in the middle, then run again to the end', async () => {
  const rows = Array.from({ length: CODES }, (_, i) => `B${i},HZ,${i % 500}\n`);
  const file = await folder.file('levels.csv', `spec_no,warehouse_no,stock_num\n${rows.join('')}`);
  const before = countLevels();
  const killed = start([...levels, file]);
  while (countLevels() === before) await pause(5);
  killed.kill('SIGKILL');
  await killed.ended;
  const there = countLevels() - before;
  expect(there).toBeLessThan(CODES);
  expect(there % sliceOf('levels', false)).toBe(0);
  const began = performance.now();
  const { code, stdout } = await tongbu([...levels, file]);
  const [changed, unchanged] = [CODES - there, there].map((number) => number.toLocaleString('en-US'));
  expect({ code, stdout }).toEqual({ code: 0, stdout: `levels: 30,000 rows, ${changed} changed, ${unchanged} unchanged\n` });
  expect(countLevels()).toBe(before + CODES);
  console.info(`30,000 levels in ${Math.round(performance.now() - began)} ms`);
});

test.runIf(process.platform !== 'win32')('a named pipe is read to its end, though whoever wrote it has gone', async () => {
  const pipe = `${folder.path}/pipe`;
  execFileSync('mkfifo', [pipe]);
  const text = 'spec_no\n'.padEnd(200_000, 'A1\n');
  const written = writeFile(pipe, text);
  const source = await openSource(pipe);
  await written;
  let read = '';
  for await (const part of source.read(() => {})) read += part;
  expect(read).toBe(text);
  await source.close();
});

test('a byte order mark, quotes, blank lines and lines of Windows', async () => {
  const text = SHOP.items.replace('spec_no', '\ufeff"spec_no"').replaceAll('\n', '\r\n').concat('\r\n\r\n');
  const { stdout } = await tongbu(['import', 'items', await folder.file('items.csv', text), '--data', folder.data]);
  expect(stdout).toBe('items: 3 rows, 3 changed, 0 unchanged\n');
});
