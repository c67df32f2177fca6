import { z } from 'zod';
import { csvLine } from '../csv.ts';
import { type Call, NO_BODY, NOTHING, route, type Words } from '../route.ts';
import { about } from '../schemas.ts';

/** Rows that are read, and travel, together. */
const AT_ONCE = 500;

/** What a reader of a file has to know. */
export const CSV_NOTE: Words = {
  en: 'UTF-8 with a byte order mark and a header. A cell that a spreadsheet would take for a formula begins with an apostrophe, one of more than 15 digits with a tab, so that none is lost. Shops, warehouses, items, suites, levels, rules and carriers can be imported again as they are. Rows that change meanwhile are as they were when they were read.',
  zh: 'UTF-8 带 BOM，含表头。可能被表格软件当作公式的单元格以单引号开头，超过 15 位的数字以制表符开头，以免丢失末位。shops、warehouses、items、suites、levels、rules、carriers 可原样再导入。导出期间发生变化的行，以读取时为准。',
};

const KINDS = ['shops', 'warehouses', 'items', 'suites', 'levels', 'rules', 'carriers', 'orders', 'trades', 'journal'] as const;

const params = z.strictObject({
  kind: about(z.enum(KINDS), 'What to export.', '导出的内容。'),
});

export const exportRows = route({
  name: 'exportRows',
  method: 'GET',
  path: '/api/export/{kind}',
  role: 'viewer',
  group: 'files',
  summary: { en: 'Everything of a kind, as a CSV file that a spreadsheet opens.', zh: '导出某一类的全部数据，CSV 可直接用表格软件打开。' },
  params,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    text: 'text/csv',
    note: CSV_NOTE,
  },
  repeats: 'reads',
  problems: [],
  async handle(call) {
    const { kind } = call.params;
    return { body: lines(call, kind), headers: { 'content-disposition': `attachment; filename="${kind}.csv"` } };
  },
});

async function* lines(
  { engine, token, signal }: Call<z.output<typeof params>>,
  kind: z.output<typeof params>['kind'],
): AsyncGenerator<string> {
  let after: number[] | null = null;
  do {
    const part: Awaited<ReturnType<typeof engine.exportRows>> = await engine.exportRows({
      seller: token.seller,
      kind,
      after,
      limit: AT_ONCE,
    });
    const head = after === null ? `\ufeff${csvLine([...part.columns])}` : '';
    yield head + part.rows.map(csvLine).join('');
    after = part.next;
  } while (after !== null && !signal.aborted);
}
