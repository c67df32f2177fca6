/** Orders for tests: pushed with the boring parts filled in, and what they reserve. */
import type { OrderResult, PushedOrder, PushedSubOrder } from '@tongbu/model';
import type { ImportRecord } from '../src/import/import.ts';
import type { Portion } from '../src/orders/ask.ts';
import type { Push } from '../src/orders/push.ts';
import type { Shipped } from '../src/orders/ship.ts';
import type { Value } from '../src/store/database.ts';
import type { TestEngine } from './databases.ts';
import { put, seed, sql, T0 } from './shop.ts';

export type Line = Partial<PushedSubOrder> & { oid: string };
export type Draft = Partial<Omit<PushedOrder, 'subOrders'>> & { tid: string; subOrders: (Line | string)[] };

/** One piece of item A1 for 10, paid and to be shipped; a bare text is its oid. */
export function lineOf(line: Line | string): PushedSubOrder {
  const given = typeof line === 'string' ? { oid: line } : line;
  return {
    state: 'toShip',
    refund: 'none',
    kind: 0,
    goodsId: '',
    specId: '',
    goodsNo: '',
    specNo: 'A1',
    goodsName: '',
    specName: '',
    count: '1',
    price: '10',
    adjustAmount: '0',
    discount: '0',
    shareDiscount: '0',
    remark: '',
    ...given,
  };
}

/** An order that is paid and to be shipped. */
export function orderOf({ subOrders, ...draft }: Draft): PushedOrder {
  return {
    state: 'toShip',
    payment: 'paid',
    deliveryTerm: 1,
    tradeAt: T0,
    paidAt: T0,
    endedAt: null,
    buyerNick: '买家',
    receiver: { name: '张三', mobile: '13800000000', telno: '', area: '浙江省 杭州市 西湖区', address: '龙井路1号', zip: '' },
    receivable: '0',
    postage: '0',
    codAmount: '0',
    warehouseNo: '',
    carrierType: -1,
    buyerMessage: '',
    remark: '',
    sealed: false,
    ...draft,
    subOrders: subOrders.map((line) =>
      lineOf(draft.state ? { state: draft.state, ...(typeof line === 'string' ? { oid: line } : line) } : line),
    ),
  };
}

/** A seller of its own with items A1…A5, 100 pieces each in W1, and carriers SF (mapped) and XX (not). */
export async function openShop(t: TestEngine, seller: string, settings: ImportRecord = {}): Promise<OrderShop> {
  const shop = new OrderShop(t, seller);
  await seed(t.engine, seller);
  const codes = ['A1', 'A2', 'A3', 'A4', 'A5'];
  await shop.put(
    'items',
    codes.map((spec_no) => ({ spec_no })),
  );
  await shop.put(
    'levels',
    codes.map((spec_no) => ({ spec_no, warehouse_no: 'W1', stock_num: '100' })),
  );
  await shop.put('carriers', [
    { logistics_no: 'SF', logistics_name: '顺丰', logistics_type: '8' },
    { logistics_no: 'XX', logistics_name: '小小快运' },
  ]);
  await shop.set(settings);
  return shop;
}

/** A seller whose orders are tested. */
export class OrderShop {
  readonly t: TestEngine;
  readonly seller: string;
  readonly who: { seller: string; actor: string; now: number };

  constructor(t: TestEngine, seller: string) {
    this.t = t;
    this.seller = seller;
    this.who = { seller, actor: 'operator', now: T0 };
  }

  /** Imports rows. */
  put(kind: string, rows: ImportRecord[]): Promise<number> {
    return put(this.t.engine, kind, rows, T0, this.seller);
  }

  /** Settings of shop S1. */
  set(settings: ImportRecord): Promise<number> {
    return this.put('shops', [{ shop_no: 'S1', shop_name: '一号店', ...settings }]);
  }

  /** A suite of items, by their numbers. */
  async makeSuite(code: string, parts: Record<number, string>): Promise<void> {
    await this.put(
      'suites',
      Object.entries(parts).map(([item, count]) => ({ suite_no: code, spec_no: `A${item}`, count })),
    );
  }

