/** What listings should show, by levels and rules as a database file holds them (promises S3, S4). */
import type { DatabaseSync } from 'node:sqlite';
import { type Choice, chooseRule } from '../stock/choose-rule.ts';
import { type Bound, type LevelRow, levelOf, type PartRow } from '../stock/goods.ts';
import { explainQuantity, type Goods } from '../stock/quantity.ts';
import { type Rule, type RuleRow, rulesOf, type WarehouseRow } from '../stock/rule.ts';

/** A listing as far as its quantity goes. */
export interface VerifiedListing extends Bound {
  id: number;
  shop: number;
  quantity: string;
  rule: number | null;
  revision: number;
  ownRule: number | null;
}

/**
 * Makes ready to check the listings of a seller.
 *
 * @returns what does not agree with a listing; undefined when all does, or when a fan-out has not come to it yet
 */
export function stockCheck(connection: DatabaseSync, seller: string): (listing: VerifiedListing) => string | undefined {
  const all = <R>(sql: string) => connection.prepare(sql).all(seller) as unknown as R[];
  const rules = rulesOf(
    all<RuleRow>('select * from rules where seller = ? order by priority desc, rule_id'),
    all<WarehouseRow>('select * from warehouses where seller = ?'),
  );
  const fanOuts = all<{ kind: string; subject: number; after: number }>(
    'select kind, subject, after_listing as after from fan_outs where seller = ?',
  );
  const parts = connection.prepare(`
    select p.item_id, i.spec_no, p.count from suite_parts p join items i on i.seller = p.seller and i.item_id = p.item_id
    where p.seller = ? and p.suite_id = ? order by p.item_id`);
  const levels = connection.prepare('select * from levels where seller = ? and item_id = ? order by warehouse_id');
  const traits = {
    item: connection.prepare('select category, brand from items where seller = ? and item_id = ?'),
    suite: connection.prepare('select category, brand from suites where seller = ? and suite_id = ?'),
  };

  const partsOf = (suite: number | null) => (suite === null ? [] : (parts.all(seller, suite) as unknown as PartRow[]));
  const levelsOf = (item: number) => (levels.all(seller, item) as unknown as LevelRow[]).map((row) => levelOf(row, rules.external));
  const goodsOf = ({ item_id, suite_id }: Bound): Goods =>
    item_id !== null
      ? { levels: levelsOf(item_id) }
      : { parts: partsOf(suite_id).map(({ item_id, spec_no, count }) => ({ name: spec_no, count, levels: levelsOf(item_id) })) };
  const choose = ({ item_id, suite_id, shop, ownRule }: VerifiedListing): Choice<Rule> | { rule: null } => {
    const bound =
      item_id === null ? (suite_id === null ? undefined : traits.suite.get(seller, suite_id)) : traits.item.get(seller, item_id);
    if (!bound) return { rule: null };
    return chooseRule({ shop, ownRule, ...(bound as { category: string; brand: string }) }, rules.all);
  };
  /** Whether a fan-out of these has still to come to the listing. */
  const isAhead = ({ id }: VerifiedListing, kind: string, subjects: (number | null)[]) =>
    fanOuts.some((each) => each.kind === kind && subjects.includes(each.subject) && each.after < id);

  return (listing) => {
    const { rule } = choose(listing);
    const isByRule = rule === null ? listing.rule === null : listing.rule === rule.rule && listing.revision === rule.revision;
    if (isAhead(listing, 'rules', [0])) return undefined;
    if (!isByRule)
      return `rule is ${named(listing.rule, listing.revision)}, by the rules it is ${named(rule?.rule ?? null, rule?.revision)}`;
    if (rule === null) return undefined;
    const { quantity } = explainQuantity(goodsOf(listing), rule);
    if (quantity === listing.quantity) return undefined;
    const items = [listing.item_id, ...partsOf(listing.suite_id).map(({ item_id }) => item_id)];
    if (isAhead(listing, 'level', items) || isAhead(listing, 'suite', [listing.suite_id])) return undefined;
    return `quantity is ${listing.quantity}, levels and rule come to ${quantity}`;
  };
}

function named(rule: number | null, revision = 0): string {
  return rule === null ? 'none' : `${rule} (revision ${revision})`;
}
