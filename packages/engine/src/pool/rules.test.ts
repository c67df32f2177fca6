import { expect, test } from 'vitest';
import { isDue, LONGEST_DELAY_MS, retryAt, SHIPMENT_DELAYS_MS, STOCK_DELAYS_MS } from './delay.ts';
import { acknowledgeStock, endOfSecond, mayCancel, type StockState } from './rules.ts';

const T0 = 1_800_000_000_000;
const MINUTE = 60_000;
const UNDELAYED = { retryAt: 0, retrySteps: 0, failureSignedAt: 0 };
const state = (changes: Partial<StockState> = {}): StockState => ({
  version: 5,
  acknowledged: 3,
  quantity: '10',
  changedAt: T0,
  lastQuantity: '1',
  lastAt: T0,
  cancelSignedAt: 0,
  ...UNDELAYED,
  ...changes,
});
const now = { signedAt: T0, now: T0 };

test.each([
  ['success', 5, 'cleared', 5],
  ['success', 4, 'superseded', 4],
  ['success', 3, 'repeated', 3],
  ['success', 1, 'repeated', 3],
  ['success', 6, 'never issued', 3],
  ['success', 0, 'never issued', 3],
  ['success', null, 'unversioned', 3],
  ['fail', 5, 'delayed', 3],
  ['fail', 4, 'stale', 3],
  ['fail', 3, 'stale', 3],
  ['fail', 6, 'never issued', 3],
  ['fail', null, 'unversioned', 3],
] as const)('S2 S5 of a listing at version 5, acknowledged 3, a %s of %s is %s', (outcome, version, effect, acknowledged) => {
  const decided = acknowledgeStock(state(), { outcome, version, quantity: null }, now);
  expect(decided.effect).toBe(effect);
  expect(decided.state.acknowledged).toBe(acknowledged);
});

test.each([
  [5, T0, true],
  [4, T0, false],
  [6, T0, false],
  [-1, T0, true],
  [-1, T0 - 1, false],
  [-1, T0 + 999, true],
  [0, T0, false],
] as const)('S6 cancelling version %i, signed at %i: %s', (version, signedAt, may) => {
  expect(mayCancel(state(), version, signedAt)).toBe(may);
  expect(mayCancel(state({ acknowledged: 5 }), version, signedAt)).toBe(false);
});

test('S6 a cancellation of -1 signed no later than the last one cancels nothing; one that names the version does', () => {
  expect(mayCancel(state({ cancelSignedAt: T0 }), -1, T0)).toBe(false);
  expect(mayCancel(state({ cancelSignedAt: T0 }), -1, T0 + 1000)).toBe(true);
  expect(mayCancel(state({ cancelSignedAt: T0 }), 5, T0)).toBe(true);
});

test('S6 the second of signing ends with its last millisecond', () => {
  expect([0, 999, 1000, 1999].map(endOfSecond)).toEqual([1000, 1000, 2000, 2000]);
});

test('S5 L2 delays grow step by step, the last one repeats, and each ends at a whole second', () => {
  const minutes = (delays: number[]) => [0, 1, 2, 3, 4, 5, 6, 99].map((step) => (retryAt(delays, step, T0) - T0) / MINUTE);
  expect(minutes(STOCK_DELAYS_MS)).toEqual([1, 2, 5, 15, 30, 60, 60, 60]);
  expect(minutes(SHIPMENT_DELAYS_MS)).toEqual([1, 2, 5, 15, 30, 30, 30, 30]);
  expect(retryAt(STOCK_DELAYS_MS, 0, T0 + 1)).toBe(T0 + MINUTE + 1000);
});

test('B14 a time further away than any delay hides nothing', () => {
  expect(isDue(T0, T0)).toBe(true);
  expect(isDue(T0 + 1, T0)).toBe(false);
  expect(isDue(T0 + LONGEST_DELAY_MS, T0)).toBe(false);
  expect(isDue(T0 + LONGEST_DELAY_MS + 1, T0)).toBe(true);
  expect(retryAt(STOCK_DELAYS_MS, 9, T0 + 999)).toBeLessThanOrEqual(T0 + 999 + LONGEST_DELAY_MS);
});
