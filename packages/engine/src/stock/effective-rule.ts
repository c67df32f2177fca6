import { type Session, statement } from '../store/database.ts';
import { type Choice, chooseRule } from './choose-rule.ts';
import { asRows, type Bound } from './goods.ts';
import type { Rule, Rules } from './rule.ts';

/** The part of a listing on which its rule depends. */
export interface Ruled extends Bound {
  shop_id: number;
  own_rule_id: number | null;
}

/** What acts on a listing; `unbound` where it sells nothing that is known. */
export type Effective = Choice<Rule> | { rule: null; why: 'unbound'; by: null };

/** Chooses for one of the listings that were looked at. */
export type Chooser = (listing: Ruled) => Effective;

/**
 * Makes ready to choose the rules of these listings. Their items and suites are read only where a rule looks at category or brand.
 */
export async function chooserOf(session: Session, seller: string, rules: Rules, listings: readonly Ruled[]): Promise<Chooser> {
  const traits = rules.lookAtGoods ? await traitsOf(session, seller, listings) : () => ({ category: '', brand: '' });
  return (listing) => {
    if (listing.item_id === null && listing.suite_id === null) return { rule: null, why: 'unbound', by: null };
    return chooseRule({ shop: listing.shop_id, ownRule: listing.own_rule_id, ...traits(listing) }, rules.all);
  };
}

interface Traits {
  category: string;
  brand: string;
}

async function traitsOf(session: Session, seller: string, listings: readonly Ruled[]): Promise<(listing: Ruled) => Traits> {
  const read = async (name: keyof Bound) => {
    const rows = asRows(listings.flatMap((listing) => listing[name] ?? []));
    const found = rows === '[]' ? [] : await session.query<Traits & { number: number }>(select[name], { seller, rows });
    return new Map(found.map(({ number, ...traits }) => [number, traits]));
  };
  const items = await read('item_id');
  const suites = await read('suite_id');
  const none = { category: '', brand: '' };
  return ({ item_id, suite_id }) => (item_id === null ? suites.get(suite_id ?? 0) : items.get(item_id)) ?? none;
}

const traitsIn = (table: string, number: string) =>
  statement(`
    select ${number} as number, category, brand from each(:rows) cross join ${table}
    where seller = :seller and ${number} = cast(value->>0 as bigint)`);
const select = { item_id: traitsIn('items', 'item_id'), suite_id: traitsIn('suites', 'suite_id') };
