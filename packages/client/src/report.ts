/** Reports are checked before any is sent: one that cannot be written must not stop the others half way. */
import { readQuantity } from '@tongbu/model';
import type { ShipmentReport, StockReport } from './pool.ts';

const STOCK_OUTCOMES = ['success', 'retry', 'fail', 'ignore'];
const SHIPMENT_OUTCOMES = ['success', 'retry', 'fail'];

/** @throws TypeError naming the listing and what is wrong */
export function checkStockReport({ record, outcome, quantity = record.quantity }: StockReport): void {
  const { listing, version } = record;
  if (!/^\d+$/.test(listing)) throw new TypeError(`listing "${listing}": must be digits, as it was pulled`);
  if (!Number.isSafeInteger(version))
    throw new TypeError(`listing ${listing}: version ${version}: must be a whole number, as it was pulled`);
  if (readQuantity(quantity) === undefined)
    throw new TypeError(`listing ${listing}: quantity "${quantity}": must be a decimal number as text`);
  if (!STOCK_OUTCOMES.includes(outcome))
    throw new TypeError(`listing ${listing}: outcome "${outcome}": must be one of ${STOCK_OUTCOMES.join(', ')}`);
}

/** @throws TypeError naming the shipment and what is wrong */
export function checkShipmentReport({ record: { shipment }, outcome }: ShipmentReport): void {
  if (!/^\d+$/.test(shipment)) throw new TypeError(`shipment "${shipment}": must be digits, as it was pulled`);
  if (!SHIPMENT_OUTCOMES.includes(outcome))
    throw new TypeError(`shipment ${shipment}: outcome "${outcome}": must be one of ${SHIPMENT_OUTCOMES.join(', ')}`);
}
