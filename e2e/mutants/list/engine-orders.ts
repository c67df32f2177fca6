import type { Mutant } from '../mutant.ts';

/** Mistakes with orders and what leaves the warehouse. */
export const engineOrdersMutants: Mutant[] = [
  {
    name: 'refund-keeps-its-reservation',
    about: 'What is taken out of a trade stays reserved.',
    test: {
      file: 'packages/engine/test/orders-push.test.ts',
      name: 'a refund of a sub-order releases its open pieces, and no later word takes it back',
    },
  },
  {
    name: 'shipped-stays-reserved',
    about: 'What has left stays reserved beside the stock it was taken from.',
    test: { file: 'packages/engine/test/orders-ship.test.ts', name: 'whole: one record, and stock goes down with what was reserved' },
  },
  {
    name: 'sub-order-reported-twice',
    about: 'A sub-order over several parcels is reported with each of them (L3).',
    test: { file: 'packages/engine/test/orders-ship.test.ts', name: 'one sub-order over several parcels: only the first is reported' },
  },
  {
    name: 'put-off-number-forgotten',
    about: 'The number that was put off until the last parcel is never told where the rest of the order is refunded instead.',
    test: {
      file: 'packages/engine/test/orders-ship.test.ts',
      name: 'split with the setting off, last: where the rest is given back, the number that left is reported',
    },
  },
  {
    name: 'price-changes-by-a-push',
    about: 'A push may change the price of a sub-order that is known.',
    test: {
      file: 'packages/engine/test/orders-push.test.ts',
      name: 'an order pushed twice changes nothing; its words, amounts and states change, pieces and price do not',
    },
  },
  {
    name: 'unmapped-carrier-guessed',
    about: 'A carrier mapped to nothing is told as the unknown carrier 0.',
    test: {
      file: 'packages/engine/test/orders-ship.test.ts',
      name: 'an unmapped carrier is visible: its records have no logistics_type, and it is listed',
    },
  },
  {
    name: 'merged-order-without-record',
    about: 'Of merged orders only the first is told its number.',
    test: { file: 'packages/engine/test/orders-ship.test.ts', name: 'merged orders: one record for each, under the same number' },
  },
  {
    name: 'closed-order-reserves',
    about: 'An order that is closed goes on reserving its pieces.',
    test: { file: 'packages/engine/test/orders-push.test.ts', name: 'an order that comes %s counts in %s' },
  },
  {
    name: 'split-pieces-stay-behind',
    about: 'Pieces that are split off stay in the trade they came from too: more leaves than was ordered (L3).',
    test: {
      file: 'packages/engine/test/orders-ship.test.ts',
      name: 'quantity split: each record counts its pieces, and what waits never exceeds the sub-order (L3)',
    },
  },
];
