import type { FailureKind } from './reason.ts';

/** Records that failed for one reason. Times are epoch milliseconds. */
export interface FailureGroup {
  pool: 'stock' | 'shipment';
  kind: FailureKind;
  /** What the shop said, in the form that all of them have in common; hostile texts are made harmless, see `normalReason`. */
  reason: string;
  count: number;
  /** By shop number. */
  shops: Record<string, number>;
  /** When the last of them failed. */
  lastAt: number;
  /** Those that failed last, the newest first. */
  examples: FailureExample[];
}

/** One record that failed. */
export interface FailureExample {
  id: number;
  shopNo: string;
  at: number;
  knownBy: KnownBy;
  /** What the shop said of it, cut to 200 characters. */
  message: string;
}

/**
 * What people know a record by, empty where nobody gave it: a shipment by its order and tracking number; a listing by the code of its
 * specification, else of its goods, else by their ids in the shop, and by the name of its goods.
 */
export type KnownBy = { tid: string; trackingNumber: string } | { code: string; goodsName: string };

const MOST_EXAMPLES = 3;

/** Puts groups together, each reason once. */
export function addFailures(all: Map<string, FailureGroup>, groups: FailureGroup[]): void {
  for (const group of groups) {
    const key = `${group.pool}\n${group.kind}\n${group.reason}`;
    const known = all.get(key);
    if (!known) {
      all.set(key, { ...group, shops: { ...group.shops } });
      continue;
    }
    known.count += group.count;
    known.lastAt = Math.max(known.lastAt, group.lastAt);
    for (const [shop, count] of Object.entries(group.shops)) known.shops[shop] = (known.shops[shop] ?? 0) + count;
    known.examples = [...known.examples, ...group.examples].sort((a, b) => b.at - a.at || b.id - a.id).slice(0, MOST_EXAMPLES);
  }
}
