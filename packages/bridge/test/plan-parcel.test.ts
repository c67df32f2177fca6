/** What is to be done so that a shop has a parcel: a table, then every order of events. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planParcel, type ShopOrder, type ShopParcel } from '../src/shops/plan-parcel.ts';
import { shipment } from './shop-promises.ts';

const carrier = { code: 'SF', name: 'SF', trackingUrl: null };
const line = (id: string, pieces: number, oid: string | undefined = `o${id}`) => ({ id, oid, sku: `sku-${id}`, pieces });
const sent = (id: string, trackingNumber: string, contents: Record<string, number>, isSent = true): ShopParcel => ({
  ...{ id, trackingNumber, isSent },
  contents: Object.entries(contents).map(([line, pieces]) => ({ line, pieces })),
});
const order = (lines: ShopOrder['lines'], ...parcels: ShopParcel[]): ShopOrder => ({ lines, parcels });
const parcel = (more: object = {}) => shipment('T1', carrier, { trackingNumber: 'N1', ...more });
const whole = parcel();
const only = (...oids: string[]) => parcel({ lines: { oids } });
const pieces = (count: string) => parcel({ lines: { oids: ['o1'] }, count });
const two = [line('1', 2), line('2', 1)];

describe('a parcel beside the order as the shop has it', () => {
  test.each([
    [
      'a whole order',
      whole,
      order(two),
      {
        step: 'make',
        contents: [
          { line: '1', pieces: 2 },
          { line: '2', pieces: 1 },
        ],
      },
    ],
    ['one sub-order', only('o2'), order(two), { step: 'make', contents: [{ line: '2', pieces: 1 }] }],
    ['a sub-order named twice', only('o2', 'o2'), order(two), { step: 'make', contents: [{ line: '2', pieces: 1 }] }],
    [
      'a whole order with a cancelled line',
      whole,
      order([line('1', 0), line('2', 1)]),
      { step: 'make', contents: [{ line: '2', pieces: 1 }] },
    ],
    [
      'the rest after another number',
      only('o2'),
      order(two, sent('9', 'N0', { 1: 2 })),
      { step: 'make', contents: [{ line: '2', pieces: 1 }] },
    ],
    ['part of it made by hand', whole, order(two, sent('9', 'N1', { 1: 2 })), { step: 'make', contents: [{ line: '2', pieces: 1 }] }],
    ['some pieces of a sub-order', pieces('1'), order(two), { step: 'make', contents: [{ line: '1', pieces: 1 }] }],
    ['the other pieces', pieces('1'), order(two, sent('9', 'N0', { 1: 1 })), { step: 'make', contents: [{ line: '1', pieces: 1 }] }],
    ['the same again', whole, order(two, sent('9', 'N1', { 1: 2, 2: 1 })), { step: 'none', there: [{ id: '9' }] }],
    [
      'the same, not yet marked as sent',
      whole,
      order(two, sent('9', 'N1', { 1: 2, 2: 1 }, false)),
      { step: 'none', there: [{ isSent: false }] },
    ],
    [
      'a sub-order of a parcel that holds more',
      only('o1'),
      order(two, sent('9', 'N1', { 1: 2, 2: 1 })),
      { step: 'none', there: [{ id: '9' }] },
    ],
    ['no such sub-order', only('o1', 'x'), order(two), { step: 'refuse', outcome: 'unknown', what: 'sub-order', subject: 'x' }],
    ['two lines of one name', only('o'), order([line('1', 1, 'o'), line('2', 1, 'o')]), { outcome: 'unknown', subject: 'o' }],
    ['no sub-order at all', only(), order(two), { step: 'refuse', outcome: 'failed' }],
    [
      'another number',
      whole,
      order(two, sent('9', 'N0', { 1: 2, 2: 1 })),
      { step: 'refuse', outcome: 'failed', reason: expect.stringContaining('N0') },
    ],
    [
      'a parcel without a number',
      only('o1'),
      order(two, sent('9', '', { 1: 2 })),
      { outcome: 'failed', reason: expect.stringContaining('no number') },
    ],
    ['a whole order, part of it gone otherwise', whole, order(two, sent('9', 'N0', { 2: 1 })), { step: 'refuse', outcome: 'failed' }],
    ['more pieces than there are', pieces('3'), order(two), { step: 'refuse', outcome: 'failed' }],
    ['half a piece', pieces('0.5'), order(two), { step: 'refuse', outcome: 'failed' }],
    ['nothing of it', pieces('0'), order(two), { step: 'refuse', outcome: 'failed' }],
    ['a cancelled sub-order', only('o1'), order([line('1', 0)]), { outcome: 'failed', reason: expect.stringContaining('cancelled') }],
    ['an order that was cancelled', whole, order([line('1', 0)]), { step: 'refuse', outcome: 'failed' }],
    ['no number', parcel({ trackingNumber: '' }), order(two), { step: 'refuse', outcome: 'failed' }],
  ])('%s', (_, wanted, found, plan) => {
    const { step, refusal, ...more } = { refusal: {}, ...planParcel(wanted, found) };
    expect({ step, ...refusal, ...more }).toMatchObject(plan);
  });

  describe('made twice under one number', () => {
    const twins = (...parcels: ShopParcel[]) => order([line('1', 2), line('2', 1)], ...parcels);
    const all = { 1: 2, 2: 1 };

    test.each([
      ['the older stays', false, whole, twins(sent('10', 'N1', all, false), sent('9', 'N1', all, false)), ['10']],
      ['what is sent stays', false, whole, twins(sent('10', 'N1', all), sent('9', 'N1', all, false)), ['9']],
      ['of three one stays', false, whole, twins(sent('9', 'N1', all), sent('10', 'N1', all), sent('11', 'N1', all)), ['11', '10']],
      ['another number is none of it', false, only('o2'), twins(sent('8', 'N0', { 1: 2 }), sent('9', 'N1', { 2: 1 })), []],
      ['two halves are both needed', false, whole, twins(sent('9', 'N1', { 1: 2 }), sent('10', 'N1', { 2: 1 })), []],
      ['a piece of two: both may be meant', false, pieces('1'), twins(sent('9', 'N1', { 1: 1 }), sent('10', 'N1', { 1: 1 })), []],
      ['a piece of two that was just made', true, pieces('1'), twins(sent('9', 'N1', { 1: 1 }), sent('10', 'N1', { 1: 1 })), ['10']],
      ['one that holds another line too', true, pieces('1'), twins(sent('9', 'N1', { 1: 1 }), sent('10', 'N1', { 1: 1, 2: 1 })), ['9']],
    ] as const)('%s', (_, madeIt, wanted, found, surplus) => {
      const plan = planParcel(wanted, found, madeIt);
      expect(plan.step === 'none' && plan.surplus.map(({ id }) => id)).toEqual(surplus);
    });
  });

  test('whatever arrives, in whatever order and however often, no line leaves twice and no parcel is made twice', () => {
    const line3 = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 });
    const arrival = fc.record({
      number: fc.constantFrom('N1', 'N2', 'N3'),
      lines: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }), { nil: null }),
      count: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    });
    fc.assert(
      fc.property(line3, fc.array(arrival, { maxLength: 12 }), (sizes, arrivals) => {
        const shop = order(sizes.map((size, at) => line(String(at), size)));
        for (const { number, lines, count } of arrivals) {
          const named = lines === null ? 'whole order' : { oids: lines.map((at) => `o${at}`) };
          const single = lines?.length === 1 && count !== null ? String(count) : null;
          const wanted = parcel({ trackingNumber: number, lines: named, count: single });
          const plan = planParcel(wanted, shop);
          if (plan.step === 'refuse') continue;
          if (plan.step === 'make') {
            shop.parcels.push({ id: String(shop.parcels.length), trackingNumber: number, isSent: true, contents: plan.contents });
          }
          expect(planParcel(wanted, shop).step).toBe('none');
        }
        for (const { id, pieces } of shop.lines) {
          const gone = shop.parcels.flatMap(({ contents }) => contents).filter((content) => content.line === id);
          expect(gone.reduce((sum, content) => sum + content.pieces, 0)).toBeLessThanOrEqual(pieces);
        }
      }),
    );
  });
});
