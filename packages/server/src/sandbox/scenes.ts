/** Parcels of every documented kind, on request: orders are pushed and shipped as the ERP does it, and records arise by its rules. */
import type { Engine, ShopInput } from '@tongbu/engine';
import type { PushedOrder, PushedSubOrder } from '@tongbu/model';
import { SANDBOX_CARRIER, SANDBOX_SHOP } from './shop-files.ts';

/** What a scene left behind. */
export interface Played {
  /** The orders that were made. */
  tids: string[];
  /** Numbers of the shipments that now wait for the shop. */
  shipments: number[];
}

/** What plays a scene, and when. */
export interface Stage {
  engine: Engine;
  seller: string;
  now: number;
}

/** A scene: what it shows, and how it is played. */
interface Scene {
  about: string;
  /** The shop's settings that it needs; they stay as it sets them, and its others as they are. */
  settings: Omit<ShopInput, 'shopNo'>;
  play(actor: Actor): Promise<void>;
}

const SPLIT = { splitShipping: true, byQuantity: false };
const NOT_SPLIT = { splitShipping: false, byQuantity: false };

/** Two sub-orders, the first of which leaves alone. */
async function inTwoParcels(actor: Actor): Promise<void> {
  const tid = await actor.order([1, 2]);
  await actor.ship(tid, [{ oid: `${tid}-1` }]);
  await actor.ship(tid, null);
}

/** Every documented kind (flagship 5.6, enterprise 5.3), by name. */
export const SCENES = {
  whole: {
    about: 'one parcel for a whole order',
    settings: NOT_SPLIT,
    play: async (actor) => actor.ship(await actor.order([1, 2]), null),
  },
  split: { about: 'two parcels, each reported with its sub-orders', settings: SPLIT, play: inTwoParcels },
  'split-off-main': {
    about: 'two parcels, split shipping off: the main one is reported',
    settings: { ...NOT_SPLIT, reported: 'main' },
    play: inTwoParcels,
  },
  'split-off-first': {
    about: 'two parcels, split shipping off: the first is reported',
    settings: { ...NOT_SPLIT, reported: 'first' },
    play: inTwoParcels,
  },
  'split-off-last': {
    about: 'two parcels, split shipping off: the last is reported',
    settings: { ...NOT_SPLIT, reported: 'last' },
    play: inTwoParcels,
  },
  'one-sub-order': {
    about: 'one sub-order over two parcels: only the first is reported',
    settings: SPLIT,
    async play(actor) {
      const tid = await actor.order([2]);
      await actor.ship(tid, [{ oid: `${tid}-1`, num: '1' }]);
      await actor.ship(tid, null);
    },
  },
  packages: {
    about: 'one order in three packages: the main number is reported',
    settings: NOT_SPLIT,
    play: async (actor) => actor.ship(await actor.order([1, 2]), null, 3),
  },
  merged: {
    about: 'two orders in one parcel: a record for each, with the same number',
    settings: NOT_SPLIT,
    async play(actor) {
      const [first, second] = [await actor.order([1]), await actor.order([1])];
      await actor.shipMerged([first, second]);
    },
  },
  'by-quantity': {
    about: 'one sub-order in two parcels, pieces counted',
    settings: { splitShipping: true, byQuantity: true },
    async play(actor) {
      const tid = await actor.order([3]);
      await actor.ship(tid, [{ oid: `${tid}-1`, num: '1' }]);
      await actor.ship(tid, null);
    },
  },
  'long-list': {
    about: 'sub-orders of over 208 characters: a placeholder to resolve',
    settings: SPLIT,
    async play(actor) {
      const tid = await actor.order(Array.from({ length: 13 }, () => 1));
      await actor.ship(
        tid,
        Array.from({ length: 12 }, (_, i) => ({ oid: `${tid}-${i + 1}` })),
      );
    },
  },
  'partly-refunded': {
    about: 'one sub-order refunded, the rest in one parcel',
    settings: NOT_SPLIT,
    async play(actor) {
      const tid = await actor.order([1, 1]);
      await actor.refund(tid, `${tid}-1`);
      await actor.ship(tid, null);
    },
  },
} satisfies Record<string, Scene>;

