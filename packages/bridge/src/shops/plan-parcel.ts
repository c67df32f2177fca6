import { SCALE, toScaled } from '@tongbu/model';
import type { Refusal, ShipmentToApply } from '../shop.ts';

/** A shop's order, as far as parcels go. */
export interface ShopOrder {
  lines: ShopLine[];
  /** Those that hold; without the cancelled ones. */
  parcels: ShopParcel[];
}

/** A line of it. */
export interface ShopLine {
  id: string;
  /** What the ERP calls it, `oid`; undefined where the shop has no such name for this line. */
  oid: string | undefined;
  sku: string;
  /** Pieces that are to be sent in all; 0 where all were cancelled. */
  pieces: number;
}

/** What left, or is about to, under one number. */
export interface ShopParcel {
  id: string;
  /** Empty where it has none. */
  trackingNumber: string;
  /** False where it was made and not yet marked as sent. */
  isSent: boolean;
  contents: Content[];
}

/** Pieces of one line. */
export interface Content {
  line: string;
  pieces: number;
}

/** What is to be done so that the shop has a parcel. */
export type ParcelPlan =
  | {
      step: 'make';
      contents: Content[];
      /** What the shop has under the number already: not all of it, or there were nothing to make. */
      there: ShopParcel[];
    }
  /**
   * The shop has all of it under this number. `surplus` could be cancelled and would leave all of it: two bridges that make a parcel at the
   * same moment may both be let.
   */
  | { step: 'none'; there: ShopParcel[]; surplus: ShopParcel[] }
  /** It cannot be. */
  | { step: 'refuse'; refusal: WithoutKey<Refusal<'sub-order'>> };

type WithoutKey<Each> = Each extends unknown ? Omit<Each, 'key'> : never;

/**
 * Compares a shipment with the order as the shop has it now. Pure: ask again after anything has changed.
 *
 * Under the same number the same pieces are the same parcel, whoever made it. A line that left under another number is not sent again.
 *
 * @param madeIt whether the caller found pieces missing and had them made: then more of them is surplus even where the order has more pieces
 */
export function planParcel({ tid, lines, count, trackingNumber }: ShipmentToApply, order: ShopOrder, madeIt = false): ParcelPlan {
  if (trackingNumber === '') return failed(`order ${tid}: the parcel has no tracking number`);
  const chosen = chooseLines(tid, lines, order);
  if (!Array.isArray(chosen)) return chosen;
  const pieces = count === null ? null : wholePieces(count);
  if (pieces === undefined) return failed(`order ${tid}: ${count} pieces cannot be sent; the shop counts whole ones`);

  const [mine, others] = [order.parcels.filter(isMine), order.parcels.filter((parcel) => !isMine(parcel))];
  const contents: Content[] = [];
  for (const line of chosen) {
    const wanted = pieces ?? line.pieces;
    if (line.pieces === 0) return failed(`order ${tid}: ${describe(line)} was cancelled in the shop`);
    if (wanted > line.pieces) return failed(`order ${tid}: ${describe(line)} has ${line.pieces} pieces, ${wanted} cannot be sent`);
    const missing = wanted - piecesIn(mine, line);
    if (missing <= 0) continue;
    if (missing > line.pieces - piecesIn(mine, line) - piecesIn(others, line)) {
      const numbers = others.filter((parcel) => piecesIn([parcel], line) > 0).map((parcel) => parcel.trackingNumber || 'no number');
      return failed(
        `order ${tid}: ${describe(line)} has left with ${numbers.join(', ')} already; ${trackingNumber} was not added. ` +
          'Cancel that parcel in the shop if it is wrong, then queue the shipment again',
      );
    }
    contents.push({ line: line.id, pieces: missing });
  }
  const there = mine.filter((parcel) => chosen.some((line) => piecesIn([parcel], line) > 0));
  if (contents.length > 0) return { step: 'make', contents, there };
  const enough = new Map(order.lines.map((line) => [line.id, line.pieces]));
  if (madeIt && pieces !== null) for (const { id } of chosen) enough.set(id, pieces);
  return { step: 'none', there, surplus: surplusOf(mine, enough) };

  function isMine(parcel: ShopParcel): boolean {
    return parcel.trackingNumber === trackingNumber;
  }
}

function chooseLines(tid: string, lines: ShipmentToApply['lines'], order: ShopOrder): ShopLine[] | Extract<ParcelPlan, { step: 'refuse' }> {
  if (lines === 'whole order') {
    const left = order.lines.filter((line) => line.pieces > 0);
    return left.length > 0 ? left : failed(`order ${tid} has no line that can be sent: all were cancelled in the shop`);
  }
  const chosen: ShopLine[] = [];
  for (const oid of new Set(lines.oids)) {
    const hits = order.lines.filter((line) => line.oid === oid);
    if (hits.length !== 1) {
      const reason =
        hits.length === 0
          ? `order ${tid} has no sub-order ${oid} in the shop; it has ${order.lines.map((line) => line.oid ?? `line ${line.id} without a name`).join(', ')}`
          : `order ${tid} has ${hits.length} lines that are called ${oid}: choose a name that differs from line to line`;
      return { step: 'refuse', refusal: { outcome: 'unknown', what: 'sub-order', subject: oid, reason } };
    }
    chosen.push(hits[0] as ShopLine);
  }
  return chosen.length > 0 ? chosen : failed(`order ${tid}: the parcel names no sub-order`);
}

const failed = (reason: string) => ({ step: 'refuse', refusal: { outcome: 'failed', reason } }) as const;

const describe = ({ id, oid, sku }: ShopLine) => `${oid === undefined ? `line ${id}` : `sub-order ${oid}`} (${sku})`;

function piecesIn(parcels: ShopParcel[], { id }: Pick<ShopLine, 'id'>): number {
  return parcels
    .flatMap((parcel) => parcel.contents)
    .filter(({ line }) => line === id)
    .reduce((sum, { pieces }) => sum + pieces, 0);
}

/** Those that can go, so that every line keeps enough. What is marked as sent stays first, then what is older: whoever looks finds the same. */
function surplusOf(parcels: ShopParcel[], enough: ReadonlyMap<string, number>): ShopParcel[] {
  const kept = [...parcels].sort((a, b) => Number(b.isSent) - Number(a.isSent) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  const surplus: ShopParcel[] = [];
  for (const parcel of [...kept].reverse()) {
    const isNeeded = parcel.contents.some(({ line: id, pieces }) => piecesIn(kept, { id }) - pieces < (enough.get(id) ?? 0));
    if (isNeeded) continue;
    kept.splice(kept.indexOf(parcel), 1);
    surplus.push(parcel);
  }
  return surplus;
}

/** A whole number of pieces, at least one; undefined where it is none. */
export function wholePieces(quantity: string): number | undefined {
  const scaled = toScaled(quantity);
  return scaled > 0n && scaled % SCALE === 0n ? Number(scaled / SCALE) : undefined;
}
