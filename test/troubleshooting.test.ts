/** docs/troubleshooting.md, in both languages: no code and no text that the sources answer is without its entry. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../packages/cli/src/error.ts';
import { PROBLEMS } from '../packages/server/src/manage/problem.ts';
import { refusedCases, troubleshootingPage } from '../scripts/troubleshooting/page.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const pages = { en: troubleshootingPage('en'), zh: troubleshootingPage('zh') };
const headingsOf = (page: string) => [...page.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading as string);

/** Where the texts of answers are made; field notes, summaries and the doctor of signatures are not answered. */
const SOURCES = [
  'packages/protocol/src/flagship',
  'packages/protocol/src/enterprise',
  'packages/protocol/src',
  'packages/server/src/handlers',
];
const NOT_ANSWERED = new Set(['库存同步成功', '库存同步失败', '参数个数']); // what a client said where it said nothing; a name within another text

function sourcesIn(folder: string): string[] {
  const isPart = folder.endsWith('handlers');
  const files = readdirSync(join(ROOT, folder), { recursive: isPart, encoding: 'utf8' });
  return files.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')).map((path) => join(ROOT, folder, path));
}

/** Texts with Chinese in them, `…` for each value, comments left out. */
function textsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/ .*$/gm, '');
  const literals = [...code.matchAll(/'([^'\n]*)'|`((?:[^`\\$]|\$(?!\{)|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\})*)`/g)];
  return literals
    .map(([, plain, template]) => (plain ?? template ?? '').replace(/\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}/g, '…').trim())
    .filter((text) => /\p{Script=Han}/u.test(text));
}

describe.each(['en', 'zh'] as const)('%s', (language) => {
  const page = pages[language];
  const headings = headingsOf(page).join('\n');

  test('every text that a call or a record can be answered has an entry', () => {
    const texts = [...new Set(SOURCES.flatMap(sourcesIn).flatMap(textsOf))].filter((text) => !NOT_ANSWERED.has(text));
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter((text) => !headings.includes(text))).toEqual([]);
  });

  test('every code of a refused call stands beside its text', () => {
    const codes = refusedCases().flatMap(({ said }) => said);
    expect(codes.length).toBeGreaterThan(60);
    for (const { edition, code } of codes) expect(page).toContain(`\`${edition === 'flagship' ? 'status' : 'code'}\` ${code}`);
  });

  test('every exit code of the commands and every problem of the management API has an entry', () => {
    for (const name of Object.keys(PROBLEMS)) expect(headingsOf(page), name).toContain(`\`${name}\``);
    for (const code of Object.values(EXIT)) expect(headingsOf(page)).toContain(`${language === 'en' ? 'Exit code' : '退出码'} ${code}`);
  });

  test('every code of the engine and of the client has an entry', () => {
    for (const [file, type] of [
      ['packages/engine/src/error.ts', 'EngineErrorCode'],
      ['packages/client/src/error.ts', 'CallErrorCode'],
    ] as const) {
      const [, union = ''] = new RegExp(`type ${type} = ([^;]+);`).exec(readFileSync(join(ROOT, file), 'utf8')) ?? [];
      const codes = [...union.matchAll(/'([\w-]+)'/g)].map(([, code]) => `\`${code}\``);
      expect(codes.length).toBeGreaterThan(6);
      expect(codes.filter((code) => !headingsOf(page).includes(code))).toEqual([]);
    }
  });

  test('every entry says what to do', () => {
    const entries = page.split(/^### /m).slice(1);
    expect(entries.filter((entry) => !entry.includes(language === 'en' ? '**Do:**' : '**处理：**'))).toEqual([]);
  });
});

test('both languages have the same entries in the same order', () => {
  const comparable = (page: string) => headingsOf(page).filter((heading) => heading.startsWith('`'));
  expect(comparable(pages.zh)).toEqual(comparable(pages.en));
});
