/** In which states listings are looked for, said once in SQL and once in words of a row: pure, and tests hold one to the other. */
import type { StockRow } from './stock-row.ts';

/** What a state is told from. */
export type Stateful = Pick<
  StockRow,
  'version' | 'acknowledged' | 'retry_steps' | 'status' | 'sync_disabled' | 'suspended_until' | 'rule_id' | 'item_id' | 'suite_id'
> & { cancelled_version: number; superseded_version: number };

const isPending = (row: Stateful) => row.version > row.acknowledged;

/** A listing's states; `sql` takes `:now`. */
const STATES = {
  all: { sql: '1 = 1', is: () => true },
  pending: { sql: 'l.version > l.acknowledged', is: isPending },
  failed: { sql: 'l.retry_steps > 0', is: (row) => row.retry_steps > 0 },
  held: {
    sql: 'l.version > l.acknowledged and (l.status = 0 or l.sync_disabled = 1 or l.rule_id is null or l.suspended_until > :now)',
    is: (row, now) => isPending(row) && (row.status === 0 || row.sync_disabled === 1 || row.rule_id === null || row.suspended_until > now),
  },
  superseded: {
    sql: 'l.version > l.acknowledged and l.version = l.superseded_version',
    is: (row) => isPending(row) && row.version === row.superseded_version,
  },
  done: {
    sql: 'l.version <= l.acknowledged and l.version > l.cancelled_version',
    is: (row) => !isPending(row) && row.version > row.cancelled_version,
  },
  cancelled: {
    sql: 'l.version <= l.acknowledged and l.version > 0 and l.version = l.cancelled_version',
    is: (row) => !isPending(row) && row.version > 0 && row.version === row.cancelled_version,
  },
  suspended: { sql: 'l.suspended_until > :now', is: (row, now) => row.suspended_until > now },
  disabled: { sql: 'l.sync_disabled = 1', is: (row) => row.sync_disabled === 1 },
  deleted: { sql: 'l.status = 0', is: (row) => row.status === 0 },
  unbound: { sql: 'l.item_id is null and l.suite_id is null', is: (row) => row.item_id === null && row.suite_id === null },
} as const satisfies Record<string, { sql: string; is(row: Stateful, now: number): boolean }>;

/**
 * What is asked for of listings. `pending` waits for the shop, and of that `failed` was reported as failed last, `held` is offered to
 * nobody because it is switched off, suspended, deleted or unbound, or no rule acts on it, `superseded` had changed again before the
 * shop confirmed what came earlier, and not since. `done`: the shop confirmed the newest change; `cancelled`: that change was taken out of the pool
 * unconfirmed. `suspended`, `disabled`, `deleted`; `unbound` has neither item nor suite.
 */
export type ListingState = keyof typeof STATES;

export const LISTING_STATES = Object.keys(STATES) as ListingState[];

/** The condition on `listings l` that a state stands for. */
export function stateSql(state: ListingState): string {
  return STATES[state].sql;
}

/** Whether a row is in a state. */
export function isInState(state: ListingState, row: Stateful, now: number): boolean {
  return STATES[state].is(row, now);
}

/** How a listing stands, in one word: the gravest that keeps it from its shop, else how far it has come. */
export type Standing =
  | 'unbound'
  | 'no rule'
  | 'deleted'
  | 'disabled'
  | 'suspended'
  | 'failed'
  | 'superseded'
  | 'pending'
  | 'new'
  | 'done'
  | 'cancelled';

/** The word of a row. `new`: it has never had anything to tell. */
export function standingOf(row: Stateful, now: number): Standing {
  if (isInState('unbound', row, now)) return 'unbound';
  if (row.rule_id === null) return 'no rule';
  for (const state of ['deleted', 'disabled', 'suspended', 'failed', 'superseded', 'pending'] as const)
    if (isInState(state, row, now)) return state;
  if (row.version === 0) return 'new';
  return row.version === row.cancelled_version ? 'cancelled' : 'done';
}
