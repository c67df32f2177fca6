import type { ShipmentAcknowledgement, ShipmentEffect } from '@tongbu/model';
import type { Context } from '../context.ts';
import { Counted } from '../figures/counted.ts';
import { journal } from '../journal/journal.ts';
import { type Caller, seesShop } from '../sellers/caller.ts';
import { type Session, statement } from '../store/database.ts';
import { PendingChange } from './count.ts';
import { retryAt, SHIPMENT_DELAYS_MS } from './delay.ts';
import { inOrderOf } from './order.ts';
import { acknowledgeShipment as decide, type Moment } from './rules.ts';
import { SHIPMENT_COLUMNS, type ShipmentRow, shipmentState } from './shipment-row.ts';

/**
 * Applies a shop's word on shipments, each decided by itself, all in one transaction with their journal rows.
 *
 * @param input.signedAt when the request was signed, epoch milliseconds
 * @returns one effect per element, in their order
 */
export async function acknowledgeShipments(
  { database, tally }: Context,
  { caller, items, signedAt, now }: { caller: Caller; items: ShipmentAcknowledgement[] } & Moment,
): Promise<ShipmentEffect[]> {
  const { seller, actor } = caller;
  const { effects, counted } = await database.write(async (session) => {
    const batch: Batch = { session, caller, moment: { signedAt, now }, settled: new Set(), changed: [], counted: new Counted() };
    const effects = await inOrderOf(
      items,
      ({ shipment }) => shipment,
      (item) => acknowledgeOne(batch, item),
    );
    const happenings = items.map(({ outcome, shipment, refused, message }, i) => ({
      event: outcome,
      subject: shipment,
      effect: effects[i] as ShipmentEffect,
      detail: refused ?? message,
    }));
    await journal(session, { seller, at: now, actor, pool: 'shipment', signedAt }, happenings);
    await countChanged(batch);
    return { effects, counted: batch.counted };
  });
  tally.acknowledged(caller, counted, now);
  return effects;
}

interface Batch {
  session: Session;
  caller: Caller;
  moment: Moment;
  /** Numbers of the records that no longer wait. */
  settled: Set<number>;
  /** What changed, and how; of which shop is read back at the end. */
  changed: [shipment: number, effect: ShipmentEffect][];
  counted: Counted;
}

async function acknowledgeOne(
  { session, caller, moment, settled, changed, counted }: Batch,
  { shipment, outcome, message, refused }: ShipmentAcknowledgement,
): Promise<ShipmentEffect> {
  const hasChanged = (effect: ShipmentEffect, shipment: number) => {
    changed.push([shipment, effect]);
    return effect;
  };
  if (refused !== undefined || shipment === null) {
    counted.add(0, 'refused');
    return 'refused';
  }
  const which = { seller: caller.seller, key: caller.key, shipment, message };
  if (outcome === 'retry') {
    const steps = Object.fromEntries(SHIPMENT_DELAYS_MS.map((_, step) => [`at${step}`, retryAt(SHIPMENT_DELAYS_MS, step, moment.now)]));
    if ((await session.run(delay, { ...which, ...steps, signedAt: moment.signedAt })) > 0) return hasChanged('delayed', shipment);
  } else {
    const state = outcome === 'success' ? 'done' : 'failed';
    if ((await session.run(settle, { ...which, from: 'pending', state, now: moment.now })) > 0) {
      settled.add(shipment);
      return hasChanged(state, shipment);
    }
    if (outcome === 'success' && (await session.run(settle, { ...which, from: 'failed', state, now: moment.now })) > 0) {
      return hasChanged(state, shipment);
    }
  }
  const row = await findShipment(session, caller, shipment);
  const effect = row ? decide(shipmentState(row), outcome, moment).effect : 'unknown';
  counted.add(row?.shop_id ?? 0, effect);
  return effect;
}

/** Which shops they belong to is read back in one statement for all: `returning` costs as much again as the update (measured). */
async function countChanged({ session, caller: { seller }, settled, changed, counted }: Batch): Promise<void> {
  if (changed.length === 0) return;
  const numbers = JSON.stringify([...new Set(changed.map(([shipment]) => shipment))].map((shipment) => [shipment]));
  const pending = new PendingChange('shipment');
  const shops = new Map<number, number>();
  for (const { shipment_id, shop_id, part } of await session.query<Changed>(shopsOf, { seller, shipments: numbers })) {
    shops.set(shipment_id, shop_id);
    if (settled.has(shipment_id)) pending.add(shop_id, -1, part);
  }
  for (const [shipment, effect] of changed) counted.add(shops.get(shipment) ?? 0, effect);
  await pending.write(session, seller);
}

interface Changed {
  shipment_id: number;
  shop_id: number;
  part: number;
}

const shopsOf = statement(`
  select p.shipment_id, p.shop_id, p.part from each(:shipments) e
  cross join shipments p where p.seller = :seller and p.shipment_id = cast(e.value->>0 as bigint)`);

const settle = statement(`
  update shipments set state = :state, settled_at = :now, message = :message, retry_at = 0
  where seller = :seller and shipment_id = :shipment and state = :from and ${seesShop('shop_id')}`);

const delay = statement(`
  update shipments set
    retry_at = case retry_steps ${SHIPMENT_DELAYS_MS.slice(0, -1)
      .map((_, step) => `when ${step} then cast(:at${step} as bigint)`)
      .join(' ')} else cast(:at${SHIPMENT_DELAYS_MS.length - 1} as bigint) end,
    retry_steps = retry_steps + 1, retries = retries + 1, failure_signed_at = :signedAt, message = :message
  where seller = :seller and shipment_id = :shipment and state = 'pending'
    and retry_at <= :signedAt and failure_signed_at < :signedAt and ${seesShop('shop_id')}`);

/** One shipment, if the caller may see it. */
export async function findShipment(session: Session, caller: Caller, shipment: number): Promise<ShipmentRow | undefined> {
  const rows = await session.query<ShipmentRow>(oneRow, { seller: caller.seller, key: caller.key, shipment });
  return rows[0];
}

const oneRow = statement(`
  select ${SHIPMENT_COLUMNS} from shipments p join shops s on s.seller = p.seller and s.shop_id = p.shop_id
  where p.seller = :seller and p.shipment_id = :shipment and ${seesShop('p.shop_id')}`);
