/** A pretend shop that prints what it does: put yours here. What you must keep stands in the docstrings. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ShipmentRecord, StockRecord } from '@tongbu/client';

/** The shop says no, and will again until somebody does something, such as naming the goods. */
export class Refusal extends Error {}

/** Sets an absolute quantity, and returns when it is there for good. Throws where it is not. */
export async function setStock({ specNo, specId, quantity }: StockRecord): Promise<void> {
  const sku = specNo || specId;
  await work(sku);
  console.log(`stock ${sku} = ${quantity}`);
}

/** Ships these sub-orders, the whole order where there are none. Told of a number it has, a shop answers that it has it. */
export async function ship({ tid, oids, problem, carrier, trackingNumber }: ShipmentRecord): Promise<void> {
  if (oids === null) throw new Error(problem ?? '');
  await work(tid);
  console.log(`ship ${tid} [${oids.join(' ')}] ${carrier.code} ${trackingNumber}`);
}

const { TROUBLE = '', SHOP_MS = '0' } = process.env;
const trouble = new Map(TROUBLE.split(' ').map((each) => each.split('=') as [string, string]));

/** Only for tests: TROUBLE="SKU-3=unknown SKU-4=busy SKU-5=crash" makes it refuse, and SHOP_MS makes it slow. */
async function work(subject: string): Promise<void> {
  await pause(Number(SHOP_MS));
  const kind = trouble.get(subject);
  if (kind === 'unknown') throw new Refusal(`商城没有 ${subject} 🎉`);
  if (kind === 'busy') throw new Error('the shop is taking stock');
  if (kind === 'crash') throw new TypeError('a mistake in the shop');
}
