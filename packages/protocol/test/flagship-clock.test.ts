import { describe, expect, test } from 'vitest';
import { flagship } from '../src/index.ts';

const { checkClock, toTimestamp, fromTimestamp, EPOCH_SECONDS } = flagship;

const SENT = 411_561_000;
const SENT_MS = fromTimestamp(SENT);

function check(timestamp: string, now: number, v = '1.0') {
  return checkClock({ sid: '', key: '', salt: '', method: '', sign: '', v, timestamp }, now);
}

const tooFar = () => expect.objectContaining({ status: 7, message: '时间戳错误' });

test("the edition's time begins on 2012-01-01 at midnight in Beijing", () => {
  expect(EPOCH_SECONDS * 1000).toBe(Date.parse('2012-01-01T00:00:00+08:00'));
  expect(fromTimestamp(0)).toBe(Date.parse('2011-12-31T16:00:00Z'));
  expect(toTimestamp(1_736_908_200_000)).toBe(411_561_000);
  expect(toTimestamp(SENT_MS + 999)).toBe(SENT);
});

describe('the window is 120 seconds either way, in whole seconds', () => {
  test.each([-120_000, -119_001, -1, 0, 1, 999, 119_999, 120_000, 120_999])('%i ms after the signature: accepted', (late) => {
    expect(check(String(SENT), SENT_MS + late)).toBe(SENT);
  });

  test.each([-121_000, -120_001, 121_000, 121_001, 3_600_000, -3_600_000])('%i ms after the signature: refused', (late) => {
    expect(() => check(String(SENT), SENT_MS + late)).toThrow(tooFar());
  });
});

describe('the timestamp is a 32-bit integer', () => {
  test.each(['411561000', '+411561000', '0411561000'])('%s is one', (timestamp) => {
    expect(check(timestamp, SENT_MS)).toBe(SENT);
  });

  test.each(['0', '-1', '2147483647', '-2147483647'])('%s is one, but far off', (timestamp) => {
    expect(() => check(timestamp, SENT_MS)).toThrow(tooFar());
  });

  test.each(['1665947116495', '2147483648', '', ' 411561000', '411561000.0', '411561000 ', '4.11561e8', '0x18880000', 'now', '٤'])(
    '"%s" is none',
    (timestamp) => {
      expect(() => check(timestamp, SENT_MS)).toThrow(expect.objectContaining({ status: 1, message: `For input string: "${timestamp}"` }));
    },
  );
});

test.each(['1', '1.00', '2.0', '', ' 1.0'])('v "%s" is refused, before the timestamp is looked at', (v) => {
  expect(() => check('no number', SENT_MS, v)).toThrow(expect.objectContaining({ status: 8, message: '版本错误' }));
});
