import type { Context } from '../context.ts';
import { CellError } from '../import/column.ts';
import type { Acted } from '../pool/act-on-listings.ts';
import { PendingChange } from '../pool/count.ts';
import { oneShipment, type ShipmentSearch, shipmentWalks } from '../pool/shipment-search.ts';
import { readPage } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import type { Session } from '../store/database.ts';
import { findQueueable, queueAgain } from './queue-again.ts';
import { cancelRecord, type RecordContext } from './record.ts';

/** What is done to many shipments: failed ones are queued again under new numbers, or those that wait or failed are taken out for good. */
export type ShipmentAction = 'requeue' | 'cancel';

/**
 * Why a shipment was left as it is. `unknown`: there is none of that number. `not failed`: only what failed is queued again.
 * `waits elsewhere`: its sub-orders wait in another record already. `settled`: it neither waits nor failed.
 */
export type ShipmentSkip = 'unknown' | 'not failed' | 'waits elsewhere' | 'settled';

/** One step of an action on many shipments. */
export interface ShipmentStep {
  seller: string;
  actor: string;
  now: number;
  action: ShipmentAction;
  /** Those that a filter finds, from a cursor on; or these. */
  which: { filter: ShipmentSearch; cursor: string | null } | { shipments: number[] };
  /** Shipments at most. */
  limit: number;
  /** Tells what would be done, and does nothing. */
  dryRun: boolean;
}

/**
 * Does something to many shipments: one bounded step in one transaction, journalled under the actor. The caller goes on with the next
 * step, or stops.
 *
 * @throws EngineError `unknown` for a seller that does not exist, `input` for a cursor of something else
 */
export async function actOnShipments({ database }: Context, step: ShipmentStep): Promise<Acted<ShipmentSkip>> {
  if (step.dryRun) return database.read((session) => act(session, step));
  return database.write((session) => act(session, step));
}

async function act(session: Session, step: ShipmentStep): Promise<Acted<ShipmentSkip>> {
  const { seller, actor, now } = step;
  await requireSeller(session, seller);
  const context: RecordContext = { session, seller, actor, now, pending: new PendingChange('shipment') };
  const { numbers, next } = await find(session, step);
  const acted: Acted<ShipmentSkip> = { touched: 0, skipped: [], next };
  for (const record of numbers.sort((a, b) => a - b)) {
    const why = await one(context, step, record);
    if (why === null) acted.touched++;
    else acted.skipped.push({ record, why });
  }
  await context.pending.write(session, seller);
  return acted;
}

async function find(session: Session, { seller, which, limit, now }: ShipmentStep): Promise<{ numbers: number[]; next: string | null }> {
  if ('shipments' in which) return { numbers: [...new Set(which.shipments.slice(0, limit))], next: null };
  const walks = await shipmentWalks(session, seller, which.filter, now);
  const page = await readPage(session, walks, { cursor: which.cursor, limit });
  return { numbers: page.rows.map(({ shipment_id }) => shipment_id), next: page.next };
}

/** @returns why nothing was done, or would be; null when it was */
async function one(context: RecordContext, { action, dryRun }: ShipmentStep, shipment: number): Promise<ShipmentSkip | null> {
  const [row] = await context.session.query<{ state: string }>(oneShipment, { seller: context.seller, shipment });
  if (!row) return 'unknown';
  if (action === 'cancel') {
    if (dryRun) return row.state === 'pending' || row.state === 'failed' ? null : 'settled';
    return (await cancelRecord(context, shipment)) ? null : 'settled';
  }
  try {
    const isDone = dryRun ? await findQueueable(context, shipment) : await queueAgain(context, shipment);
    return isDone ? null : 'not failed';
  } catch (error) {
    if (error instanceof CellError) return 'waits elsewhere';
    throw error;
  }
}
