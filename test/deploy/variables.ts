import { aboutSetting, settings } from '../../packages/cli/src/config.ts';

const KNOWN = new Set(settings.map((name) => aboutSetting(name).variable));

/** The variables of ours that a text names, and those of them that no setting has. */
export function variablesOf(text: string): { named: string[]; unknown: string[] } {
  const named = [...new Set([...text.matchAll(/(?<!\w)TONGBU_[A-Z_]*[A-Z]\b/g)].map(([name]) => name))];
  return { named, unknown: named.filter((name) => !KNOWN.has(name.replace(/_FILE$/, ''))) };
}
