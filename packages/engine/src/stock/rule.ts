import type { RuleSnapshot } from '@tongbu/model';
import { type Session, statement } from '../store/database.ts';
import { DEFAULT_MASK } from './mask.ts';

/** A seller's rule as the database holds it. There is one so far; it counts all warehouses. */
export interface RuleRow {
  rule_id: number;
  rule_no: string;
  revision: number;
  mask: number;
  percent: number;
  plus: string;
  min: string;
  max: string;
  auto_listing: number;
  auto_delisting: number;
}

/** What a new seller's rule says: everything that is free, as it is. */
export const DEFAULT_RULE: RuleRow = {
  rule_id: 1,
  rule_no: 'default',
  revision: 1,
  mask: DEFAULT_MASK,
  percent: 100,
  plus: '0',
  min: '0',
  max: '0',
  auto_listing: 0,
  auto_delisting: 0,
};

/**
 * The seller's rule.
 *
 * @param hold `share` keeps it as it is until the transaction ends: whoever changes the rule waits for those who calculate
 * with it, so that none of them writes by the old rule what the fan-out of the new one has already passed. `lock` is for
 * changing it.
 */
export async function findRule(session: Session, seller: string, hold: keyof typeof select): Promise<RuleRow> {
  const [row] = await session.query<RuleRow>(select[hold], { seller });
  return row ?? DEFAULT_RULE;
}

const SELECT = `
  select rule_id, rule_no, revision, mask, percent, plus, min, max, auto_listing, auto_delisting
  from rules where seller = :seller order by rule_id limit 1`;

const select = { read: statement(SELECT), share: statement(`${SELECT} /*share*/`), lock: statement(`${SELECT} /*lock*/`) };

/** The rule in the model's words, with the warehouses it counts. */
export async function ruleSnapshot(session: Session, seller: string): Promise<RuleSnapshot> {
  const rule = await findRule(session, seller, 'read');
  const warehouses = await session.query<{ warehouse_id: number }>(allWarehouses, { seller });
  return {
    id: rule.rule_id,
    no: rule.rule_no,
    warehouses: warehouses.map(({ warehouse_id }) => warehouse_id),
    mask: rule.mask,
    percent: rule.percent,
    plus: rule.plus,
    min: rule.min,
    max: rule.max,
    autoListing: rule.auto_listing === 1,
    autoDelisting: rule.auto_delisting === 1,
  };
}

const allWarehouses = statement('select warehouse_id from warehouses where seller = :seller order by warehouse_id');
