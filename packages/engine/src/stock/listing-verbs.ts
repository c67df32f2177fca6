import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { journal } from '../journal/journal.ts';
import { PendingChange } from '../pool/count.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import { findItems, findSuites } from './lookup.ts';
import { type Codes, lockParts, matcherOf } from './match.ts';
import { type Cause, type Recalculation, recalculate } from './recalculate.ts';
import { readRuleRows } from './rule.ts';

/** A listing that somebody acts on by hand. */
export interface NamedListing {
  seller: string;
  listing: number;
  /** Who: `operator`, or the name of a token. */
  actor: string;
  now: number;
}

/**
 * Binds a listing to an item, or else a suite, by hand: its codes are not looked at any more.
 *
 * @param input.code merchant code of the item or suite
 * @throws EngineError `unknown` when there is no such listing, item or suite
 */
export async function bindListing(context: Context, input: NamedListing & { code: string }): Promise<void> {
  await onListing(context, input, async (change, stored) => {
    const item = (await findItems(change, [input.code], 'lock')).get(input.code) ?? null;
    const suite = item === null ? ((await findSuites(change, [input.code])).get(input.code) ?? null) : null;
    if (suite !== null) await lockParts(change, [suite]);
    if (item === null && suite === null)
      throw new EngineError('unknown', `"${input.code}" is no merchant code of an item or suite; import it first`);
    const values = { seller: input.seller, listing: input.listing, item, suite, code: stored.match_code, byHand: 1 };
    await change.session.run(bind, values);
    return item === stored.item_id && suite === stored.suite_id ? null : 'binding';
  });
}

/** Takes the binding of a listing away: it is not synced until it is bound or matched again. @throws EngineError `unknown` */
export async function unbindListing(context: Context, input: NamedListing): Promise<void> {
  await onListing(context, input, async ({ session }, stored) => {
    const nothing = { item: null, suite: null, code: stored.match_code, byHand: 1 };
    await session.run(bind, { seller: input.seller, listing: input.listing, ...nothing });
    return 'binding';
  });
}

/**
 * Matches a listing anew by its codes, whether it was bound by hand or not.
 *
 * @returns whether anything of its codes was found
 * @throws EngineError `unknown`
 */
export async function matchListing(context: Context, input: NamedListing): Promise<boolean> {
  let isFound = false;
  await onListing(context, input, async (change, stored) => {
    const match = (await matcherOf(change, [stored]))(stored);
    isFound = match.item_id !== null || match.suite_id !== null;
    const { item_id: item, suite_id: suite, match_code: code } = match;
    await change.session.run(bind, { seller: input.seller, listing: input.listing, item, suite, code, byHand: 0 });
    return item === stored.item_id && suite === stored.suite_id ? null : 'binding';
  });
  return isFound;
}

/** Leaves a listing out of pulls until a moment, epoch milliseconds; 0 ends it at once. @throws EngineError `unknown` */
export async function suspendListing(context: Context, input: NamedListing & { until: number }): Promise<void> {
  await onListing(context, input, async (change, stored) => {
    await suspendOne(change, stored, input.listing, input.until);
    return null; // what changed meanwhile waits
  });
}

/** Writes until when a listing is suspended, and in the journal that it is; nothing where it is so already. @returns whether it was news */
export async function suspendOne(
  { session, seller, actor, now }: Recalculation,
  { suspended_until }: Pick<Stored, 'suspended_until'>,
  listing: number,
  until: number,
): Promise<boolean> {
  if (suspended_until === until) return false;
  await session.run(suspend, { seller, listing, until });
  const happened =
    until > now
      ? { event: 'suspend', subject: listing, effect: 'suspended', detail: new Date(until).toISOString() }
      : { event: 'suspend', subject: listing, effect: 'resumed' };
  await journal(session, { seller, at: now, actor, pool: 'stock', signedAt: null }, [happened]);
  return true;
}

