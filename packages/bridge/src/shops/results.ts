import { z } from 'zod';
import type { ShipmentOutcome, StockOutcome } from '../shop.ts';

const text = z.union([z.string(), z.number()]).transform(String);

/** What a receiver or program says of one record, in JSON. */
const result = z.looseObject({
  key: z.string(),
  result: z.string(),
  /** The shop's own number of the listing or parcel. */
  id: text.optional(),
  /** What the shop shows now. */
  quantity: text.optional(),
  already: z.boolean().optional(),
  what: z.enum(['listing', 'order', 'sub-order', 'carrier']).optional(),
  subject: text.optional(),
  message: z.string().optional(),
});

/** A result as it was read; whoever reads one gives it to {@link stockOutcome} or {@link shipmentOutcome}. */
export type Result = z.infer<typeof result>;

/** Reads one result; undefined where it is none. */
export function readResult(value: unknown): Result | undefined {
  const read = result.safeParse(value);
  return read.success ? read.data : undefined;
}

const OTHER = 'which is none of applied, failed, unknown, later';

/** What a result means for a listing. An `applied` that names no quantity means the one asked for. */
export function stockOutcome({ key, result: said, id, quantity, ...rest }: Result, asked: { quantity: string; sku: string }): StockOutcome {
  if (said === 'applied') return { key, outcome: 'applied', shopId: id ?? asked.sku, quantity: quantity ?? asked.quantity };
  if (said === 'unknown')
    return {
      key,
      outcome: 'unknown',
      what: 'listing',
      subject: rest.subject ?? asked.sku,
      reason: reasonOf(rest.message, `the shop does not know listing ${asked.sku}`, asked.sku),
    };
  return refusal(key, said, rest.message);
}

/** What a result means for a parcel. */
export function shipmentOutcome({ key, result: said, id, already, what, ...rest }: Result, asked: { tid: string }): ShipmentOutcome {
  if (said === 'applied') return { key, outcome: 'applied', shopId: id ?? key, already: already ?? false };
  if (said === 'unknown') {
    const kind = what === undefined || what === 'listing' ? 'order' : what;
    const subject = rest.subject ?? asked.tid;
    return {
      key,
      outcome: 'unknown',
      what: kind,
      subject,
      reason: reasonOf(rest.message, `the shop does not know ${kind} ${subject}`, subject),
    };
  }
  return refusal(key, said, rest.message);
}

/** A reason names its subject, whatever the shop wrote. */
function reasonOf(message: string | undefined, ours: string, subject: string): string {
  if (!message) return ours;
  return message.includes(subject) ? message : `${subject}: ${message}`;
}

function refusal(key: string, said: string, message: string | undefined): StockOutcome & ShipmentOutcome {
  if (said === 'later') return { key, outcome: 'later', reason: message || 'the shop says later' };
  if (said === 'failed') return { key, outcome: 'failed', reason: message || 'the shop refused it and said no reason' };
  // "ignored" among them: what is ignored on purpose is named in the bridge's configuration, not decided by the way.
  return { key, outcome: 'failed', reason: `the shop answered "${said}", ${OTHER}${message ? `: ${message}` : ''}` };
}
