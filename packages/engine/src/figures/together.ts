/** What a slice of the pending listings of one shop told. Times are epoch milliseconds. */
export interface SurveyedListings {
  shop: number;
  pending: number;
  /** Failed last; delayed by that now; and offered to nobody because switched off, suspended, deleted, unbound or without a rule. */
  failed: number;
  delayed: number;
  held: number;
  /** When the oldest that is not held was made, and since when the oldest that may be pulled now is offered; null where there is none. */
  oldestAt: number | null;
  dueSince: number | null;
  /** When the oldest that is held was made; null where none is. */
  heldSince: number | null;
}

/** What several slices of one shop told; without its number, for they are of the same. */
export type SurveyedShop = Omit<SurveyedListings, 'shop'>;

/** No slice yet. */
export const NOTHING_SURVEYED: SurveyedShop = {
  ...{ pending: 0, failed: 0, delayed: 0, held: 0 },
  ...{ oldestAt: null, dueSince: null, heldSince: null },
};

/** Adds a slice to those before it. */
export function together(a: SurveyedShop, b: SurveyedShop): SurveyedShop {
  return {
    pending: a.pending + b.pending,
    failed: a.failed + b.failed,
    delayed: a.delayed + b.delayed,
    held: a.held + b.held,
    oldestAt: earlier(a.oldestAt, b.oldestAt),
    dueSince: earlier(a.dueSince, b.dueSince),
    heldSince: earlier(a.heldSince, b.heldSince),
  };
}

/** The earlier of two times, of which either may be missing. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
