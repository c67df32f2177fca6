import type { Engine } from '@tongbu/engine';
import { demoFiles } from './seed.ts';
import { KEYS, SELLER } from './setup.ts';
import type { Names } from './telling.ts';
import type { Language } from './words.ts';

/** How many listings are read at once. */
const PAGE = 500;

/** The names behind the numbers, as far as they were learnt; what comes later is learnt by {@link LearntNames.learn}. */
export class LearntNames implements Names {
  readonly #engine: Engine;
  readonly #goods = new Map<string, string>();
  readonly #items: string[];
  readonly #listings = new Map<number, { shop: string; goods: string }>();
  readonly #warehouses = new Map<number, string>();
  readonly #shipments = new Map<number, { shop: string; tid: string }>();

  private constructor(engine: Engine, language: Language) {
    this.#engine = engine;
    const { items } = demoFiles();
    // Numbered from 1 in the order in which they were imported.
    this.#items = items.map(({ spec_no }) => spec_no as string);
    if (language === 'en') return; // the goods are called something in Chinese alone; their codes anyone can read
    for (const { spec_no, goods_name, spec_name } of items) {
      const [, ...withoutBrand] = `${goods_name} ${spec_name}`.split(' ');
      this.#goods.set(spec_no as string, withoutBrand.join(' '));
    }
  }

  /** Learns what listings and warehouses are called. */
  static async of(engine: Engine, language: Language): Promise<LearntNames> {
    const names = new LearntNames(engine, language);
    const caller = { seller: SELLER, key: null, actor: 'operator' };
    const any = { warehouseNo: null, name: null, type: null, disabled: null, from: null, to: null };
    const { rows: warehouses } = await engine.listWarehouses({ caller, filter: any, offset: 0, limit: PAGE, total: false });
    for (const { warehouse, warehouseNo } of warehouses) names.#warehouses.set(warehouse, warehouseNo);
    const all = { seller: SELLER, state: 'all', shopNo: null, search: null, limit: PAGE, now: Date.now() } as const;
    for (let cursor: string | null = null, isFirst = true; cursor !== null || isFirst; isFirst = false) {
      const page = await engine.listListings({ ...all, cursor });
      for (const { listing, shopNo, specNo, goodsNo } of page.rows)
        names.#listings.set(listing, { shop: shopNo, goods: names.goods(specNo || goodsNo) });
      cursor = page.next;
    }
    return names;
  }

  /** Learns which orders these shipments are of. */
  async learn(shipments: (number | null)[]): Promise<void> {
    for (const shipment of shipments) {
      if (shipment === null || this.#shipments.has(shipment)) continue;
      const found = await this.#engine.showShipment({ seller: SELLER, shipment, now: Date.now() });
      if (found) this.#shipments.set(shipment, { shop: found.shopNo, tid: found.tid });
    }
  }

  /** What goods are called, by their merchant code: by their name in Chinese, by the code in other languages. */
  goods(specNo: string): string {
    return this.#goods.get(specNo) ?? specNo;
  }

  listing(number: number | null) {
    return this.#listings.get(number ?? 0) ?? { shop: '', goods: `#${number}` };
  }

  item(number: number | null): string {
    const specNo = this.#items[(number ?? 0) - 1];
    return specNo === undefined ? `#${number}` : this.goods(specNo);
  }

  warehouse(number: number): string {
    return this.#warehouses.get(number) ?? `#${number}`;
  }

  shopOf(actor: string): string {
    const key = Object.values(KEYS).find(({ appKey }) => actor.endsWith(`:${appKey}`));
    return key?.shop ?? actor;
  }

  shipment(number: number | null) {
    return this.#shipments.get(number ?? 0) ?? { shop: '', tid: `#${number}` };
  }
}
