/** Changes that act on very many listings, each told from the one before, and what must be left of them. */
import { DatabaseSync } from 'node:sqlite';
import type { Engine } from '@tongbu/engine';
import { KEYS, put, SHOP, seed, WAREHOUSE } from '../seed.ts';

const SELLER = KEYS.flagship.sid;

/** The item that a tenth of the listings sell, and so many others for the rest. */
const SHARED = 'B';
const OTHERS = 500;

/** Adds a seller with so many listings, one of ten of the shared item. About 10,000 a second. */
export async function seedShared(engine: Engine, listings: number): Promise<void> {
  await seed(engine, {});
  const items = [SHARED, ...Array.from({ length: OTHERS }, (_, n) => `A${n}`)];
  const specNos = items.map((spec_no) => ({ spec_no }));
  await put(engine, SELLER, 'items', specNos);
  const levels = specNos.map((item, n) => ({ ...item, warehouse_no: WAREHOUSE, stock_num: String(100 + n) }));
  await put(engine, SELLER, 'levels', levels);
  const rows = Array.from({ length: listings }, (_, n) => {
    return { shop_no: SHOP, goods_id: `G${n}`, spec_no: n % 10 === 0 ? SHARED : `A${n % OTHERS}` };
  });
  await put(engine, SELLER, 'listings', rows);
}

/** What stands in a file of rule and shared item. */
interface Standing {
  /** The rule's `plus`, and how many of the item there are. */
  rule: number;
  item: number;
}

/** Changes the rule of all listings, and moves the item of a tenth of them, each time by one more. */
export class Causes {
  /** What was asked for last, and what was answered. A movement begins above what was seeded. */
  readonly #asked: Standing = { rule: 0, item: 1000 };
  readonly #answered: Standing = { rule: 0, item: 0 };

  /** One of both, or both at once. @throws Error when the server ends before it has answered */
  async next(engine: Engine): Promise<void> {
    const which = Math.floor(Math.random() * 3);
    await Promise.all([...(which < 2 ? [this.#changeRule(engine)] : []), ...(which > 0 ? [this.#moveItem(engine)] : [])]);
  }

  async #changeRule(engine: Engine): Promise<void> {
    const plus = ++this.#asked.rule;
    const by = { seller: SELLER, actor: 'operator', now: Date.now() };
    await engine.saveRule({ ...by, rule: { no: 'default', plus: String(plus) } });
    this.#answered.rule = plus;
  }

  async #moveItem(engine: Engine): Promise<void> {
    const stock = ++this.#asked.item;
    await put(engine, SELLER, 'levels', [{ spec_no: SHARED, warehouse_no: WAREHOUSE, stock_num: String(stock) }]);
    this.#answered.item = stock;
  }

  /** What of the answered changes is not there, in words; the last one asked for may be there as well. */
  lost(file: string): string[] {
    const database = new DatabaseSync(file, { readOnly: true });
    const there = database.prepare(STANDING).get() as unknown as Standing;
    database.close();
    return (['rule', 'item'] as const)
      .filter((name) => there[name] < this.#answered[name] || there[name] > this.#asked[name])
      .map((name) => `the ${name} stands at ${there[name]}, answered was ${this.#answered[name]}, asked for ${this.#asked[name]}`);
  }
}

const STANDING = `
  select cast((select plus from rules where rule_no = 'default') as integer) as rule,
    cast((select l.stock_num from levels l join items i on i.seller = l.seller and i.item_id = l.item_id
      where i.spec_no = '${SHARED}') as integer) as item`;

/** How many changes in a file have listings left. */
export function fanOutsLeft(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const { left } = database.prepare('select count(*) as left from fan_outs').get() as { left: number };
  database.close();
  return left;
}