/** Switches a listing off, for a reason that is shown, until it is enabled again. @throws EngineError `unknown` */
export async function disableListing(context: Context, input: NamedListing & { reason: string }): Promise<void> {
  await onListing(context, input, async ({ session }) => {
    const { seller, listing, actor, now, reason } = input;
    await session.run(disable, { seller, listing, disabled: 1, reason });
    const happened = { event: 'disable', subject: listing, effect: 'disabled', detail: reason };
    await journal(session, { seller, at: now, actor, pool: 'stock', signedAt: null }, [happened]);
    return null;
  });
}

/** Switches a listing on again, ends a suspension, and offers it with a new version. @throws EngineError `unknown` */
export async function enableListing(context: Context, input: NamedListing): Promise<void> {
  await onListing(context, input, async ({ session }, stored) => {
    await session.run(disable, { seller: input.seller, listing: input.listing, disabled: 0, reason: '' });
    await session.run(suspend, { seller: input.seller, listing: input.listing, until: 0 });
    return stored.sync_disabled === 1 || stored.suspended_until > input.now ? 'enabled' : null;
  });
}

/**
 * Gives a listing a new version now, as if its stock had moved.
 *
 * @throws EngineError `unknown`, `input` when it is not synced
 */
export async function forceListing(context: Context, input: NamedListing): Promise<void> {
  await onListing(context, input, async (_, stored) => {
    if (stored.rule_id !== null) return 'forced';
    throw new EngineError('input', `listing ${input.listing} is not synced: it is bound to nothing, or no rule acts on it`);
  });
}

/**
 * Sets a rule for this listing alone.
 *
 * @param input.no number of the rule; null to choose by scope and priority again
 * @throws EngineError `unknown`
 */
export async function setListingRule(context: Context, input: NamedListing & { no: string | null }): Promise<void> {
  await onListing(context, input, async ({ session }, stored) => {
    const { seller, listing, no } = input;
    const rules = await readRuleRows(session, seller, 'share');
    const rule = no === null ? null : rules.find(({ rule_no }) => rule_no === no)?.rule_id;
    if (rule === undefined)
      throw new EngineError('unknown', `seller "${seller}" has no rule "${no}"; there are: ${rules.map((row) => row.rule_no).join(', ')}`);
    await session.run(setRule, { seller, listing, rule });
    return rule === stored.own_rule_id ? null : 'rule';
  });
}

/** Does something to a listing that the transaction holds; where that names a cause, it gets a new version. */
async function onListing(
  { database }: Context,
  { seller, listing, actor, now }: NamedListing,
  act: (change: Recalculation, stored: Stored) => Promise<Cause | null>,
): Promise<void> {
  await database.write(async (session) => {
    await requireSeller(session, seller);
    const [stored] = await session.query<Stored>(find, { seller, listing });
    if (!stored) throw new EngineError('unknown', `seller "${seller}" has no listing ${listing}`);
    const change: Recalculation = { session, seller, actor, now, pending: new PendingChange('stock') };
    const cause = await act(change, stored);
    if (cause !== null) await recalculate(change, [listing], cause);
    await change.pending.write(session, seller);
  });
}

interface Stored extends Codes {
  match_code: string;
  item_id: number | null;
  suite_id: number | null;
  rule_id: number | null;
  own_rule_id: number | null;
  sync_disabled: number;
  suspended_until: number;
}

const find = statement(`
  select goods_no, spec_no, match_code, item_id, suite_id, rule_id, own_rule_id, sync_disabled, suspended_until
  from listings where seller = :seller and listing_id = :listing /*lock*/`);
const bind = statement(`
  update listings set item_id = :item, suite_id = :suite, match_code = :code, bound_by_hand = :byHand
  where seller = :seller and listing_id = :listing`);
const suspend = statement('update listings set suspended_until = :until where seller = :seller and listing_id = :listing');
const disable = statement(`
  update listings set sync_disabled = :disabled, disabled_reason = :reason where seller = :seller and listing_id = :listing`);
const setRule = statement('update listings set own_rule_id = :rule where seller = :seller and listing_id = :listing');
