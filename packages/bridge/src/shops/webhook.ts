import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Answer, ForbiddenAddressError, guardedSender } from '../guarded-request.ts';
import { type Finding, type ShipmentToApply, type Shop, ShopDownError, type ShopKind, type StockToApply } from '../shop.ts';
import { readSecret, signedHeaders } from '../standard-webhooks.ts';
import { type Result, readResult, shipmentOutcome, stockOutcome } from './results.ts';

const secret = z.string().refine((text) => readSecret(text) !== undefined, 'must be whsec_ and the base64 of 24 to 64 bytes');

const settings = z
  .strictObject({
    /** Where to post. */
    url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
    /** Signing secrets; each delivery is signed with all of them, so that they can be changed without a gap. */
    secrets: z.array(secret).min(1).max(5),
    /** Addresses, networks and names that may be called although they are not public. */
    allow: z.array(z.string().min(1)).default([]),
    /** Post to an http address. */
    http: z.boolean().default(false),
    /** How long to wait for a whole answer, in seconds. */
    timeout: z.number().min(1).max(120).default(15),
    /** Most records of a delivery. */
    batch: z.int().min(1).max(200).default(50),
    /** Take a 2xx without results for "all applied". */
    emptyMeansApplied: z.boolean().default(false),
  })
  .refine(({ url, http }) => http || url.startsWith('https:'), {
    path: ['url'],
    error: 'is not encrypted; use https, or write "http: true" beside it',
  });

type Settings = z.infer<typeof settings>;

/** What a delivery is about. */
type EventType = 'stock.set' | 'shipment.created' | 'bridge.check';

/** Statuses that say: leave me alone for a while. */
const BUSY = [408, 425, 429, 502, 503, 504];

/**
 * A shop that is an address: it gets signed deliveries (Standard Webhooks 1.0.0) and answers, record by record, what it did.
 *
 * A delivery has the same `webhook-id` on every attempt with the same records; each record has a `key` that stays the same for ever.
 */
export const webhook: ShopKind<Settings> = {
  settings,
  async open({ url, secrets, allow, timeout, batch, emptyMeansApplied }): Promise<Shop> {
    const address = new URL(url);
    const keys = secrets.map((each) => readSecret(each) as Buffer);
    const sender = guardedSender(address, { hosts: allow }, timeout * 1000);

    async function deliver(
      type: EventType,
      member: 'changes' | 'shipments',
      records: readonly { key: string }[],
      signal: AbortSignal,
    ): Promise<Answer> {
      const now = Date.now();
      const id = idOf(type, records);
      const body = JSON.stringify({ type, timestamp: new Date(now).toISOString(), data: { [member]: records } });
      const headers = {
        ...signedHeaders(keys, id, body, now),
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'tongbu-bridge',
      };
      let answer: Answer;
      try {
        answer = await sender.post(headers, body, signal);
      } catch (error) {
        if (error instanceof ForbiddenAddressError) throw new ShopDownError(error.message, { cause: error, isFinal: true });
        if (signal.aborted) throw error;
        throw new ShopDownError(`${address.origin} cannot be reached: ${(error as Error).message}`, { cause: error });
      }
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw refused(answer, address);
    }

    async function apply<Item extends { key: string }, Outcome>(
      type: EventType,
      member: 'changes' | 'shipments',
      items: readonly Item[],
      signal: AbortSignal,
      outcomeOf: (result: Result, item: Item) => Outcome,
    ): Promise<Outcome[]> {
      const byKey = new Map(items.map((item) => [item.key, item]));
      const results = resultsOf(await deliver(type, member, items, signal), address);
      if (results === null) return emptyMeansApplied ? items.map((item) => outcomeOf({ key: item.key, result: 'applied' }, item)) : [];
      return [...new Map(results.map((result) => [result.key, result])).values()].flatMap((result) => {
        const item = byKey.get(result.key);
        return item ? [outcomeOf(result, item)] : [];
      });
    }

    return {
      name: `webhook at ${address.origin}${address.pathname}`,
      batch: { stock: batch, shipments: batch },
      applyStock: (changes, signal) => apply('stock.set', 'changes', changes, signal, stockOutcome),
      applyShipments: (shipments, signal) => apply('shipment.created', 'shipments', shipments, signal, shipmentOutcome),
      async check(waiting, signal) {
        const findings: Finding[] = [];
        const ask = async (member: 'changes' | 'shipments', records: readonly (StockToApply | ShipmentToApply)[]) => {
          const results = resultsOf(await deliver('bridge.check', member, records, signal), address) ?? [];
          for (const result of results) {
            const record = records.find(({ key }) => key === result.key);
            if (record && result.result !== 'applied') findings.push(findingOf(result, record));
          }
        };
        await ask('changes', []);
        for (let i = 0; i < waiting.stock.length; i += batch) await ask('changes', waiting.stock.slice(i, i + batch));
        for (let i = 0; i < waiting.shipments.length; i += batch) await ask('shipments', waiting.shipments.slice(i, i + batch));
        return [{ level: 'ok', subject: address.origin, text: 'takes deliveries of ours' }, ...findings];
      },
      async close() {
        sender.close();
      },
    };
  },
};

/** The same records, the same id: whoever remembers ids does nothing twice. */
function idOf(type: EventType, records: readonly { key: string }[]): string {
  const hash = createHash('sha256').update(type);
  for (const { key } of records) hash.update('\n').update(key);
  return `msg_${hash.digest('base64url').slice(0, 32)}`;
}

/** The results of an answer; null where it holds none. */
function resultsOf({ text, header }: Answer, address: URL): Result[] | null {
  if (text.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const type = header('content-type') ?? 'no content type';
    // A login page, an error page: whatever it is, no word on any record.
    throw new ShopDownError(`${address.origin} answered with something that is not JSON (${type})`, { cause });
  }
  const { results } = (value ?? {}) as { results?: unknown };
  return Array.isArray(results) ? results.flatMap((each) => readResult(each) ?? []) : null;
}

function refused({ status, header }: Answer, { origin }: URL): ShopDownError {
  const retryAfterMs = retryAfter(header('retry-after'));
  if (status === 410) return new ShopDownError(`${origin} answered 410: it wants no deliveries any more`, { isFinal: true });
  if (status >= 300 && status < 400)
    return new ShopDownError(`${origin} redirects to another address (${status}), which is not followed; configure the final address`);
  if (status === 401 || status === 403) return new ShopDownError(`${origin} refuses the signature (${status}); compare the secrets`);
  const wish = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new ShopDownError(`${origin} answered ${status}${BUSY.includes(status) ? ', it is busy' : ''}`, wish);
}

/** `Retry-After` in milliseconds: seconds, or a date. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

function findingOf({ subject, message, result }: Result, record: StockToApply | ShipmentToApply): Finding {
  const name = 'sku' in record ? record.sku : record.tid;
  return {
    level: 'warning',
    subject: name,
    text: `${result}${subject && subject !== name ? ` ${subject}` : ''}: ${message ?? 'the shop says no more'}`,
  };
}
