/** A shop and its ERP at work: a loop of changes, pulls and results of every kind, as a listener on the line would see it. */
import { enterpriseRequest, flagshipRequest, type SignedRequest } from '@tongbu/client';
import type { Engine } from '@tongbu/engine';
import { addShipments, KEYS, raiseListings, SHOP, WAREHOUSE } from '../seed.ts';
import type { Extent } from './calls.ts';
import type { Random } from './random.ts';

/** A signed request as it travelled, without the server's address. */
export interface Recorded {
  kind: string;
  target: string;
  body: string;
  headers: Record<string, string>;
  /** It asks, and changes nothing. */
  isPull: boolean;
}

const CALLER = { seller: KEYS.flagship.sid, key: null, actor: 'rig' };

/** By how many seconds a client's clock is off; all within both windows, and none near a delay of the pools. */
const CLOCKS = [0, 0, 0, -90, -20, 85];

/** Does the same to several servers, request by request. */
export class Shopkeeper {
  /** The kinds of request there are. */
  static readonly kinds = [
    ...['pull waiting', 'pull quantities', 'pull stock', 'pull shipments', 'pull pages'],
    ...['listings', 'listings of both ids', 'stocktake', 'stocktake with a number', 'orders', 'orders as a whole', 'orders with amounts'],
    ...['success', 'success of an older version', 'failure', 'batch', 'cancel', 'cancel any', 'shipments', 'shipments in a batch'],
  ];

  readonly #random: Random;
  readonly #engines: Engine[];
  readonly #extent: Extent;
  /** Kinds that have not had their turn: each has one before any has a second, for a short run may not leave one to chance. */
  readonly #first: string[] = [...Shopkeeper.kinds];
  /** Changes made so far. */
  changes = 0;

  /** @param engines of servers whose folders were filled alike by `seed.ts` */
  constructor(random: Random, engines: Engine[], extent: Extent) {
    this.#random = random;
    this.#engines = engines;
    this.#extent = { ...extent };
  }

