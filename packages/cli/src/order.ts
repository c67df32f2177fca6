/** What the commands of `tongbu order` have in common. */
import type { Engine, Portion } from '@tongbu/engine';
import { readQuantity } from '@tongbu/model';
import { type Flags, readSettings } from './config.ts';
import { usage } from './error.ts';
import { onlySeller } from './only-seller.ts';
import { withEngine } from './with-engine.ts';

/** Who asks, as the engine's verbs on orders take it. */
export interface Asker {
  seller: string;
  actor: string;
  now: number;
}

/** Works on the orders of the seller that is meant. */
export async function withOrders<T>(flags: Flags, work: (engine: Engine, asker: Asker) => Promise<T>): Promise<T> {
  const { data, seller } = readSettings(['data', 'seller'], flags);
  return withEngine(data, async (engine) => work(engine, { seller: await onlySeller(engine, seller), actor: 'operator', now: Date.now() }));
}

/**
 * Sub-orders as they are typed: `oid`, or `oid=2` for two pieces of it.
 *
 * @throws CommandError `usage`
 */
export function portionOf(text: string): Portion {
  const at = text.lastIndexOf('=');
  if (at < 0) return { oid: text };
  const num = readQuantity(text.slice(at + 1));
  if (num === undefined || at === 0) throw usage(`"${text}" is no sub-order with a number of pieces, such as 1001=2`);
  return { oid: text.slice(0, at), num };
}

/** `1 shipment 7` or `shipments 7, 8`. */
export function shipmentsText(numbers: number[]): string {
  if (numbers.length === 0) return 'no shipment arises from it';
  return `the shop is told by ${numbers.length === 1 ? 'shipment' : 'shipments'} ${numbers.join(', ')}`;
}