  /** Pushes orders for shop S1. */
  async pushAll(drafts: Draft[], options: Partial<Push> = {}): Promise<OrderResult[]> {
    const caller = { seller: this.seller, key: null, actor: 'flagship:demo-app' };
    const fixed = { caller, shopNo: 'S1', whole: false, checkAmounts: false, request: null, signedAt: T0, now: T0 };
    return (await this.t.engine.pushOrders({ ...fixed, orders: drafts.map(orderOf), ...options })) ?? [];
  }

  /** Pushes one order. @returns its effect, or why it was refused */
  async push(draft: Draft, options: Partial<Push> = {}): Promise<string> {
    const [result] = await this.pushAll([draft], options);
    return result?.effect === 'refused' ? [result.reason, result.detail].filter(Boolean).join(' ') : (result?.effect ?? 'none');
  }

  /** Ships an order; sub-orders as `a b`, null for all of it. */
  ship(tid: string, lines: Portion[] | string | null, number: string | string[], carrier = 'SF'): Promise<Shipped> {
    const portions = typeof lines === 'string' ? lines.split(' ').map((oid) => ({ oid })) : lines;
    return this.t.engine.shipOrder({ ...this.who, tid, lines: portions, carrier, numbers: [number].flat() });
  }

  /** Rows of a table of this seller's. */
  rows<R extends object>(columns: string, rest: string, values: Record<string, Value> = {}): Promise<R[]> {
    return sql<R>(this.t.database, `select ${columns} from ${rest.replace(' where ', ' where seller = :seller and ')}`, {
      seller: this.seller,
      ...values,
    });
  }

  /** All that orders write. */
  async tables(): Promise<object[][]> {
    const names = ['levels', 'listings', 'orders', 'sub_orders', 'trades', 'trade_lines', 'shipments'];
    return Promise.all(names.map((name) => this.rows('*', `${name} where true order by 1, 2, 3`)));
  }

  /** What an item's level holds in a warehouse, without the stock where it is 100. */
  async level(specNo: string, warehouseNo = 'W1'): Promise<Record<string, string>> {
    const [row] = await sql<{ stock: string; others: string }>(
      this.t.database,
      `select l.stock_num as stock, l.others from levels l
       join items i on i.seller = l.seller and i.item_id = l.item_id join warehouses w on w.seller = l.seller and w.warehouse_id = l.warehouse_id
       where l.seller = :seller and i.spec_no = :specNo and w.warehouse_no = :warehouseNo`,
      { seller: this.seller, specNo, warehouseNo },
    );
    return row ? { ...(row.stock !== '100' && { stock_num: row.stock }), ...JSON.parse(row.others) } : {};
  }

  /** Levels of A1…A5 in W1. */
  levels(): Promise<Record<string, string>[]> {
    return Promise.all(['A1', 'A2', 'A3', 'A4', 'A5'].map((item) => this.level(item)));
  }

  /** Records of an order, oldest first: `oids number`, a whole one as `*`, with `part`, pieces and state where they are not plain. */
  async records(tid = 'T'): Promise<string[]> {
    const rows = await this.rows<{ oids: string; part: number; tracking_number: string; goods_count: string | null; state: string }>(
      'oids, part, tracking_number, goods_count, state',
      'shipments where tid = :tid order by shipment_id',
      { tid },
    );
    return rows.map(({ oids, part, tracking_number, goods_count, state }) =>
      [oids || '*', part ? 'part' : '', tracking_number, goods_count ? `× ${goods_count}` : '', state === 'pending' ? '' : state]
        .filter(Boolean)
        .join(' '),
    );
  }

  /** Numbers of the trades whose pieces have still to leave. */
  async openTrades(): Promise<number[]> {
    const rows = await this.rows<{ trade: number }>('trade_id as trade', "trades where state not in ('shipped', 'cancelled') order by 1");
    return rows.map(({ trade }) => trade);
  }
}
