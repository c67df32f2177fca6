/** For any order of events, what levels reserve is what open trades hold, and what left is gone from stock; nothing is ever negative. */
import { fromScaled, type OrderState, toScaled } from '@tongbu/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '../src/error.ts';
import { RESERVED_AS } from '../src/orders/trade-state.ts';
import { databases, type TestEngine } from './databases.ts';
import { type Line, type OrderShop, openShop } from './orders.ts';
import { runs } from './seed.ts';

/** What orders may sell: pieces of items (by their numbers) in one of it. SET is a suite. */
const PARTS: Record<string, Record<number, string>> = { A1: { 1: '1' }, A2: { 2: '1' }, SET: { 1: '2', 3: '0.5' } };
const TIDS = ['T', 'U', 'V'];
/** Every order has these lines: the count of each. */
const LINES: [suffix: string, code: string, count: string][] = [
  ['a', 'A1', '2'],
  ['b', 'A2', '3'],
  ['c', 'SET', '2'],
];

type Event =
  | { kind: 'push'; tid: string; state: OrderState; refunded: number; warehouse: string }
  | { kind: 'pay' | 'close' | 'approve' | 'merge' | 'shipTrade'; tid: string; pick: number }
  | { kind: 'split' | 'refund' | 'ship'; tid: string; pick: number; line: string; num: string };

const states: OrderState[] = ['unpaid', 'balanceDue', 'toShip', 'toShip', 'partlyShipped', 'shipped', 'finished', 'refunded', 'closed'];
const tid = fc.constantFrom(...TIDS);
const pick = fc.nat(5);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant('push' as const),
    tid,
    state: fc.constantFrom(...states),
    refunded: fc.nat(7),
    warehouse: fc.constantFrom('', '', 'W1', 'W2'),
  }),
  fc.record({
    kind: fc.constantFrom('pay' as const, 'close' as const, 'approve' as const, 'merge' as const, 'shipTrade' as const),
    tid,
    pick,
  }),
  fc.record({
    kind: fc.constantFrom('split' as const, 'refund' as const, 'ship' as const),
    tid,
    pick,
    line: fc.constantFrom('a', 'b', 'c'),
    num: fc.constantFrom('0.5', '1', '2', '3'),
  }),
);
const settings = fc.record({
  is_split_shipping: fc.constantFrom('0', '1'),
  reported_number: fc.constantFrom('main', 'first', 'last'),
  is_split_by_quantity: fc.constantFrom('0', '1'),
});

