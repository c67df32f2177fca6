import { renderConfiguration } from '../packages/cli/src/config-page.ts';
import { apiPages } from './api-page.ts';
import { compatibilityPage } from './compatibility-page.ts';
import { importPage } from './import-page.ts';
import { troubleshootingPage } from './troubleshooting/page.ts';

/** Every generated page, by its path in docs/. */
export function pages(): Map<string, string> {
  const api = [...apiPages()].map(([path, text]) => [`api/${path}`, text] as const);
  return new Map([
    ...api,
    ['compatibility.md', compatibilityPage('en')],
    ['compatibility.zh-CN.md', compatibilityPage('zh')],
    ['configuration.md', renderConfiguration('en')],
    ['configuration.zh-CN.md', renderConfiguration('zh')],
    ['import.md', importPage('en')],
    ['import.zh-CN.md', importPage('zh')],
    ['troubleshooting.md', troubleshootingPage('en')],
    ['troubleshooting.zh-CN.md', troubleshootingPage('zh')],
  ]);
}
