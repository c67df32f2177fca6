import { importKinds } from '@tongbu/engine';

const HEAD = `<!-- Written by \`npm run docs\` from packages/engine/src/import; do not edit. -->

# Files to import 导入文件

CSV with a header (UTF-8, a byte order mark is let pass) or NDJSON, one JSON object a line with the same names. Columns may stand in any order, and those that are not required
may be left out. A file is checked whole before anything is written; rows that find everything as they say change nothing, so a file may be imported again.

CSV 需要表头（UTF-8，可带 BOM），或 NDJSON（每行一个同名字段的 JSON 对象）。列的顺序不限，非必填列可以省略。整个文件检查通过后才写入；内容没有变化的行不产生任何变化，同一文件可以重复导入。

In this order a newcomer's files depend on each other 依赖顺序: ${Object.keys(importKinds).join(', ')}.`;

/** The page docs/import.md, from the kinds. */
export function importPage(): string {
  const parts = Object.values(importKinds).map(({ name, summary, columns }) => {
    const rows = Object.entries(columns as Record<string, { required: boolean; note: string }>).map(
      ([column, { required, note }]) => `| \`${column}\` | ${required ? '是 yes' : ''} | ${note} |`,
    );
    const table = ['| 列 column | 必填 required | 说明 note |', '| --- | --- | --- |', ...rows].join('\n');
    return `## ${name}\n\n${summary.en}\n${summary.zh}\n\n${table}`;
  });
  return `${[HEAD, ...parts].join('\n\n')}\n`;
}
