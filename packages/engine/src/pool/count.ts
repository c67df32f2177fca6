import { type Session, statement } from '../store/database.ts';

/** What is counted: records pending in each pool, and results that named another quantity than the one offered (S7). */
export type Count = 'stock' | 'shipment' | 'differs';

/** How many of a kind there are, per shop: counted as they change, never per pull. */
export class PendingChange {
  readonly #pool: Count;
  readonly #byShop = new Map<string, { shop: number; part: number; by: number }>();

  constructor(pool: Count) {
    this.#pool = pool;
  }

  /** Notes one more (+1), or one less (-1). `part` is 0 for listings. */
  add(shop: number, by: 1 | -1, part = 0): void {
    const key = `${shop} ${part}`;
    const entry = this.#byShop.get(key) ?? { shop, part, by: 0 };
    entry.by += by;
    this.#byShop.set(key, entry);
  }

  /** Writes what was noted; once per transaction, at its end, in order of shops so that no two wait for each other. */
  async write(session: Session, seller: string): Promise<void> {
    const changes = [...this.#byShop.values()].filter(({ by }) => by !== 0);
    changes.sort((a, b) => a.shop - b.shop || a.part - b.part);
    for (const { shop, part, by } of changes) {
      await session.run(addPending, { seller, shop, pool: this.#pool, part, by });
    }
  }
}

const addPending = statement(`
  insert into pool_counts (seller, shop_id, pool, part, pending) values (:seller, :shop, :pool, :part, :by)
  on conflict (seller, shop_id, pool, part) do update set pending = pool_counts.pending + excluded.pending`);
