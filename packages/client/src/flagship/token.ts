import type { ResultFrom } from '../client.ts';

/** A row of `calcStock`. */
export type Row = ResultFrom<'flagship', 'sales.StockSync.calcStock'>['data'];

/** What a row says of the rule that made its quantity, and an acknowledgement has to say again. */
const RULE = [
  'stock_syn_rule_id',
  'stock_syn_rule_no',
  'stock_syn_warehouses',
  'stock_syn_mask',
  'stock_syn_percent',
  'stock_syn_plus',
  'stock_syn_min',
  'stock_syn_max',
  'is_auto_listing',
  'is_auto_delisting',
] as const;

type Rule = Pick<Row, (typeof RULE)[number]>;

/** The token of a record: its rule, as text that can be kept. */
export function tokenOf(row: Row): string {
  return JSON.stringify(RULE.map((name) => row[name]));
}

/** @throws TypeError where this is no token of ours */
export function readToken(token: string, listing: string): Rule {
  let values: unknown;
  try {
    values = JSON.parse(token);
  } catch {
    values = undefined;
  }
  if (!Array.isArray(values) || values.length !== RULE.length) {
    throw new TypeError(`listing ${listing}: token "${token}": must be the one it was pulled with, on the flagship edition`);
  }
  return Object.fromEntries(RULE.map((name, place) => [name, (values as unknown[])[place]])) as Rule;
}
