import type { Engine } from '@tongbu/engine';
import { type DemoOrder, ordersOf } from './orders.ts';
import type { Push, Said } from './push.ts';
import { SELLER } from './setup.ts';

/** How long buyers take to think, in milliseconds at speed 1. */
const LATER = { pays: 6_000, leaves: 9_000, givesBack: 1_500 };

/** How many orders of a shop are looked through at once. */
const PAGE = 1_000;

/** What a till needs. */
export interface TillOptions {
  engine: Pick<Engine, 'listOrders'>;
  shopNo: string;
  push: Push;
  /** How many times faster than life. */
  speed: number;
}

/** Where a shop's buyers order, pay, let it be, and give a line back; each of it is pushed to the ERP. */
export class Till {
  readonly #options: TillOptions;
  readonly #orderOf: (n: number) => DemoOrder;
  readonly #later: { at: number; said: Said }[] = [];
  #next = 0;

  private constructor(options: TillOptions) {
    this.#options = options;
    this.#orderOf = ordersOf(options.shopNo);
  }

  /** Opens a till that goes on after the last order the ERP knows of; who had not paid yet thinks it over again. */
  static async open(options: TillOptions, now: number): Promise<Till> {
    const till = new Till(options);
    const { engine, shopNo } = options;
    const filter = { shopNo, progress: null, state: null, since: null, unknownGoods: null };
    for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
      const { rows, next } = await engine.listOrders({ seller: SELLER, filter, cursor, limit: PAGE });
      for (const { tid, state, tradeAt } of rows) {
        const order = till.#orderOf(till.#next);
        if (tid !== order.tid) continue; // pushed by hand: nobody here thinks it over
        till.#next++;
        if (state === 'unpaid') till.#thinkOver({ order, state, refunded: false, placedAt: tradeAt ?? now }, now);
      }
      cursor = next ?? undefined;
    }
    return till;
  }

  /** Lets the next buyer order, and those before do what they had in mind. */
  async tick(now: number): Promise<void> {
    const { push, shopNo } = this.#options;
    const due = this.#later.filter(({ at }) => at <= now);
    for (const one of due) {
      await push(shopNo, [one.said]);
      this.#later.splice(this.#later.indexOf(one), 1);
    }
    const placed = [this.#place(this.#next, now)];
    while (this.#orderOf(this.#next + placed.length).course === 'second at once') placed.push(this.#place(this.#next + placed.length, now));
    await push(shopNo, placed);
    this.#next += placed.length;
    for (const said of placed) this.#thinkOver(said, now);
  }

  #place(n: number, placedAt: number): Said {
    const order = this.#orderOf(n);
    const state = order.course === 'paid later' || order.course === 'never paid' ? 'unpaid' : 'toShip';
    return { order, state, refunded: false, placedAt };
  }

  #thinkOver(said: Said, now: number): void {
    const after = (ms: number, then: Partial<Said>) => this.#later.push({ at: now + ms / this.#options.speed, said: { ...said, ...then } });
    const { course } = said.order;
    if (course === 'paid later') after(LATER.pays, { state: 'toShip' });
    else if (course === 'never paid') after(LATER.leaves, { state: 'closed' });
    else if (course === 'partly refunded') after(LATER.givesBack, { refunded: true });
  }
}
