import type { Selected } from './bulk-bar.tsx';
import type { Acted, Step } from './use-bulk.ts';

/** Records of a step at most, as the server takes them. */
export const STEP = 200;

/**
 * An action on what is selected, step by step: some records a slice at a time; all that a filter finds as the server cuts them.
 *
 * @param all what is sent for all that the filter finds
 * @param some what is sent for a slice of the chosen ones
 */
export function stepOver(
  selected: Selected,
  { all, some, send }: { all: object; some(keys: React.Key[]): object; send(body: object, key: string): Promise<Acted> },
): Step {
  if (selected === 'all') return (cursor, dryRun, key) => send({ ...all, cursor, dryRun, limit: STEP }, key);
  return async (cursor, dryRun, key) => {
    const from = Number(cursor ?? 0);
    const acted = await send({ ...some(selected.keys.slice(from, from + STEP)), dryRun, limit: STEP }, key);
    return { ...acted, next: from + STEP < selected.keys.length ? String(from + STEP) : null };
  };
}
