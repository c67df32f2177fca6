import { importKinds } from '@tongbu/engine';

type Language = 'en' | 'zh';

const names = Object.keys(importKinds);

const HEAD = {
  en: `<!-- Written by \`npm run docs\` from packages/engine/src/import; do not edit. -->

# Files to import

**English** · [简体中文](import.zh-CN.md)

CSV with a header (UTF-8, a byte order mark is let pass) or NDJSON, one JSON object a line with the same names. Columns may stand in any order, and those that are not required
may be left out. A file is checked whole before anything is written, and every mistake in it is told with its row and column; rows that find everything as they say change nothing, so a file may be imported again.

\`\`\`sh
npx tongbu import items examples/data/items.csv --seller demo
\`\`\`

In this order a newcomer's files depend on each other: ${names.join(', ')}. A set to begin from stands in [examples/data](../examples/data/README.md).`,
  zh: `<!-- 由 \`npm run docs\` 根据 packages/engine/src/import 生成，请勿手工修改。 -->

# 导入文件

[English](import.md) · **简体中文**

CSV（UTF-8，需要表头，可带 BOM），或 NDJSON（每行一个同名字段的 JSON 对象）。列的顺序不限，非必填列可以省略。整个文件检查通过后才写入，有误时逐条指出行和列；
内容没有变化的行不产生任何变化，同一文件可以重复导入。

\`\`\`sh
npx tongbu import items examples/data/items.csv --seller demo
\`\`\`

各文件之间有依赖，首次导入按这个顺序：${names.join('、')}。可以从 [examples/data](../examples/data/README.md) 的一套示例改起。`,
};

const COLUMNS = { en: ['column', 'required', 'note', 'yes'], zh: ['列', '必填', '说明', '是'] };

/** The page docs/import.md, or its Chinese twin, from the kinds. */
export function importPage(language: Language): string {
  const [column, required, note, yes] = COLUMNS[language];
  const head = [`| ${column} | ${required} | ${note} |`, '| --- | --- | --- |'];
  const parts = Object.values(importKinds).map(({ name, summary, columns }) => {
    const rows = Object.entries(columns as Record<string, { required: boolean; note: Record<Language, string> }>).map(
      ([name, about]) => `| \`${name}\` | ${about.required ? yes : ''} | ${about.note[language]} |`,
    );
    return `## ${name}\n\n${summary[language]}\n\n${[...head, ...rows].join('\n')}`;
  });
  return `${[HEAD[language], ...parts].join('\n\n')}\n`;
}
