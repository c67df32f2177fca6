import type { Context } from '../context.ts';
import { CellError } from '../import/column.ts';
import { PendingChange } from '../pool/count.ts';
import { queueAgain } from './queue-again.ts';
import { cancelRecord } from './record.ts';

interface Named {
  seller: string;
  shipment: number;
  actor: string;
  now: number;
}

/**
 * Queues a failed shipment again, under a new number.
 *
 * @returns the new number; null when the record is not failed, does not exist, or its sub-orders wait in another record
 */
export async function requeueShipment({ database }: Context, { seller, shipment, actor, now }: Named): Promise<number | null> {
  return database.write(async (session) => {
    const pending = new PendingChange('shipment');
    try {
      const made = await queueAgain({ session, seller, actor, now, pending }, shipment);
      await pending.write(session, seller);
      return made;
    } catch (error) {
      if (error instanceof CellError) return null;
      throw error;
    }
  });
}

/** Cancels a shipment that waits or failed. @returns whether it was cancelled */
export async function cancelShipment({ database }: Context, { seller, shipment, actor, now }: Named): Promise<boolean> {
  return database.write(async (session) => {
    const pending = new PendingChange('shipment');
    const done = await cancelRecord({ session, seller, actor, now, pending }, shipment);
    await pending.write(session, seller);
    return done;
  });
}
