/** What became of the shipments of one shop (promise B5): nothing is dropped by giving up. */
export interface ShopBalance {
  seller: string;
  shop: number;
  /** Made, as the journal says. */
  created: number;
  /** What they are now. */
  pending: number;
  done: number;
  failed: number;
  cancelled: number;
  replaced: number;
}

const STATES = ['pending', 'done', 'failed', 'cancelled', 'replaced'] as const;

/** Counts the shipments of a seller's shops as they are read, made against what became of them. */
export class Balances {
  readonly #byShop = new Map<number, ShopBalance>();
  readonly #seller: string;

  constructor(seller: string) {
    this.#seller = seller;
  }

  /** A shipment that the journal says was made. */
  made(shop: number): void {
    this.#of(shop).created++;
  }

  /** A shipment that is there. @returns whether its state is one that there is */
  found(shop: number, state: string): boolean {
    const known = STATES.find((each) => each === state);
    if (known) this.#of(shop)[known]++;
    return known !== undefined;
  }

  #of(shop: number): ShopBalance {
    const known = this.#byShop.get(shop) ?? {
      seller: this.#seller,
      shop,
      created: 0,
      pending: 0,
      done: 0,
      failed: 0,
      cancelled: 0,
      replaced: 0,
    };
    this.#byShop.set(shop, known);
    return known;
  }

  all(): ShopBalance[] {
    return [...this.#byShop.values()].sort((a, b) => a.shop - b.shop);
  }

  /** A line for each shop whose sum is not what was made. */
  differences(): string[] {
    return this.all().flatMap((balance) => {
      const sum = STATES.reduce((total, state) => total + balance[state], 0);
      if (sum === balance.created) return [];
      const parts = STATES.map((state) => `${state} ${balance[state]}`).join(', ');
      return [`shop ${balance.shop}: ${balance.created} shipments were made, and there are ${sum} (${parts})`];
    });
  }
}
