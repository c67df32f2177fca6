import { flag, quantity, text, whole } from '../import/column.ts';
import { kind, namesNothing } from '../import/kind.ts';
import { statement } from '../store/database.ts';
import { recalculate } from './recalculate.ts';
import { findRule } from './rule.ts';

/** Listings given their new quantity in one transaction after the rule changed (promise S3). */
const STEP = 500;

/** The rule (库存同步策略). Each seller has one so far, over all warehouses; an empty cell leaves it as it is. */
export const rules = kind({
  name: 'rules',
  summary: {
    en: 'How many to show: percent, plus, min and max over all warehouses. One rule a seller so far.',
    zh: '库存同步策略：全部仓库合计后的百分比、附加、最小、最大；目前每个卖家一条。',
  },
  columns: {
    stock_syn_rule_no: text(40),
    stock_syn_mask: whole(0, 65_535, undefined),
    stock_syn_percent: whole(0, 1000, undefined),
    stock_syn_plus: quantity(),
    stock_syn_min: quantity(),
    stock_syn_max: quantity(),
    is_auto_listing: flag(undefined),
    is_auto_delisting: flag(undefined),
  },
  pool: 'stock',
  claim: () => ({ group: 'the rule', members: null }),
  resolve: namesNothing,
  async write({ session, seller }, rows) {
    let changed = 0;
    for (const { row } of rows) {
      const before = await findRule(session, seller, 'lock');
      const values = {
        seller,
        rule: before.rule_id,
        no: row.stock_syn_rule_no,
        mask: row.stock_syn_mask ?? before.mask,
        percent: row.stock_syn_percent ?? before.percent,
        plus: row.stock_syn_plus ?? before.plus,
        min: row.stock_syn_min ?? before.min,
        max: row.stock_syn_max ?? before.max,
        autoListing: Number(row.is_auto_listing ?? before.auto_listing === 1),
        autoDelisting: Number(row.is_auto_delisting ?? before.auto_delisting === 1),
      };
      changed += (await session.query(update, values)).length;
    }
    return changed;
  },
  // A listing remembers the revision it was calculated with: what is left to do survives a kill, and importing again goes on.
  async follow(context) {
    const { session, seller } = context;
    const { revision } = await findRule(session, seller, 'share');
    const rows = await session.query<{ listing_id: number }>(behind, { seller, revision, limit: STEP });
    await recalculate(
      context,
      rows.map(({ listing_id }) => listing_id),
      'rule',
    );
    return rows.length;
  },
});

const update = statement(`
  update rules set rule_no = :no, mask = :mask, percent = :percent, plus = :plus, min = :min, max = :max,
    auto_listing = :autoListing, auto_delisting = :autoDelisting, revision = revision + 1
  where seller = :seller and rule_id = :rule
    and (rule_no <> :no or mask <> :mask or percent <> :percent or plus <> :plus or min <> :min or max <> :max
      or auto_listing <> :autoListing or auto_delisting <> :autoDelisting)
  returning rule_id`);

const behind = statement(`
  select listing_id from listings where seller = :seller and rule_revision < :revision and item_id is not null
  order by listing_id limit :limit`);
