/** Which rule acts on a listing: a pure function. */

/** What the choice looks at in a rule. */
export interface Scope {
  rule: number;
  priority: number;
  enabled: boolean;
  /** Numbers of the shops it acts in; null for all. */
  shops: readonly number[] | null;
  /** A path such as `服饰/女装`: it acts on what stands there or under it; `''` for any. */
  category: string;
  /** `''` for any. */
  brand: string;
  /** Numbers of the warehouses it counts; null for all, an empty list for none: then nothing is synced. */
  warehouses: readonly number[] | null;
}

/** What the choice looks at in a listing. */
export interface Chooser {
  shop: number;
  /** Number of the rule that was set for this listing by hand; null for none. */
  ownRule: number | null;
  /** Of the item or suite that it is bound to. */
  category: string;
  brand: string;
}

/**
 * The rule that acts, and why; or why none does, with the rule that stands in the way.
 *
 * | why | |
 * | --- | --- |
 * | own | it was set for this listing by hand |
 * | scope | of the enabled rules whose scope fits it has the highest priority |
 * | own rule disabled | the one set by hand is disabled, and nothing else was asked for |
 * | none fits | no enabled rule has a scope that fits |
 * | no warehouse | the rule that would act counts no warehouse |
 */
export type Choice<R extends Scope> =
  | { rule: R; why: 'own' | 'scope' }
  | { rule: null; why: 'own rule disabled' | 'none fits' | 'no warehouse'; by: R | null };

/**
 * Chooses: the listing's own rule first, else of the enabled rules whose scope fits the one with the highest priority.
 *
 * @param rules all rules of the seller, highest priority first
 */
export function chooseRule<R extends Scope>(listing: Chooser, rules: readonly R[]): Choice<R> {
  const own = listing.ownRule === null ? undefined : rules.find(({ rule }) => rule === listing.ownRule);
  if (own && !own.enabled) return { rule: null, why: 'own rule disabled', by: own };
  const rule = own ?? rules.find((each) => each.enabled && fits(listing, each));
  if (!rule) return { rule: null, why: 'none fits', by: null };
  if (rule.warehouses?.length === 0) return { rule: null, why: 'no warehouse', by: rule };
  return { rule, why: own ? 'own' : 'scope' };
}

function fits({ shop, category, brand }: Chooser, scope: Scope): boolean {
  if (scope.shops !== null && !scope.shops.includes(shop)) return false;
  if (scope.brand !== '' && scope.brand !== brand) return false;
  return scope.category === '' || category === scope.category || category.startsWith(`${scope.category}/`);
}