describe.each(databases)('any order of events on $name', ({ name, open }) => {
  let t: TestEngine;
  let sellers = 0;
  beforeAll(async () => {
    t = await open();
  });
  afterAll(() => t.close());

  /** Does an event; whether it was refused does not matter, but anything else that is thrown does. */
  async function act(shop: OrderShop, event: Event): Promise<void> {
    const { who } = shop;
    const trades = await shop.openTrades();
    const at = 'pick' in event ? event.pick % Math.max(1, trades.length) : 0;
    const trade = trades[at] ?? 0;
    const { engine } = t;
    const consignment = { ...who, carrier: 'SF', allowNegative: true };
    const portion = 'line' in event ? [{ oid: `${event.tid}-${event.line}`, num: event.num }] : [];
    const acts: Record<Event['kind'], () => Promise<unknown>> = {
      push: () => shop.push(draftOf(event as Event & { kind: 'push' })),
      pay: () => engine.payOrder({ ...who, tid: event.tid }),
      close: () => engine.closeOrder({ ...who, tid: event.tid }),
      approve: () => engine.approveTrades({ ...who, trades: [trade] }),
      merge: () => engine.mergeTrades({ ...who, trades: trades.slice(at, at + 2) }),
      split: () => engine.splitTrade({ ...who, trade, lines: portion }),
      refund: () => engine.refundSubOrders({ ...who, tid: event.tid, lines: portion }),
      ship: () => engine.shipOrder({ ...consignment, tid: event.tid, lines: portion, numbers: [`N${++numbers}`] }),
      shipTrade: () => engine.shipTrade({ ...consignment, trade, numbers: [`N${++numbers}`] }),
    };
    await acts[event.kind]().catch((error: unknown) => {
      if (!(error instanceof EngineError) || (error.code !== 'input' && error.code !== 'unknown')) throw error;
    });
  }
  let numbers = 0;

  function draftOf({ tid, state, refunded, warehouse }: Event & { kind: 'push' }) {
    const subOrders = LINES.map(([suffix, specNo, count], i): Line => {
      return { oid: `${tid}-${suffix}`, specNo, count, state, refund: (refunded >> i) & 1 && i > 0 ? 'refunded' : 'none' };
    });
    return { tid, state, warehouseNo: warehouse, subOrders };
  }

  async function check(shop: OrderShop): Promise<void> {
    const filter = { shopNo: null, warehouseNo: null, state: null };
    const trades = await t.engine.listTrades({ seller: shop.seller, filter, after: 0, limit: 1000 });
    const wanted = new Map<string, bigint>();
    for (const { warehouseNo, state, lines } of trades) {
      for (const { oid, num } of lines) {
        const code = LINES.find(([suffix]) => oid.endsWith(suffix))?.[1] as string;
        for (const [item, each] of Object.entries(PARTS[code] as Record<number, string>)) {
          const pieces = (toScaled(num) * toScaled(each)) / 10_000n;
          const column = RESERVED_AS[state] ?? 'stock_num';
          const key = `A${item} ${warehouseNo} ${column}`;
          wanted.set(
            key,
            (wanted.get(key) ?? (column === 'stock_num' && warehouseNo === 'W1' ? 1_000_000n : 0n)) +
              (column === 'stock_num' ? -pieces : pieces),
          );
        }
      }
    }
    const held = new Map<string, bigint>();
    for (const warehouse of ['W1', 'W2']) {
      for (const item of ['A1', 'A2', 'A3']) {
        for (const [column, num] of Object.entries(await shop.level(item, warehouse))) {
          if (num !== '0') held.set(`${item} ${warehouse} ${column}`, toScaled(num));
        }
      }
    }
    for (const [key, sum] of wanted) if (sum === 0n || (key.includes('W1 stock') && sum === 1_000_000n)) wanted.delete(key);
    const told = (map: Map<string, bigint>) => [...map].map(([key, sum]) => `${key} ${fromScaled(sum)}`).sort();
    expect(told(held)).toEqual(told(wanted));
    for (const tid of TIDS) await checkOrder(shop, tid, trades);
  }

  type Trades = Awaited<ReturnType<TestEngine['engine']['listTrades']>>;

  async function checkOrder(shop: OrderShop, tid: string, trades: Trades): Promise<void> {
    if ((await shop.rows('1 as one', 'orders where tid = :tid', { tid })).length === 0) return;
    const order = await t.engine.showOrder({ seller: shop.seller, tid });
    for (const { count, open, shipped, dropped } of order.subOrders) {
      for (const part of [open, shipped, dropped]) expect(toScaled(part)).toBeGreaterThanOrEqual(0n);
      expect(toScaled(open) + toScaled(shipped) + toScaled(dropped)).toBe(toScaled(count));
    }
    const isOpen = order.subOrders.some(({ open }) => open !== '0');
    const isShipped = order.subOrders.some(({ shipped }) => shipped !== '0');
    expect(order.progress).toBe(isOpen ? (isShipped ? 'partly' : 'open') : isShipped ? 'shipped' : 'ended');
    // L3: never two pending records for one sub-order, but where pieces are counted, and then never more than there are.
    for (const { oid, count } of order.subOrders) {
      const pending = order.shipments.filter(({ state, oids }) => state === 'pending' && (oids.length === 0 || oids.includes(oid)));
      if (pending.length < 2) continue;
      expect(pending.every(({ goodsCount }) => goodsCount !== null)).toBe(true);
      const inThem = pending.flatMap(({ tradeId }) => trades.find(({ trade }) => trade === tradeId)?.lines ?? []);
      const sum = inThem.filter((line) => line.oid === oid).reduce((all, { num }) => all + toScaled(num), 0n);
      expect(sum).toBeLessThanOrEqual(toScaled(count));
    }
  }

  test('what is reserved follows from what is open, whatever happens', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(event, { minLength: 4, maxLength: 18 }), async (chosen, events) => {
        const shop = await openShop(t, `seller-${++sellers}`, chosen);
        await shop.makeSuite('SET', PARTS['SET'] as Record<number, string>);
        for (const tid of TIDS) await shop.push(draftOf({ kind: 'push', tid, state: 'unpaid', refunded: 0, warehouse: '' }));
        for (const each of events) {
          await act(shop, each);
          await check(shop);
        }
      }),
      runs(name === 'SQLite' ? 40 : 4),
    );
  });
});
