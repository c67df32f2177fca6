import type { Engine, ListedTrade } from '@tongbu/engine';
import { EngineError } from '@tongbu/engine/outside';
import { demoCarriers, trackingNumber } from './carriers.ts';
import { type Random, seededRandom } from './random.ts';
import { demoFiles, MASKS, RULES } from './seed.ts';
import { SELLER } from './setup.ts';
import type { Say } from './words.ts';

/** How long the warehouse takes, in milliseconds at speed 1: buyers may still change their minds before. */
const AFTER = { approve: 2_500, ship: 7_000 };

/** How many open trades are looked at. */
const MOST_TRADES = 50;

/** Lines that a stocktake counts. */
const COUNTED = 3;

/** A rule that was changed, for whoever tells of it. */
export type RuleChange = { rule: string; onTheWay: boolean } | { rule: string; percent: number };

/** The ERP's side: orders are approved and leave, goods are delivered and counted, rules change. All it knows is in the database. */
export class Erp {
  readonly #engine: Engine;
  readonly #random: Random;
  readonly #say: Say;
  readonly #speed: number;
  readonly #files = demoFiles();
  /** What has left under a number that was read wrong, and the right one. */
  #misread: Misread | null = null;

  constructor(engine: Engine, { seed, say, speed }: { seed: number; say: Say; speed: number }) {
    this.#engine = engine;
    this.#random = seededRandom(seed);
    this.#say = say;
    this.#speed = speed;
  }

  /** Approves what is paid, and lets one trade leave. */
  async work(): Promise<void> {
    const paid = await this.#trades('ordered', AFTER.approve);
    if (paid.length > 0) await this.#engine.approveTrades({ ...this.#who, trades: paid.map(({ trade }) => trade) });
    if (this.#misread) return this.#correct(this.#misread);
    const [first, ...others] = await this.#trades('sending', AFTER.ship);
    if (!first) return;
    const trade = await this.#withOthers(first, others);
    try {
      await this.#ship(trade);
    } catch (error) {
      if (!(error instanceof EngineError && error.code === 'input')) throw error;
      await this.#deliverFor(trade); // more is wanted than lies there
    }
  }

  /** Now goods are delivered, now a shelf is counted. */
  async moveStock(): Promise<void> {
    await (this.#random.chance(0.75) ? this.#deliver() : this.#count());
  }

  /** A piece of the item goes over the counter. */
  async sell(specNo: string): Promise<void> {
    const { rows = [] } = (await this.#levels({ specNo })) ?? {};
    const level = rows.find(({ stock }) => Number(stock) > 0);
    if (level) await this.#add(level, -1, this.#say('counter'));
  }

  /** Changes what one of the rules says, to and fro. */
  async changeRule(): Promise<RuleChange> {
    const rules = await this.#engine.listRules({ seller: SELLER });
    const no = this.#random.pick([RULES.tea, RULES.snacks]);
    const now = rules.find((rule) => rule.no === no);
    const change =
      no === RULES.tea ? { mask: now?.mask === MASKS.free ? MASKS.onTheWay : MASKS.free } : { percent: now?.percent === 80 ? 60 : 80 };
    const { mask, percent } = await this.#engine.saveRule({ ...this.#who, rule: { no, ...change } });
    return no === RULES.tea ? { rule: no, onTheWay: mask === MASKS.onTheWay } : { rule: no, percent };
  }

  get #who() {
    return { seller: SELLER, actor: 'operator', now: Date.now() };
  }

  async #trades(state: 'ordered' | 'sending', after: number): Promise<ListedTrade[]> {
    const filter = { shopNo: null, warehouseNo: null, state };
    const trades = await this.#engine.listTrades({ seller: SELLER, filter, after: 0, limit: MOST_TRADES });
    return trades.filter(({ createdAt }) => createdAt <= Date.now() - after / this.#speed);
  }

  /** A buyer who ordered twice gets one parcel. */
  async #withOthers(first: ListedTrade, others: ListedTrade[]): Promise<ListedTrade> {
    const ofShop = others.filter(({ shopNo, warehouseNo }) => shopNo === first.shopNo && warehouseNo === first.warehouseNo);
    const buyer = await this.#buyerOf(first);
    for (const other of ofShop.slice(0, 2)) {
      if (isSplit(first, other) || (await this.#buyerOf(other)) !== buyer) continue;
      await this.#engine.mergeTrades({ ...this.#who, trades: [first.trade, other.trade] });
      return { ...first, lines: [...first.lines, ...other.lines] };
    }
    return first;
  }

  async #correct(right: Misread): Promise<void> {
    this.#misread = null;
    await this.#engine.shipTrade({ ...this.#who, ...right });
  }

  async #buyerOf({ lines }: ListedTrade): Promise<string> {
    const { buyerNick, receiver } = await this.#engine.showOrder({ seller: SELLER, tid: lines[0]?.tid as string });
    return `${buyerNick} ${receiver.address}`;
  }

  /** Whole; or only the first line, where there are several; or in two packages. Now and then somebody reads the number wrong. */
  async #ship({ trade, lines }: ListedTrade): Promise<void> {
    const [first, second] = lines;
    const carrier = this.#random.pick(demoCarriers);
    // A trade that is split has fewer lines the next time, so no two parcels have the same number.
    const [main, further, misread] = [0, 1, 2].map((n) => trackingNumber(carrier, (trade * 16 + lines.length) * 4 + n)) as [
      string,
      string,
      string,
    ];
    const isMisread = this.#random.chance(0.08);
    const numbers = isMisread ? [misread] : this.#random.chance(0.1) ? [main, further] : [main];
    const parcel = { ...this.#who, carrier: carrier.code, numbers };
    const isPart = first && second && first.tid === second.tid && this.#random.chance(0.6);
    const left = isPart
      ? await this.#engine.shipOrder({ ...parcel, tid: first.tid, lines: [{ oid: first.oid }] })
      : await this.#engine.shipTrade({ ...parcel, trade });
    if (isMisread) this.#misread = { trade: left.trade, carrier: carrier.code, numbers: [main] };
  }

  /** What is most short of what usually lies there comes in. */
  async #deliver(): Promise<void> {
    const { rows = [] } = (await this.#levels({})) ?? {};
    const share = (level: Held) => Number(level.stock) / this.#usual(level);
    const [shortest] = rows.sort((a, b) => share(a) - share(b));
    if (shortest) await this.#add(shortest, this.#usual(shortest), this.#say('delivery'));
  }

  async #deliverFor({ lines: [line], warehouseNo }: ListedTrade): Promise<void> {
    const { subOrders } = await this.#engine.showOrder({ seller: SELLER, tid: line?.tid as string });
    for (const { details } of subOrders) {
      const level = { specNo: String(details['specNo'] || details['goodsNo']), warehouseNo };
      await this.#add(level, this.#usual(level), this.#say('delivery'));
    }
  }

