import type { Engine } from '@tongbu/engine';
import { type Random, seededRandom } from './random.ts';
import { type DemoOrder, demoCarriers, demoFiles, demoOrders, trackingNumber } from './seed.ts';

/** The made-up seller. */
export const SELLER = 'demo';

/** A movement of stock, for whoever tells of it. */
export interface Movement {
  warehouse: string;
  specNo: string;
  stock: number;
}

/** The ERP's side: stock moves and parcels leave. */
export class World {
  readonly #engine: Engine;
  readonly #random: Random;
  readonly #files = demoFiles();
  readonly #orders = demoOrders();
  #next = 0;

  constructor(engine: Engine, seed: number) {
    this.#engine = engine;
    this.#random = seededRandom(seed);
  }

  /** Moves the stock of some item, or of the one named: sold, or delivered when little is left. */
  async moveStock(specNo?: string): Promise<Movement> {
    const levels = this.#files.levels.filter((level) => specNo === undefined || level['spec_no'] === specNo);
    const level = this.#random.pick(levels);
    const usual = Number(level['stock_num']);
    const stock = Math.max(0, usual + this.#random.int(-Math.ceil(usual * 0.6 + 4), Math.ceil(usual * 0.3 + 6)));
    await this.#put('levels', {
      spec_no: level['spec_no'] as string,
      warehouse_no: level['warehouse_no'] as string,
      stock_num: String(stock),
    });
    const warehouse = this.#files.warehouses.find(({ warehouse_no }) => warehouse_no === level['warehouse_no']);
    return { warehouse: warehouse?.['warehouse_name'] ?? '', specNo: level['spec_no'] as string, stock };
  }

  /**
   * Ships the next order that has not left, in one parcel, or in two where it has three lines or more; after the last of them
   * the same buyers order again. Shipping what has left changes nothing, so a second start finds its place by itself.
   */
  async ship(): Promise<void> {
    for (let tries = 0; tries < 1000; tries++) {
      const n = this.#next++;
      const order = this.#orders[n % this.#orders.length] as DemoOrder;
      const round = Math.floor(n / this.#orders.length);
      const tid = round === 0 ? order.tid : `${order.tid}-${round + 1}`;
      const carrier = demoCarriers[n % 7 === 0 ? 4 : n % demoCarriers.length] ?? demoCarriers[0];
      const parts = order.lines.length < 3 ? [[]] : [order.lines.slice(0, 2), order.lines.slice(2)];
      let changed = 0;
      for (const [part, lines] of parts.entries()) {
        changed += await this.#put('shipments', {
          shop_no: order.shopNo,
          tid,
          oids: lines.map(({ oid }) => (round === 0 ? oid : `${oid}-${round + 1}`)).join(','),
          logistics_no: trackingNumber(carrier as (typeof demoCarriers)[number], n * 2 + part),
          logistics_code: carrier?.code ?? '',
          logistics_name: carrier?.name ?? '',
          logistics_type: String(carrier?.type ?? 0),
        });
      }
      if (changed > 0) return;
    }
  }

  async #put(kind: string, record: Record<string, string>): Promise<number> {
    const { changed } = await this.#engine.importRows({ seller: SELLER, kind, records: [record], now: Date.now(), partial: true });
    return changed;
  }
}
