import { renderConfiguration } from '../packages/cli/src/config-page.ts';
import { apiPages } from './api-page.ts';
import { importPage } from './import-page.ts';

/** Every generated page, by its path in docs/. */
export function pages(): Map<string, string> {
  const api = [...apiPages()].map(([path, text]) => [`api/${path}`, text] as const);
  return new Map([...api, ['configuration.md', renderConfiguration()], ['import.md', importPage()]]);
}
