/** docs/sandbox.md, in both languages, tells of everything that a sandbox has. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { routes } from '../src/manage/routes/index.ts';
import { FAULT_KINDS, SCENES, WRONG_ANSWERS } from '../src/sandbox/index.ts';

const docs = new URL('../../../docs/', import.meta.url);

describe.each(['sandbox.md', 'sandbox.zh-CN.md'])('docs/%s', (name) => {
  const page = readFileSync(new URL(name, docs), 'utf8');

  test.each([...FAULT_KINDS, ...Object.keys(SCENES)])('has a row for %s', (kind) => {
    expect(page).toContain(`\n| \`${kind}\` | `);
  });

  test('names every form of a wrong answer, and every address of the management API', () => {
    for (const form of WRONG_ANSWERS) expect(page).toContain(`\`${form}\``);
    const wanted = routes
      .filter(({ group }) => group === 'sandbox')
      .map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
    const named = [...page.matchAll(/`((?:GET|PUT|POST|DELETE) \/api\/sandbox[^`]*)`/g)].map(([, call]) =>
      call?.replaceAll(/\{[^}]+\}/g, '{}'),
    );
    expect(named.sort()).toEqual(wanted.sort());
  });

  test('links to what exists', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => link as string);
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) expect(existsSync(new URL(link, docs)), link).toBe(true);
  });
});
