import type { PendingOfShop } from '@tongbu/engine';
import { count } from '../output/print.ts';
import { age, span } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say, Word } from './words.ts';

/** A shop that is offered something for so long, and acknowledges nothing, has stopped. */
const STALLED_MS = 15 * 60_000;

/** More shops than this are counted, not listed: those that have stopped come first, then those that wait longest. */
const MOST = 5;

/** What waits in a shop, and its signs of life. */
export interface ShopFacts extends Omit<PendingOfShop, 'shop'> {
  seller: string;
  /** Since when something is offered that no pull was answered for; null when nothing is. */
  dueSince: number | null;
  /** The last acknowledgement among the newest journal rows, how many those were, and whether they are all there are. */
  acknowledgedAt: number | null;
  rows: number;
  allRows: boolean;
}

/** What waits, and since when. */
export interface PendingFacts {
  shops: ShopFacts[];
  now: number;
}

/** Whether shops keep up: what waits in each, and which have stopped. */
export function judgePending(facts: PendingFacts, say: Say): Finding {
  const { shops, now } = facts;
  const finding = new Finding('pending', facts);
  const waiting = shops.filter(hasSomething).sort((a, b) => urgency(b, now) - urgency(a, now));
  if (shops.length === 0) return finding.fact(say('pendingNoShop'));
  if (waiting.length === 0) return finding.fact(say('pendingNone', { n: count(shops.length) }));
  for (const shop of waiting.slice(0, MOST)) {
    finding.fact(say('pendingShop', { shop: nameOf(shop, shops), amounts: amountsOf(shop, now, say) }));
    if (!isStalled(shop, now)) continue;
    const offered = span(now - (shop.dueSince as number), say);
    finding.warn(say('shopStalled', { shop: nameOf(shop, shops), age: offered, last: lastOf(shop, now, say) }), say('shopMend'));
  }
  const rest = waiting.slice(MOST);
  if (rest.some((shop) => isStalled(shop, now))) finding.warn(null, say('shopMend'));
  if (rest.length > 0) finding.fact(`${say('more', { n: count(rest.length) })}: ${say('pendingMore')}`);
  return finding;
}

function hasSomething(shop: ShopFacts): boolean {
  return shop.listings + shop.shipments + shop.shipmentsFailed + shop.quantityDiffers > 0;
}

/** Nobody pulls for a shop that is disabled, so it cannot stop. */
function isStalled({ disabled, dueSince, acknowledgedAt }: ShopFacts, now: number): boolean {
  if (disabled || dueSince === null || now - dueSince <= STALLED_MS) return false;
  return acknowledgedAt === null || now - acknowledgedAt > STALLED_MS;
}

function urgency(shop: ShopFacts, now: number): number {
  return (isStalled(shop, now) ? 1e15 : 0) + (shop.oldestAt === null ? 0 : now - shop.oldestAt);
}

/** Several sellers may have a shop of the same number. */
function nameOf({ seller, shopNo }: ShopFacts, shops: ShopFacts[]): string {
  return shops.every((shop) => shop.seller === seller) ? shopNo : `${seller}/${shopNo}`;
}

function amountsOf(shop: ShopFacts, now: number, say: Say): string {
  const amounts: [Word, number][] = [
    ['pendingListings', shop.listings],
    ['pendingShipments', shop.shipments],
    ['pendingDelayed', shop.listingsDelayed + shop.shipmentsDelayed],
    ['pendingHeld', shop.listingsHeld],
    ['pendingFailed', shop.shipmentsFailed],
    ['pendingDiffers', shop.quantityDiffers],
  ];
  const told = amounts.filter(([, n]) => n > 0).map(([word, n]) => say(word, { n: count(n) }));
  if (shop.oldestAt !== null) told.push(say('pendingOldest', { age: age(now - shop.oldestAt, say) }));
  return told.join(say('and'));
}

function lastOf({ acknowledgedAt, rows, allRows }: ShopFacts, now: number, say: Say): string {
  if (acknowledgedAt !== null) return say('lastAgo', { age: span(now - acknowledgedAt, say) });
  return allRows ? say('lastNever') : say('lastNotRecent', { rows: count(rows) });
}