/** The name of a kind of parcel. */
export type SceneName = keyof typeof SCENES;

/**
 * Plays a scene.
 *
 * @throws EngineError where the sandbox has no goods or no carrier left to ship
 */
export async function playScene(stage: Stage, name: SceneName): Promise<Played> {
  const { settings, play }: Scene = SCENES[name];
  const { engine, seller, now } = stage;
  await engine.saveShop({ seller, actor: 'sandbox', shop: { shopNo: SANDBOX_SHOP, ...settings }, now });
  const actor = new Actor(stage);
  await play(actor);
  return actor.played;
}

let last = 0;

/** Buyer, warehouse and clerk of a scene. */
class Actor {
  readonly played: Played = { tids: [], shipments: [] };
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** A paid order of one buyer; sub-order `<tid>-<n>` has so many pieces of `SKU-<n>`. @returns its tid */
  async order(pieces: number[]): Promise<string> {
    const { engine, seller, now } = this.#stage;
    const tid = `T${now}${++last}`;
    const order = paidOrder(tid, pieces, now);
    const caller = { seller, key: null, actor: 'sandbox' };
    const options = { whole: true, checkAmounts: true, request: null, signedAt: null };
    await engine.pushOrders({ caller, shopNo: SANDBOX_SHOP, orders: [order], ...options, now });
    this.played.tids.push(tid);
    return tid;
  }

  async ship(tid: string, lines: { oid: string; num?: string }[] | null, packages = 1): Promise<void> {
    const { shipments } = await this.#stage.engine.shipOrder({ ...this.#who, tid, lines, ...consignment(packages) });
    this.played.shipments.push(...shipments);
  }

  async shipMerged(tids: string[]): Promise<void> {
    const { engine, seller } = this.#stage;
    const orders = await Promise.all(tids.map((tid) => engine.showOrder({ seller, tid })));
    const trade = await engine.mergeTrades({ ...this.#who, trades: orders.flatMap(({ trades }) => trades.map(({ trade }) => trade)) });
    const { shipments } = await engine.shipTrade({ ...this.#who, trade, ...consignment(1) });
    this.played.shipments.push(...shipments);
  }

  async refund(tid: string, oid: string): Promise<void> {
    await this.#stage.engine.refundSubOrders({ ...this.#who, tid, lines: [{ oid }] });
  }

  get #who() {
    const { seller, now } = this.#stage;
    return { seller, actor: 'sandbox', now };
  }
}

function consignment(packages: number): { carrier: string; numbers: string[] } {
  return { carrier: SANDBOX_CARRIER, numbers: Array.from({ length: packages }, () => `SF${Date.now()}${++last}`) };
}

function paidOrder(tid: string, pieces: number[], now: number): PushedOrder {
  const receivable = String(10 * pieces.reduce((sum, count) => sum + count, 0));
  return {
    tid,
    state: 'toShip',
    payment: 'paid',
    deliveryTerm: 1,
    tradeAt: now,
    paidAt: now,
    endedAt: null,
    buyerNick: '示例买家',
    receiver: { name: '示例收件人', mobile: '13800000000', telno: '', area: '浙江省 杭州市 西湖区', address: '示例路 1 号', zip: '' },
    receivable,
    postage: '0',
    codAmount: '0',
    warehouseNo: '',
    carrierType: -1,
    buyerMessage: '',
    remark: '',
    sealed: false,
    subOrders: pieces.map((count, place) => subOrder(tid, place, count)),
  };
}

function subOrder(tid: string, place: number, count: number): PushedSubOrder {
  const n = (place % 10) + 1;
  return {
    oid: `${tid}-${place + 1}`,
    state: 'toShip',
    refund: 'none',
    kind: 0,
    goodsId: `G${n}`,
    specId: `S${n}`,
    goodsNo: '',
    specNo: `SKU-${n}`,
    goodsName: `示例商品 ${n}`,
    specName: '',
    count: String(count),
    price: '10',
    adjustAmount: '0',
    discount: '0',
    shareDiscount: '0',
    remark: '',
  };
}
