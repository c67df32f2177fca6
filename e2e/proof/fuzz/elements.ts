import { enterprise, flagship } from '@tongbu/protocol';
import type { Said } from './answers.ts';
import type { FuzzRequest } from './request.ts';

/** Flagship interfaces that say one thing about one listing: what they are refused with when they got that far. */
const SINGLE: Record<string, readonly string[]> = {
  'sales.StockSync.syncSuccess': ['unknownListing', 'empty'],
  'sales.StockSync.syncFail': ['unknownListing', 'empty'],
  'sales.StockSync.cancelSync': ['cancel'],
};

/**
 * How many elements a request acknowledged, told by its answer: so many rows must the journal have (promise B6). Refused
 * elements count; queries have none.
 */
export function elementsOf({ of: { edition, method }, body, form }: FuzzRequest, said: Said): number {
  const reached = SINGLE[method.name];
  if (reached) return said.is === 'success' || (said.is === 'refusal' && reached.includes(said.name)) ? 1 : 0;
  if (said.is !== 'success' || !/ack$|update$/.test(method.name)) return 0;
  const request =
    edition === 'flagship' ? flagship.readCall(method, Buffer.from(body).toString(), undefined).request : enterprise.readCall(method, form);
  const [list] = Object.values(request) as unknown[][];
  return list?.length ?? 0;
}
