import type { Shipment } from '@tongbu/model';
import { formatTime } from './fields/index.ts';

/** How many characters the column `oids` holds in both editions. */
export const LONGEST_OIDS = 208;

/** How a placeholder begins. */
export const PLACEHOLDER = '!!!!';

/**
 * The sub-orders of a shipment as both editions write them: joined by commas, or a placeholder where the list does not
 * fit; `getSpecialOids` gives the whole list.
 */
export function oidsText(shipment: Pick<Shipment, 'oids' | 'createdAt'>): string {
  const joined = shipment.oids.join(',');
  return joined.length <= LONGEST_OIDS ? joined : `${PLACEHOLDER}:${formatTime(shipment.createdAt)}`;
}