  /** What the ERP does between two requests: new quantities, new shipments, corrections, failed ones queued again. */
  async change(): Promise<void> {
    const random = this.#random;
    if (random.chance(0.3)) return;
    this.changes++;
    const listings = new Set(Array.from({ length: random.int(1, 6) }, () => this.#listing()));
    const levels = new Map([...listings].map((listing) => [listing, random.int(0, 100_000)]));
    const first = this.#extent.shipments + 1;
    const lot = random.next();
    const corrected = `T${random.int(1, 60)}`;
    const number = `ZT${random.int(1, 1_000_000)}`;
    const failed = this.#shipment();
    for (const engine of this.#engines) {
      const now = Date.now();
      if (lot < 0.7) await raiseListings(engine, listings, (listing) => levels.get(listing) as number);
      else if (lot < 0.8) await addShipments(engine, first, 2);
      else if (lot < 0.9) await engine.requeueShipment({ seller: CALLER.seller, shipment: failed, actor: 'operator', now });
      else {
        const row = { shop_no: SHOP, tid: corrected, logistics_no: number, logistics_code: 'ZTO' };
        await engine.importRows({ seller: CALLER.seller, kind: 'shipments', records: [row], now, partial: true });
      }
    }
    if (lot >= 0.7 && lot < 0.8) this.#extent.shipments += 2;
  }

  /** The next request of the shop; signed now, by a clock that may be off. */
  async request(): Promise<Recorded> {
    const kind = this.#random.pick(this.#first.length > 0 ? this.#first : Shopkeeper.kinds);
    if (this.#first.length > 0) this.#first.splice(this.#first.indexOf(kind), 1);
    const make = this.#kinds[kind] ?? this.#pushes[kind];
    const signed = await (make as () => Promise<SignedRequest>)();
    const { url, body, headers } = signed;
    return { kind, target: url.slice(BASE.length), body, headers, isPull: kind.startsWith('pull') };
  }

  readonly #kinds: Record<string, () => Promise<SignedRequest>> = {
    'pull waiting': async () => this.#flagship('sales.StockSync.getSelfWaitSyncIdListOpen', [100, 0]),
    'pull quantities': async () =>
      this.#flagship('sales.StockSync.batchCalcStock', [[{ api_goods_id: this.#listing(), force_sync: true }]]),
    'pull stock': async () => this.#enterprise('api_goods_stock_change_query', { shop_no: SHOP, limit: '7' }),
    'pull shipments': async () => this.#enterprise('logistics_sync_query', { limit: '7' }),
    'pull pages': async () => this.#flagship('sales.LogisticsSync.getSyncListExt', [{ is_own_platform: true }], { size: 10 }),
    success: async () => this.#flagship('sales.StockSync.syncSuccess', await this.#named(0)),
    'success of an older version': async () => this.#flagship('sales.StockSync.syncSuccess', await this.#named(-1)),
    failure: async () => this.#flagship('sales.StockSync.syncFail', await this.#named(0)),
    batch: async () => {
      const list = [];
      for (const age of [0, 0, -1]) {
        const [rec_id, { stock_change_count }] = await this.#named(age);
        list.push({ rec_id, stock_change_count, sync_stock: 1, syn_status: this.#random.int(0, 1) });
      }
      return this.#enterprise('api_goods_stock_change_ack', { stock_sync_list: JSON.stringify(list) });
    },
    cancel: async () => {
      const [listing, { stock_change_count }] = await this.#named(0);
      return this.#flagship('sales.StockSync.cancelSync', [listing, stock_change_count]);
    },
    'cancel any': async () => this.#flagship('sales.StockSync.cancelSync', [this.#listing(), -1]),
    shipments: async () => {
      const list = Array.from({ length: 3 }, () => ({
        sync_id: this.#shipment(),
        status: this.#random.pick([0, 2, -100]),
        error_msg: '忙',
      }));
      return this.#flagship('sales.LogisticsSync.update', [list]);
    },
    'shipments in a batch': async () => {
      const list = Array.from({ length: 3 }, () => ({ rec_id: this.#shipment(), status: this.#random.int(0, 1), message: '' }));
      return this.#enterprise('logistics_sync_ack', { logistics_list: JSON.stringify(list) });
    },
  };

  /** What overwrites: a replay of it must not bring back what has been overwritten since. */
  readonly #pushes: Record<string, () => Promise<SignedRequest>> = {
    listings: async () => this.#flagship('goods.ApiGoods.upload', [{ shop_no: SHOP, goods_list: this.#some(() => this.#goods()) }]),
    'listings of both ids': async () => {
      const goods_list = this.#some(() => ({ ...this.#goods(), spec_id: 's', status: this.#random.int(0, 2) }));
      return this.#enterprise('api_goodsspec_push', {
        api_goods_info: JSON.stringify({ platform_id: 127, shop_no: SHOP, goods_list }),
      });
    },
    stocktake: async () => {
      const lines = this.#some(() => ({ spec_no: `A${this.#listing()}`, new_num: String(this.#random.int(0, 999)), remark: '' }));
      const order = { warehouse_no: WAREHOUSE, defect_mode: 0, remark: '' };
      return this.#flagship('wms.StockPd.stockSyncByPd', [order, lines.map((line) => ({ ...line, defect: this.#random.chance(0.2) }))]);
    },
    'stocktake with a number': async () => {
      const lines = this.#some(() => ({ spec_no: `A${this.#listing()}`, stock_num: this.#random.int(0, 999) }));
      const api_outer_no = `PD${this.#random.int(1, 20)}`;
      return this.#enterprise('stock_sync_by_pd', { warehouse_no: WAREHOUSE, api_outer_no, goods_list: JSON.stringify(lines) });
    },
    orders: async () => this.#flagship('sales.RawTrade.pushSelf2', this.#orders()),
    'orders as a whole': async () => this.#flagship('sales.RawTrade.pushSelf', this.#orders()),
    'orders with amounts': async () => {
      const number = this.#random.int(1, 30);
      const line = { num: 1, price: 10, adjust_amount: 0, discount: 0, share_discount: 0, refund_status: 0 };
      const goods = { goods_id: `E${number}`, spec_id: 's', spec_no: `A${number}`, goods_name: 'n' };
      const status = this.#random.pick([10, 30]);
      const receiver = { receiver_name: 'n', receiver_address: '北京 北京市 海淀区 1号', receiver_mobile: '1' };
      const order = {
        ...{ tid: `E${number}`, trade_status: status, delivery_term: 1, pay_time: '', buyer_nick: `b${number}`, ...receiver },
        ...{ post_amount: 0, cod_amount: 0, ext_cod_fee: 0, paid: 10, seller_memo: String(this.#random.int(0, 9)) },
        order_list: [{ oid: `E${number}-1`, status, ...line, ...goods }],
      };
      return this.#enterprise('trade_push', { shop_no: SHOP, trade_list: JSON.stringify([order]) });
    },
  };

  #some<T>(make: () => T): T[] {
    return Array.from({ length: this.#random.int(1, 4) }, make);
  }

  /** A listing that is there or is new, bound to whichever item. */
  #goods(): { goods_id: string; spec_no: string; stock_num: number } {
    return { goods_id: `G${this.#random.int(1, 90)}`, spec_no: `A${this.#listing()}`, stock_num: this.#random.int(0, 99) };
  }

  /** One to four orders of a few numbers, so that most are known already. */
  #orders(): unknown[] {
    const numbers = [...new Set(this.#some(() => this.#random.int(1, 30)))];
    const state = () => this.#random.pick([10, 30]);
    const orders = numbers.map((number) => ({
      ...{ tid: `P${number}`, process_status: 10, trade_status: state(), refund_status: 0, pay_status: 2, order_count: 1, goods_count: 1 },
      ...{ pay_method: 1, trade_time: '2024-01-01 00:00:00', end_time: null, buyer_nick: 'b', remark: String(this.#random.int(0, 9)) },
      ...{ receiver_name: 'n', receiver_area: 'a b c', receiver_address: 'x', receiver_mobile: '1', post_amount: 0, discount: 0 },
      ...{ receivable: 10, delivery_term: 1, is_auto_wms: false },
    }));
    const lines = orders.map(({ tid, trade_status }, i) => ({
      ...{ tid, oid: `${tid}-1`, status: trade_status, refund_status: 0, goods_id: `P${numbers[i]}`, spec_id: '', goods_no: '' },
      ...{ spec_no: `A${numbers[i]}`, goods_name: 'n', num: 1, price: 10, discount: 0, share_discount: 0, total_amount: 10 },
      ...{ adjust_amount: 0, refund_amount: 0, remark: '', json: '' },
    }));
    return [SHOP, orders, lines];
  }

  #listing(): number {
    return this.#random.int(1, this.#extent.listings);
  }

  #shipment(): number {
    return this.#random.int(1, this.#extent.shipments);
  }

  /** A listing with its version, or one so much older; never one that is not issued yet. */
  async #named(age: number): Promise<[listing: number, { stock_change_count: number; syn_stock?: number }]> {
    const listing = this.#listing();
    const [found] = await (this.#engines.at(-1) as Engine).calculateStock({ caller: CALLER, listings: [listing] });
    const version = found?.found ? found.change.version : 1;
    const told = { stock_change_count: Math.max(1, version + age) };
    return [listing, this.#random.chance(0.5) ? told : { ...told, syn_stock: this.#random.int(0, 9) }];
  }

  #clock(): number {
    return Date.now() + this.#random.pick(CLOCKS) * 1000;
  }

  #flagship(method: string, args: unknown[], page?: { size: number }): SignedRequest {
    return flagshipRequest({ url: BASE, ...KEYS.flagship }, method, JSON.stringify(args), this.#clock(), page);
  }

  #enterprise(name: string, fields: Record<string, string>): SignedRequest {
    return enterpriseRequest({ url: BASE, ...KEYS.enterprise }, name, fields, this.#clock());
  }
}

const BASE = 'http://tongbu.test';
