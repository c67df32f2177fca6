import { fromScaled, toScaled } from '@tongbu/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_MASK, OTHERS } from './mask.ts';
import { explainQuantity, type Level, type Part, type QuantityRule } from './quantity.ts';

const counted = new Set([1, 2, 3, 7]);
const PLAIN: QuantityRule = { counted, mask: 0, percent: 100, plus: '0', min: '0', max: '0', autoDelisting: false };
const level = (stock: string, others: Level['others'] = {}, warehouse = 1): Level => ({ warehouse, stock, others });
const quantity = (levels: Level[], rule: Partial<QuantityRule> = {}) => explainQuantity({ levels }, { ...PLAIN, ...rule }).quantity;

test.each([
  ['calcStock: percent 100, plus 1, min 1', { plus: '1', min: '1' }, '1'],
  ['batch: plus 1, min 200, delisting', { plus: '1', min: '200', autoDelisting: true }, '0'],
  ['region: plus 1, min 10, delisting inherited', { plus: '1', min: '10', autoDelisting: true }, '0'],
])('the documented example "%s" holds for a base of 0', (_, rule, expected) => {
  expect(quantity([], rule)).toBe(expected);
  expect(quantity([level('0')], rule)).toBe(expected);
});

test.each<[string, Level[], Partial<QuantityRule>, string]>([
  ['nothing is nothing', [], {}, '0'],
  ['warehouses are summed', [level('3'), level('4.5', {}, 2), level('0.5', {}, 3)], {}, '8'],
  ['pieces are cut downward', [level('9.9999')], {}, '9'],
  ['percent and plus are exact, and cut after both', [level('3')], { percent: 50, plus: '0.5' }, '2'],
  ['percent 0 shows only plus', [level('1000')], { percent: 0, plus: '7' }, '7'],
  ['a negative sum is 0', [level('-5')], {}, '0'],
  ['a negative half is cut downward before plus', [level('-0.0001')], { plus: '1' }, '0'],
  ['below min it is min', [level('3')], { min: '5' }, '5'],
  ['at min it stays', [level('5')], { min: '5', autoDelisting: true }, '5'],
  ['below a fractional min it is the next whole number', [level('3')], { min: '4.2' }, '5'],
  ['below min with delisting it is 0', [level('3')], { min: '5', autoDelisting: true }, '0'],
  ['above max it is max', [level('30')], { max: '20' }, '20'],
  ['a fractional max is cut', [level('30')], { max: '20.9' }, '20'],
  ['max 0 is no maximum', [level('30')], { max: '0' }, '30'],
  ['max wins over min', [level('3')], { min: '50', max: '20' }, '20'],
  ['promised pieces are taken off', [level('10', { order_num: '3', lock_num: '0.5' })], { mask: DEFAULT_MASK }, '6'],
  ['what the mask leaves out does not count', [level('10', { order_num: '3' })], { mask: 0 }, '10'],
  ['the wire holds no more than 2³¹ - 1', [level('999999999999999.9999')], {}, '2147483647'],
])('%s', (_, levels, rule, expected) => {
  expect(quantity(levels, rule)).toBe(expected);
});

test.each(OTHERS.map(({ name, sign }, bit) => [bit, name, sign] as const))('bit %i of the mask is %s with sign %i', (bit, name, sign) => {
  expect(quantity([level('10', { [name]: '4' })], { mask: 1 << bit })).toBe(String(10 + sign * 4));
  expect(quantity([level('10', { [name]: '4' })], { mask: 0xffff ^ (1 << bit) })).toBe('10');
});

test('the steps end with the quantity and name each warehouse', () => {
  const explained = explainQuantity(
    { levels: [level('120', { order_num: '3' }, 7)] },
    { ...PLAIN, mask: DEFAULT_MASK, percent: 50, max: '20' },
  );
  expect(explained.steps[0]).toEqual({ step: 'warehouse', warehouse: 7, how: '120 - order_num 3', value: '117' });
  expect(explained.steps.map(({ step }) => step)).toEqual(['warehouse', 'sum', 'percent and plus', 'cut', 'max']);
  expect(explained.steps.at(-1)?.value).toBe(explained.quantity);
});

const decimal = (max: bigint) => fc.bigInt({ min: -max, max }).map(fromScaled);
const levels = fc.array(
  fc
    .record({ stock: decimal(10n ** 9n), order_num: decimal(10n ** 8n), purchase_num: decimal(10n ** 8n) })
    .map(({ stock, order_num, purchase_num }): Level => ({ warehouse: 1, stock, others: { order_num, purchase_num } })),
  { maxLength: 4 },
);
const positive = fc.bigInt({ min: 0n, max: 10n ** 7n }).map(fromScaled);
const rule: fc.Arbitrary<QuantityRule> = fc.record({
  counted: fc.constant(counted),
  mask: fc.nat({ max: 65_535 }),
  percent: fc.nat({ max: 1000 }),
  plus: decimal(10n ** 6n),
  min: positive,
  max: positive,
  autoDelisting: fc.boolean(),
});

test('a quantity is a whole number, never negative, never over max', () => {
  fc.assert(
    fc.property(levels, rule, (levels, rule) => {
      const { quantity } = explainQuantity({ levels }, rule);
      expect(quantity).toMatch(/^\d+$/);
      if (rule.max !== '0') expect(toScaled(quantity)).toBeLessThanOrEqual(toScaled(rule.max));
      expect(Number(quantity)).toBeLessThan(2 ** 31);
    }),
  );
});