  async #count(): Promise<void> {
    const { warehouse_no: warehouseNo } = this.#random.pick(this.#files.warehouses);
    const { rows = [] } = (await this.#levels({ warehouseNo: warehouseNo as string })) ?? {};
    const shelf = this.#random.int(0, Math.max(0, rows.length - COUNTED));
    const lines = rows.slice(shelf, shelf + COUNTED).map(({ specNo, stock }) => {
      const counted = String(Math.max(0, Number(stock) + this.#random.pick([-2, -1, 0, 0, 1])));
      return { specNo, counted, defective: false, remark: '' };
    });
    await this.#engine.countStock({
      ...{ caller: { seller: SELLER, key: null, actor: 'operator' }, warehouseNo: warehouseNo as string, lines, scope: 'good' },
      ...{ whole: false, create: false, outerNo: null, remark: '', request: null, signedAt: null, now: Date.now() },
    });
  }

  async #add({ specNo, warehouseNo }: Level, by: number, reason: string): Promise<void> {
    await this.#engine.adjustLevel({ ...this.#who, specNo, warehouseNo, by: String(by), reason });
  }

  #levels(filter: { specNo?: string; warehouseNo?: string }) {
    const any = { from: null, to: null, specNo: null, goodsNo: null, barcode: null, warehouseNo: null, defective: false };
    const caller = { seller: SELLER, key: null, actor: 'operator' };
    return this.#engine.queryLevels({ caller, filter: { ...any, ...filter }, offset: 0, limit: 1_000, total: false });
  }

  #usual({ specNo, warehouseNo }: Level): number {
    const file = this.#files.levels.find((level) => level['spec_no'] === specNo && level['warehouse_no'] === warehouseNo);
    return Math.max(12, Number(file?.['stock_num'] ?? 0));
  }
}

interface Level {
  specNo: string;
  warehouseNo: string;
}

interface Misread {
  trade: number;
  carrier: string;
  numbers: string[];
}

type Held = Level & { stock: string };

/** Whether two trades are parts of one order: they leave apart on purpose. */
function isSplit(a: ListedTrade, b: ListedTrade): boolean {
  return a.lines.some(({ tid }) => b.lines.some((line) => line.tid === tid));
}
