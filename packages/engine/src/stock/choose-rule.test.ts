import { expect, test } from 'vitest';
import { type Chooser, chooseRule, type Scope } from './choose-rule.ts';

const scope = (rule: number, priority: number, rest: Partial<Scope> = {}): Scope => ({
  ...{ rule, priority, enabled: true, shops: null, category: '', brand: '', warehouses: null },
  ...rest,
});
const listing = (rest: Partial<Chooser> = {}): Chooser => ({ shop: 1, ownRule: null, category: '服饰/女装', brand: '栖岭', ...rest });

const DEFAULT = scope(1, 0);

test.each<[string, Chooser, Scope[], number | null, string]>([
  ['the only rule acts', listing(), [DEFAULT], 1, 'scope'],
  ['the highest priority acts', listing(), [scope(3, 9), scope(2, 5), DEFAULT], 3, 'scope'],
  ['a disabled rule does not act', listing(), [scope(3, 9, { enabled: false }), DEFAULT], 1, 'scope'],
  ['a shop that is listed fits', listing(), [scope(3, 9, { shops: [2, 1] }), DEFAULT], 3, 'scope'],
  ['a shop that is not listed does not fit', listing(), [scope(3, 9, { shops: [2] }), DEFAULT], 1, 'scope'],
  ['an empty list of shops fits none', listing(), [scope(3, 9, { shops: [] })], null, 'none fits'],
  ['the category itself fits', listing(), [scope(3, 9, { category: '服饰/女装' }), DEFAULT], 3, 'scope'],
  ['what lies under a category fits', listing(), [scope(3, 9, { category: '服饰' }), DEFAULT], 3, 'scope'],
  [
    'a category that only begins alike does not fit',
    listing({ category: '服饰配件' }),
    [scope(3, 9, { category: '服饰' }), DEFAULT],
    1,
    'scope',
  ],
  ['what lies above a category does not fit', listing({ category: '服饰' }), [scope(3, 9, { category: '服饰/女装' }), DEFAULT], 1, 'scope'],
  ['the brand fits', listing(), [scope(3, 9, { brand: '栖岭' }), DEFAULT], 3, 'scope'],
  ['another brand does not fit', listing({ brand: '' }), [scope(3, 9, { brand: '栖岭' }), DEFAULT], 1, 'scope'],
  ['all of a scope must fit', listing(), [scope(3, 9, { brand: '栖岭', shops: [2] }), DEFAULT], 1, 'scope'],
  [
    'its own rule acts before all others, whatever its scope',
    listing({ ownRule: 2 }),
    [scope(3, 9), scope(2, 5, { shops: [2] })],
    2,
    'own',
  ],
  ['its own rule disabled, none acts', listing({ ownRule: 2 }), [scope(3, 9), scope(2, 5, { enabled: false })], null, 'own rule disabled'],
  ['an own rule that is gone is none', listing({ ownRule: 7 }), [DEFAULT], 1, 'scope'],
  ['no rule at all', listing(), [], null, 'none fits'],
  ['a rule that counts no warehouse stops it', listing(), [scope(3, 9, { warehouses: [] }), DEFAULT], null, 'no warehouse'],
  ['a rule that counts a warehouse acts', listing(), [scope(3, 9, { warehouses: [4] }), DEFAULT], 3, 'scope'],
])('%s', (_, listing, rules, rule, why) => {
  const choice = chooseRule(listing, rules);
  expect([choice.rule?.rule ?? null, choice.why]).toEqual([rule, why]);
});