test('more stock never shows less', () => {
  fc.assert(
    fc.property(levels, rule, positive, (levels, rule, more) => {
      const before = Number(explainQuantity({ levels }, rule).quantity);
      expect(Number(explainQuantity({ levels: [...levels, level(more)] }, rule).quantity)).toBeGreaterThanOrEqual(before);
    }),
  );
});

test('with percent 100, plus 0 and no limits it is the base, cut downward, at least 0', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { maxLength: 4 }), (stocks) => {
      const sum = stocks.reduce((a, b) => a + b, 0n);
      const expected = sum < 0n ? 0n : sum / 10_000n;
      expect(quantity(stocks.map((stock) => level(fromScaled(stock))))).toBe(expected.toString());
    }),
  );
});

const part = (count: string, levels: Level[], name = 'A'): Part => ({ name, count, levels });
const suite = (parts: Part[], rule: Partial<QuantityRule> = {}) => explainQuantity({ parts }, { ...PLAIN, ...rule });

test.each<[string, Part[], Partial<QuantityRule>, string]>([
  ['the scarcest part decides', [part('1', [level('9')]), part('2', [level('7')], 'B')], {}, '3'],
  ['a part that lies nowhere makes none', [part('1', [level('9')]), part('1', [], 'B')], {}, '0'],
  ['parts of different warehouses make none', [part('1', [level('9')]), part('1', [level('9', {}, 2)], 'B')], {}, '0'],
  [
    'each warehouse makes its own, then they are summed',
    [part('2', [level('5'), level('3', {}, 2)]), part('1', [level('9'), level('9', {}, 2)], 'B')],
    {},
    '3', // 2 + 1, where 8 pieces in one place would make 4
  ],
  ['a fraction of a piece', [part('0.25', [level('1')])], {}, '4'],
  ['a fraction that is left is no suite', [part('0.3', [level('1')])], {}, '3'],
  ['promised pieces are taken off each part', [part('2', [level('10', { order_num: '3' })])], { mask: DEFAULT_MASK }, '3'],
  ['more promised than there is weighs on other warehouses', [part('2', [level('-3'), level('10', {}, 2)])], {}, '3'], // -2 + 5
  ['percent and limits act on the sum', [part('2', [level('21')])], { percent: 50, max: '4' }, '4'],
  ['warehouses that do not count are left out', [part('1', [level('5'), level('50', {}, 9)])], {}, '5'],
])('of a suite: %s', (_, parts, rule, expected) => {
  expect(suite(parts, rule).quantity).toBe(expected);
});

test('a suite is explained warehouse by warehouse, with each part by its name', () => {
  const parts = [part('1', [level('9', { order_num: '2' })], 'SHIRT'), part('2', [level('7')], 'SOCKS')];
  expect(suite(parts, { mask: DEFAULT_MASK }).steps.slice(0, 4)).toEqual([
    { step: 'part', warehouse: 1, part: 'SHIRT', how: '9 - order_num 2', value: '7' },
    { step: 'part', warehouse: 1, part: 'SOCKS', how: '7', value: '7' },
    { step: 'warehouse', warehouse: 1, how: 'min(7 ÷ 1, 7 ÷ 2)', value: '3' },
    { step: 'sum', how: '3', value: '3' },
  ]);
});

test.each([
  ['an external warehouse adds its difference', true, '7'],
  ['a warehouse of one’s own has none', false, '10'],
])('%s', (_, external, expected) => {
  const levels = [{ ...level('10', { wms_stock_diff: '-3' }), external }];
  expect(explainQuantity({ levels }, PLAIN).quantity).toBe(expected);
  expect(suite([part('1', levels)]).quantity).toBe(expected);
});

test('a warehouse that the rule does not count is left out', () => {
  expect(quantity([level('3'), level('4', {}, 9)])).toBe('3');
});

const whole = fc.integer({ min: -1000, max: 1_000_000 }).map(String);
const wholeLevels = fc.uniqueArray(
  fc.record({ warehouse: fc.constantFrom(1, 2, 3, 9), stock: whole, order_num: whole }).map(({ warehouse, stock, order_num }): Level => {
    return { warehouse, stock, others: { order_num } };
  }),
  { selector: ({ warehouse }) => warehouse },
);

test('a suite of one piece of one item shows what the item shows, where pieces are whole', () => {
  fc.assert(
    fc.property(wholeLevels, rule, (levels, rule) => {
      expect(explainQuantity({ parts: [part('1', levels)] }, rule).quantity).toBe(explainQuantity({ levels }, rule).quantity);
    }),
  );
});

const parts = fc.array(
  fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 6n }), wholeLevels).map(([count, levels]) => part(fromScaled(count), levels)),
  { minLength: 1, maxLength: 3 },
);

test('a suite is never negative, never over max, and more of a part never shows less', () => {
  fc.assert(
    fc.property(parts, rule, fc.nat(2), fc.constantFrom(1, 2, 3, 9), positive, (parts, rule, which, warehouse, more) => {
      const { quantity } = explainQuantity({ parts }, rule);
      expect(quantity).toMatch(/^\d+$/);
      if (rule.max !== '0') expect(toScaled(quantity)).toBeLessThanOrEqual(toScaled(rule.max));
      const fuller = parts.map((each, place) => {
        if (place !== which % parts.length || !each.levels.some((level) => level.warehouse === warehouse)) return each;
        const add = (level: Level) => (level.warehouse === warehouse ? fromScaled(toScaled(level.stock) + toScaled(more)) : level.stock);
        return { ...each, levels: each.levels.map((level) => ({ ...level, stock: add(level) })) };
      });
      expect(Number(explainQuantity({ parts: fuller }, rule).quantity)).toBeGreaterThanOrEqual(Number(quantity));
    }),
  );
});
