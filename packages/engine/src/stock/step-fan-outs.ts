import type { Context } from '../context.ts';
import { mapWaiting } from '../orders/map-waiting.ts';
import { PendingChange } from '../pool/count.ts';
import { statement } from '../store/database.ts';
import { bindNext } from './bind-waiting.ts';
import { type FanOutKind, MOST_AT_ONCE } from './fan-out.ts';
import { type Cause, isCalculatedBy, type Locked, lockNext, lockSelling, lockSuites, type Recalculation, raise } from './recalculate.ts';
import { type Rules, readRules } from './rule.ts';

/** What one step of the fan-outs did. */
export interface Stepped {
  /** Listings, or shipments, that were come to: at most 500. */
  done: number;
  /** Fan-outs that are not finished. */
  left: number;
}

/** Acknowledgements go first. */
const PATIENT = { patient: true };

/** Small fan-outs that one step takes together. */
const MOST_FAN_OUTS = 100;

/**
 * Does one step of what is left of changes that act on very many listings (promise S3) or shipments: at most 500, in one transaction,
 * oldest cause first. Killed anywhere, the next step goes on where the last one that was committed ended.
 *
 * @param input.seller whose; null for all sellers
 * @param input.most to come to, 1 to 500; 500 by default. Whoever acknowledges waits for a step to end
 */
export async function stepFanOuts(
  { database }: Context,
  { seller, most = MOST_AT_ONCE, now }: { seller: string | null; most?: number; now: number },
): Promise<Stepped> {
  // Looked at first where nothing is written: most of the time there is nothing to do.
  const waiting = await database.read(async (session) => session.query<Row>(oldest, { seller, limit: MOST_FAN_OUTS }));
  const [first] = waiting;
  if (!first) return { done: 0, left: 0 };
  const mine = waiting.filter((row) => row.seller === first.seller);
  return database.write(async (session) => {
    const pending = new PendingChange('stock');
    const parcels = new PendingChange('shipment');
    const changeBy = (actor: string): Recalculation => ({ session, seller: first.seller, actor, now, pending });
    const rules = await readRules(session, first.seller, 'share');
    const atOnce = Math.min(most, MOST_AT_ONCE);
    let done = 0;
    for (const { kind, subject, rules: ofRules } of mine) {
      if (done === atOnce) break;
      const [row] = await session.query<Row>(hold, { seller: first.seller, kind, subject, rules: ofRules });
      if (!row) continue; // another server has finished it
      const left = atOnce - done;
      const walked = await walk(changeBy(row.actor), parcels, rules, row, left);
      const at = { seller: first.seller, kind, subject, rules: ofRules };
      if (walked.done < left) await session.run(finish, at);
      else await session.run(advance, { ...at, last: walked.last });
      done += walked.done;
    }
    await pending.write(session, first.seller);
    await parcels.write(session, first.seller);
    const left = await session.query(oldest, { seller, limit: MOST_FAN_OUTS });
    return { done, left: left.length };
  }, PATIENT);
}

interface Row {
  seller: string;
  kind: FanOutKind;
  subject: number;
  rules: string;
  after_listing: number;
  actor: string;
  cause: Cause;
}

/** Goes on with a fan-out by at most so many. @returns how many it has come to, and the number of the last */
async function walk(change: Recalculation, parcels: PendingChange, rules: Rules, row: Row, most: number): Promise<Walked> {
  const { kind, subject, after_listing: after } = row;
  if (kind === 'carrier') return mapWaiting({ ...change, pending: parcels }, subject, after, most);
  if (kind === 'new item' || kind === 'new suite') return bindNext(change, kind, subject, after, most);
  const { listings, isConcerned } = await next(change, row, most);
  await raise(change, rules, listings, row.cause, (listing, rule) =>
    isConcerned(listing, rule?.rule ?? null, isCalculatedBy(listing, rule)),
  );
  return { done: listings.length, last: listings.at(-1)?.listing_id ?? after };
}

interface Walked {
  done: number;
  last: number;
}

/** The next listings of a fan-out, locked, and which of them get a new version. */
async function next(change: Recalculation, { kind, subject, rules, after_listing: after }: Row, most: number) {
  if (kind === 'level') {
    const counting = new Set(JSON.parse(rules) as number[]);
    const { listings } = await lockSelling(change, [subject], after, most);
    return { listings, isConcerned: (_: Locked, rule: number | null) => rule !== null && counting.has(rule) };
  }
  if (kind === 'suite') return { listings: await lockSuites(change, [subject], after, most), isConcerned: () => true };
  return {
    listings: await lockNext(change, after, most),
    isConcerned: (_: Locked, __: number | null, isCalculated: boolean) => !isCalculated,
  };
}

const COLUMNS = 'seller, kind, subject, rules, after_listing, actor, cause';

const oldest = statement(`
  select ${COLUMNS} from fan_outs where cast(:seller as text) is null or seller = cast(:seller as text)
  order by created_at, seller, kind, subject, rules limit :limit`);

const hold = statement(`
  select ${COLUMNS} from fan_outs where seller = :seller and kind = :kind and subject = :subject and rules = :rules /*lock*/`);

const finish = statement('delete from fan_outs where seller = :seller and kind = :kind and subject = :subject and rules = :rules');

const advance = statement(`
  update fan_outs set after_listing = :last where seller = :seller and kind = :kind and subject = :subject and rules = :rules`);
