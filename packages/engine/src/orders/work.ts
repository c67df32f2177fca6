import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { type Happening, journal } from '../journal/journal.ts';
import { PendingChange } from '../pool/count.ts';
import { issue } from '../sellers/counter.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { moveStock } from '../stock/move.ts';
import type { Recalculation } from '../stock/recalculate.ts';
import { type Session, statement } from '../store/database.ts';
import { Reservations } from './reservations.ts';
import { progressOf, type Sheet, type Sheets } from './sheet.ts';
import { withinHeld } from './within-held.ts';

/** Who works on orders, and when. */
export interface Who {
  seller: string;
  /** For the journal: `operator`, `import`, `flagship:<key>`. */
  actor: string;
  now: number;
  /** When the request was signed; null where nothing was. */
  signedAt?: number | null;
  /** Lets what lies in a warehouse fall below zero, where more leaves than the books say; false by default. */
  allowNegative?: boolean;
}

/** One transaction's work on orders. */
export interface Work extends Recalculation {
  /** Shipments made and closed. `pending` counts listings. */
  parcels: PendingChange;
  reservations: Reservations;
  sheets: Sheets;
  happened: Happening[];
  /** Why levels move: `ship` once something has left. */
  kind: 'order' | 'ship';
}

/**
 * Works on a seller's orders in one transaction; what it reserves, ships and gives back is moved, and what happened is written,
 * when `act` is done. Works of one seller go one after another.
 *
 * @throws EngineError `unknown` when there is no such seller; whatever `act` throws, and then nothing is done
 */
export async function workOnOrders<T>({ database }: Context, who: Who, act: (work: Work) => Promise<T>): Promise<T> {
  return database.write(async (session) => {
    await requireSeller(session, who.seller);
    return workIn(session, who, act);
  });
}

/** The same within a transaction. */
export async function workIn<T>(session: Session, who: Who, act: (work: Work) => Promise<T>): Promise<T> {
  const { seller, actor, now, signedAt = null } = who;
  await issue(session, seller, 'order', 0); // whoever works on this seller's orders waits here
  const work: Work = {
    session,
    seller,
    actor,
    now,
    pending: new PendingChange('stock'),
    parcels: new PendingChange('shipment'),
    reservations: new Reservations(),
    sheets: { orders: new Map(), trades: new Map() },
    happened: [],
    kind: 'order',
  };
  const result = await act(work);
  for (const sheet of work.sheets.orders.values()) await noteProgress(work, sheet);
  await moveReserved(work, who);
  await journal(session, { seller, at: now, actor, pool: 'order', signedAt }, work.happened);
  await work.pending.write(session, seller);
  await work.parcels.write(session, seller);
  return result;
}

async function moveReserved(work: Work, { allowNegative = false }: Who): Promise<void> {
  const movements = await withinHeld(work, work.reservations.movements());
  if (movements.length === 0) return;
  const orders = [...work.sheets.orders.values()].map(({ order }) => order.tid);
  const reference = orders.length === 1 ? (orders[0] as string) : '';
  await moveStock(work, movements, { cause: 'level', kind: work.kind, reason: '', reference }, { allowNegative });
}

async function noteProgress({ session, seller }: Work, sheet: Sheet): Promise<void> {
  const progress = progressOf(sheet);
  if (progress === sheet.order.progress) return;
  sheet.order.progress = progress;
  await session.run(setProgress, { seller, order: sheet.order.order_id, progress });
}

const setProgress = statement('update orders set progress = :progress where seller = :seller and order_id = :order');

/** Notes what was done to an order. `detail` says the rest in words; it begins with the order's number. */
export function note(work: Work, { order }: Sheet, event: string, effect: string, detail = ''): void {
  work.happened.push({ event, subject: order.order_id, effect, detail: detail === '' ? order.tid : `${order.tid}: ${detail}` });
}

/** What cannot be done as asked; the message says why and what to do. */
export const refusal = (message: string): EngineError => new EngineError('input', message);
