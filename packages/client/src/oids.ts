import { PLACEHOLDER } from '@tongbu/protocol';

/** Sub-orders of a parcel, or why nobody knows them. */
export type Oids = { oids: string[]; problem: null } | { oids: null; problem: string };

/** Whether the list did not fit its column, so that only a placeholder stands there. */
export const isPlaceholder = (text: string) => text.startsWith(PLACEHOLDER);

/**
 * The sub-orders as the wire writes them: joined by commas.
 *
 * @param part of one parcel of several an empty list is no list: the whole order would be shipped with it
 */
export function oidsOf(text: string, part: boolean): Oids {
  if (isPlaceholder(text)) return { oids: null, problem: `the sub-orders are not listed, only the placeholder ${text}` };
  const oids = text
    .split(',')
    .map((oid) => oid.trim())
    .filter((oid) => oid !== '');
  return part && oids.length === 0 ? { oids: null, problem: 'one parcel of several that names no sub-orders' } : { oids, problem: null };
}
