import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: { target: string[]; html: string }[];
}

/** The page's own, where the rules run. */
interface Window {
  axe: { run(root: unknown, options: object): Promise<{ violations: Violation[] }> };
  document: unknown;
}

/**
 * What axe-core finds on a page by the rules of WCAG 2.2 A and AA, a line each: rule, impact, where.
 *
 * @param but rules that are not asked, with a reason where it is called
 */
export async function violationsOf(page: Page, { but = [] }: { but?: string[] } = {}): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (disabled) => {
    const rules = Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }]));
    const { axe, document } = globalThis as unknown as Window;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await axe.run(document, { runOnly: tags, rules })).violations;
  }, but);
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, html }) => `${id} (${impact}) ${target.join(' ')}: ${html.slice(0, 160)}`),
  );
}
