/** How many a listing should show: a pure function of levels and rule that can explain itself. */
import { fromScaled, type Quantity, SCALE, toScaled } from '@tongbu/model';
import { type Others, usedBy } from './mask.ts';

/** An item's quantities in one warehouse. */
export interface Level {
  warehouse: number;
  stock: Quantity;
  others: Others;
}

/** The part of a rule (库存同步策略) that makes the quantity. */
export interface QuantityRule {
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
  step: 'warehouse' | 'sum' | 'percent and plus' | 'cut' | 'min' | 'max' | 'zero';
  /** Number of the warehouse, for the step of that name. */
  warehouse?: number;
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
 * Per warehouse the physical stock and every quantity the mask names, with its sign; the sum times percent, plus `plus`,
 * cut downward; below `min` it is `min`, or 0 where listings go off sale by themselves; above `max` it is `max`.
 *
 * @see the specification, flagship 5.3
 */
export function explainQuantity(levels: readonly Level[], rule: QuantityRule): Explained {
  const steps: Step[] = [];
  const quantity = calculateQuantity(levels, rule, (step, how, scaled, warehouse) => {
    steps.push({ step, how: how(), value: fromScaled(scaled), ...(warehouse !== undefined && { warehouse }) });
  });
  return { quantity, steps };
}

/** Hears of a step; the words are made only for one who asks. */
type OnStep = (step: Step['step'], how: () => string, scaled: bigint, warehouse?: number) => void;

/** The quantity of {@link explainQuantity} alone; explaining costs several times as much. */
export function calculateQuantity(levels: readonly Level[], rule: QuantityRule, onStep: OnStep = () => {}): Quantity {
  const note = (step: Step['step'], how: () => string, scaled: bigint, warehouse?: number) => {
    onStep(step, how, scaled, warehouse);
    return scaled;
  };
  const { mask, percent, plus } = rule;
  let sum = 0n;
  for (const level of levels) sum += note('warehouse', () => howBase(level, mask), base(level, mask), level.warehouse);
  note('sum', () => `${levels.length} warehouses`, sum);
  const scaled = (sum * BigInt(percent)) / 100n;
  const exactlyCut = (sum * BigInt(percent)) % 100n < 0n ? scaled - 1n : scaled;
  const all = sum;
  const shown = note('percent and plus', () => `${fromScaled(all)} × ${percent} % + ${plus}`, exactlyCut + toScaled(plus));
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

function base(level: Level, mask: number): bigint {
  let value = toScaled(level.stock);
  for (const { name, sign } of usedBy(mask)) {
    const other = level.others[name];
    if (other !== undefined) value += BigInt(sign) * toScaled(other);
  }
  return value;
}

function howBase(level: Level, mask: number): string {
  const used = usedBy(mask).filter(({ name }) => level.others[name] !== undefined);
  return [level.stock, ...used.map(({ name, sign }) => `${sign < 0 ? '-' : '+'} ${name} ${level.others[name]}`)].join(' ');
}

function floor(scaled: bigint): bigint {
  const rest = ((scaled % SCALE) + SCALE) % SCALE;
  return scaled - rest;
}

/** A fractional minimum is met by the next whole number. */
function ceiling(scaled: bigint): bigint {
  return -floor(-scaled);
}
