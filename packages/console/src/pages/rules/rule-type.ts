import type { Answer } from '../../api/call.ts';

/** A rule as the server tells it. */
export type Rule = Answer<'GET /api/rules'>['items'][number];

/** What somebody sets of a rule. */
export type Draft = Omit<Rule, 'no' | 'rule'>;

/** A new rule, as the server would make it: what lies there less everything promised. Its priority is above all others. */
export function newRule(rules: Rule[]): Draft {
  return {
    ...{ name: '', priority: Math.max(-1, ...rules.map(({ priority }) => priority)) + 1, enabled: true },
    ...{ shops: null, category: '', brand: '', warehouses: null, mask: 17_344, percent: 100, plus: '0', min: '0', max: '0' },
    ...{ autoListing: false, autoDelisting: false },
  };
}

/** What differs from what is stored; of a new rule everything. Null where nothing does. */
export function changesOf(set: Draft, stored: Rule | undefined): Partial<Draft> | null {
  if (!stored) return set;
  const changed = Object.entries(set).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(stored[name as keyof Draft]));
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<Draft>);
}

/** Names of the quantities a mask counts, in order of its bits, and whether each adds or takes away. */
export const COUNTED = [
  ...(['purchase_num', 'to_purchase_num', 'transfer_num', 'purchase_arrive_num', 'return_onway_num', 'refund_onway_num'] as const).map(
    (name) => ({ name, sign: 1 as const }),
  ),
  ...(
    ['subscribe_num', 'order_num', 'unpay_num', 'sending_num', 'return_num', 'refund_num', 'return_exch_num', 'refund_exch_num'] as const
  ).map((name) => ({ name, sign: -1 as const })),
  ...(['lock_num', 'to_transfer_num'] as const).map((name) => ({ name, sign: -1 as const })),
];

/** A number with a point, as quantities travel. */
export const isQuantity = (text: string) => /^-?\d{1,15}(\.\d{1,4})?$/.test(text.trim());
