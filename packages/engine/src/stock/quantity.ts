/** How many a listing should show: a pure function of levels and rule that can explain itself. */
import { fromScaled, type Quantity, SCALE, toScaled } from '@tongbu/model';
import { EXTERNAL_DIFFERENCE, type Others, usedBy } from './mask.ts';

/** An item's quantities in one warehouse. */
export interface Level {
  warehouse: number;
  stock: Quantity;
  others: Others;
  /** Whether somebody else runs the warehouse: then its `wms_stock_diff` is added. */
  external?: boolean;
}

/** What one suite takes of an item. */
export interface Part {
  /** Merchant code of the item. */
  name: string;
  /** How many of it; more than 0. */
  count: Quantity;
  levels: readonly Level[];
}

/** What a listing sells: an item, by its levels, or a suite, by its parts. */
export type Goods = { levels: readonly Level[] } | { parts: readonly Part[] };

/** The part of a rule (库存同步策略) that makes the quantity. */
export interface QuantityRule {
  /** Numbers of the warehouses that count. */
  counted: ReadonlySet<number>;
  mask: number;
  percent: number;
  plus: Quantity;
  min: Quantity;
  /** `'0'` means no maximum. */
  max: Quantity;
  autoDelisting: boolean;
}

/** One step of the calculation: what was done, and what it came to. */
export interface Step {
  step: 'part' | 'warehouse' | 'sum' | 'percent and plus' | 'cut' | 'min' | 'max' | 'zero';
  /** Number of the warehouse, for the steps `part` and `warehouse`. */
  warehouse?: number;
  /** Merchant code of the item, for the step `part`. */
  part?: string;
  /** How the value arose, in figures: `120 - order_num 3`. */
  how: string;
  value: Quantity;
}

/** What a listing should show: a whole number, never negative, below 2³¹, and how it came about. */
export interface Explained {
  quantity: Quantity;
  steps: Step[];
}

/** The wire's quantities are 32-bit. */
const LARGEST = 2n ** 31n - 1n;

/**
 * Calculates the quantity, exactly.
 *
 * Per warehouse the physical stock and every quantity the mask names, with its sign; of a suite as many as the scarcest part
 * makes there, for one is never put together across warehouses. The sum times percent, plus `plus`, cut downward; below `min` it
 * is `min`, or 0 where listings go off sale by themselves; above `max` it is `max`.
 *
 * @see the specification, flagship 5.3
 */
export function explainQuantity(goods: Goods, rule: QuantityRule): Explained {
  const steps: Step[] = [];
  const quantity = calculateQuantity(goods, rule, (step, how, scaled, where = {}) => {
    steps.push({ step, ...where, how: how(), value: fromScaled(scaled) });
  });
  return { quantity, steps };
}

/** Hears of a step; the words are made only for one who asks. */
type OnStep = (step: Step['step'], how: () => string, scaled: bigint, where?: Pick<Step, 'warehouse' | 'part'>) => void;

/** The quantity of {@link explainQuantity} alone; explaining costs several times as much. */
export function calculateQuantity(goods: Goods, rule: QuantityRule, onStep: OnStep = () => {}): Quantity {
  const note = (step: Step['step'], how: () => string, scaled: bigint) => {
    onStep(step, how, scaled);
    return scaled;
  };
  const { percent, plus } = rule;
  const sum = 'parts' in goods ? sumOfSuite(goods.parts, rule, onStep) : sumOfItem(goods.levels, rule, onStep);
  const scaled = (sum * BigInt(percent)) / 100n;
  const exactlyCut = (sum * BigInt(percent)) % 100n < 0n ? scaled - 1n : scaled;
  const shown = note('percent and plus', () => `${fromScaled(sum)} × ${percent} % + ${plus}`, exactlyCut + toScaled(plus));
  let whole = note('cut', () => 'cut downward to a whole number', floor(shown));
  const min = toScaled(rule.min);
  if (whole < min) {
    const [how, value] = rule.autoDelisting ? ['below min: off sale, so 0', 0n] : ['below min', ceiling(min)];
    whole = note('min', () => `${how} (min ${rule.min})`, value as bigint);
  }
  const max = toScaled(rule.max);
  if (max > 0n && whole > max) whole = note('max', () => `above max (max ${rule.max})`, floor(max));
  if (whole < 0n) whole = note('zero', () => 'never below 0', 0n);
  if (whole > LARGEST * SCALE) whole = note('max', () => 'the wire holds no more', LARGEST * SCALE);
  return fromScaled(whole);
}

function sumOfItem(levels: readonly Level[], { counted, mask }: QuantityRule, onStep: OnStep): bigint {
  let sum = 0n;
  const values: bigint[] = [];
  for (const level of levels) {
    const { warehouse } = level;
    if (!counted.has(warehouse)) continue;
    const value = base(level, mask);
    onStep('warehouse', () => howBase(level, mask), value, { warehouse });
    sum += value;
    values.push(value);
  }
  onStep('sum', () => howSum(values), sum);
  return sum;
}

function sumOfSuite(parts: readonly Part[], { counted, mask }: QuantityRule, onStep: OnStep): bigint {
  const warehouses = new Set<number>();
  for (const { levels } of parts) for (const { warehouse } of levels) if (counted.has(warehouse)) warehouses.add(warehouse);
  let sum = 0n;
  const values: bigint[] = [];
  for (const warehouse of [...warehouses].sort((a, b) => a - b)) {
    const makes = parts.map(({ name, count, levels }) => {
      const level = levels.find((each) => each.warehouse === warehouse) ?? { warehouse, stock: '0', others: {} };
      const value = base(level, mask);
      onStep('part', () => howBase(level, mask), value, { warehouse, part: name });
      return { value, count, whole: floorOf(value, toScaled(count)) };
    });
    const value = makes.reduce((least, { whole }) => (whole < least ? whole : least), makes[0]?.whole ?? 0n) * SCALE;
    const how = () => `min(${makes.map((each) => `${fromScaled(each.value)} ÷ ${each.count}`).join(', ')})`;
    onStep('warehouse', how, value, { warehouse });
    sum += value;
    values.push(value);
  }
  onStep('sum', () => howSum(values), sum);
  return sum;
}

function howSum(values: bigint[]): string {
  return values.map((value) => (value < 0n ? `(${fromScaled(value)})` : fromScaled(value))).join(' + ') || 'no level';
}

function base(level: Level, mask: number): bigint {
  let value = toScaled(level.stock);
  for (const { name, sign } of countedIn(level, mask)) {
    const other = level.others[name];
    if (other !== undefined) value += BigInt(sign) * toScaled(other);
  }
  return value;
}

function howBase(level: Level, mask: number): string {
  const used = countedIn(level, mask).filter(({ name }) => level.others[name] !== undefined);
  return [level.stock, ...used.map(({ name, sign }) => `${sign < 0 ? '-' : '+'} ${name} ${level.others[name]}`)].join(' ');
}

const DIFFERENCE = { name: EXTERNAL_DIFFERENCE, sign: 1 } as const;

function countedIn({ external }: Level, mask: number) {
  return external ? [...usedBy(mask), DIFFERENCE] : usedBy(mask);
}

function floor(scaled: bigint): bigint {
  return floorOf(scaled, SCALE) * SCALE;
}

/** The largest whole number that is not above `value ÷ divisor`; the divisor is positive. */
function floorOf(value: bigint, divisor: bigint): bigint {
  return value / divisor - (value % divisor < 0n ? 1n : 0n);
}

/** A fractional minimum is met by the next whole number. */
function ceiling(scaled: bigint): bigint {
  return -floor(-scaled);
}
