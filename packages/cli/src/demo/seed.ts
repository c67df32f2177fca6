/** The made-up seller of `tongbu demo`: files to import, orders to ship, carriers to ship with. The same on every run. */
import type { ImportRecord } from '@tongbu/engine';
import { type DemoGoods, demoGoods } from './goods.ts';
import { type Random, seededRandom } from './random.ts';

/**
 * Records by kind of import; the keys come in the order in which the kinds depend on each other.
 *
 * Levels say `stock_num`, `order_num` and `sending_num`; what else they may hold is left alone.
 */
export type DemoFiles = Record<'shops' | 'warehouses' | 'items' | 'levels' | 'listings', ImportRecord[]>;

/** A line (子订单) of an order: some pieces of one item. */
export interface DemoLine {
  /** Number of the sub-order, unique among all orders. */
  oid: string;
  /** Merchant code of an item that the order's shop has on sale. */
  specNo: string;
  /** Pieces, 1 to 3. */
  num: number;
}

/** An order as a mall numbers it. */
export interface DemoOrder {
  shopNo: string;
  /** Unique among all orders, and later orders have greater ones within a shop. */
  tid: string;
  /** One to four, each of another item. */
  lines: DemoLine[];
}

/** A carrier as the seller has entered it in the ERP. */
export interface DemoCarrier {
  /** The seller's own code, `logistics_code`. */
  code: string;
  name: string;
  /** The vendor's number for it, `logistics_type`. */
  type: number;
  /** How its tracking numbers begin; ten digits follow. */
  prefix: string;
}

/** The carriers the seller ships with, the most used first. */
export const demoCarriers: readonly DemoCarrier[] = [
  { code: 'ZTO-XS', name: '中通快递', type: 5, prefix: '7878' },
  { code: 'YTO-XS', name: '圆通速递', type: 4, prefix: 'YT761' },
  { code: 'YD-BY', name: '韵达快递', type: 9, prefix: '43461' },
  { code: 'STO-SL', name: '申通快递', type: 6, prefix: '77302' },
  { code: 'SF-VIP', name: '顺丰速运', type: 8, prefix: 'SF314' },
  { code: 'DB-DJ', name: '德邦物流', type: 22, prefix: 'DPK36' },
];

/** Shop of the flagship edition. */
const WEB = 'mall-web';
/** Shop of the enterprise edition. */
const MINI = 'mall-mini';

/** Each warehouse with its share of what is usual, and how likely it holds an item; what none would hold lies in the first. */
const WAREHOUSES = [
  { no: 'HZ01', name: '杭州下沙仓', share: 1, likely: 0.95 },
  { no: 'GZ01', name: '广州白云仓', share: 0.6, likely: 0.6 },
  { no: 'CD01', name: '成都双流仓', share: 0.4, likely: 0.4 },
] as const;

/** Too heavy, or too dear, for the mini program. */
const ONLY_WEB = ['YQ-TEA-003-350', 'YQ-TEX-002-15', 'YQ-TEX-002-20', 'YQ-TEX-002-22', 'YQ-APP-003-30W', 'YQ-PET-004-100'];
/** To try, in the mini program alone. */
const ONLY_MINI = ['YQ-SNK-002-1B', 'YQ-BAB-005-MINI'];
/** Pieces free in a warehouse: more than all the demo's orders together want of one item. */
const ENOUGH = 20;
const OFF_SALE = { shop: WEB, specNo: 'YQ-STA-003-BR' };
const SYNC_DISABLED = { shop: MINI, specNo: 'YQ-APP-002-PK' };

/** Listings whose code no item has: goods the ERP does not know yet, a gift, slips of the pen. */
const UNMATCHED = [
  { shop: WEB, specNo: 'YQ-TEA-007-250', goodsName: '栖岭 凤凰单丛 鸭屎香', specName: '250g 罐装' },
  { shop: WEB, specNo: 'YQ-CAR-001-60', goodsName: '栖沐 竹纤维洗脸巾（旧链接）', specName: '60抽' },
  { shop: WEB, specNo: 'ZP-20261111', goodsName: '双十一赠品 帆布袋', specName: '请勿单独拍下' },
  { shop: MINI, specNo: 'YQ-TEA-007-250', goodsName: '栖岭 凤凰单丛 鸭屎香', specName: '250g 罐装' },
  { shop: MINI, specNo: 'YQ-SNK-001-7', goodsName: '咕噜岭 每日坚果 尝鲜装', specName: '25g×7包' },
] as const;

/** Everything to import, about 150 items with about 300 listings. New arrays at each call. */
export function demoFiles(): DemoFiles {
  return {
    shops: [
      { shop_no: WEB, shop_name: '云栖生活馆·官网商城' },
      { shop_no: MINI, shop_name: '云栖生活馆·小程序' },
    ],
    warehouses: WAREHOUSES.map(({ no, name }) => ({ warehouse_no: no, warehouse_name: name })),
    items: demoGoods.flatMap(({ goodsNo, goodsName, specs }) =>
      specs.map(({ specNo, specName }) => ({ spec_no: specNo, goods_no: goodsNo, goods_name: goodsName, spec_name: specName })),
    ),
    levels: levels(seededRandom(1)),
    listings: [...webListings(seededRandom(2)), ...miniListings(seededRandom(3))],
  };
}

/** 100 orders from the first minutes of 11 November on, over both shops, in order of time; there is stock for all of them. */
export function demoOrders(): DemoOrder[] {
  const random = seededRandom(4);
  const files = demoFiles();
  const onSale = { [WEB]: codesOnSale(files, WEB), [MINI]: codesOnSale(files, MINI) };
  let second = 0;
  return Array.from({ length: 100 }, () => {
    second += random.int(20, 600);
    const shopNo = random.chance(0.6) ? WEB : MINI;
    const tid = orderNumber(shopNo, second, random);
    const codes = someOf(onSale[shopNo], random.pick([1, 1, 1, 1, 2, 2, 3, 4]), random);
    const lines = codes.map((specNo, index) => ({ oid: lineNumber(shopNo, tid, index + 1), specNo, num: random.pick([1, 1, 1, 2, 3]) }));
    return { shopNo, tid, lines };
  });
}

/**
 * A made-up tracking number that looks like the carrier's.
 *
 * @param n whole number from 0; different ones give different tracking numbers
 */
export function trackingNumber({ prefix }: DemoCarrier, n: number): string {
  // The factor ends in 7, so it is prime to 10 and no two of ten thousand million numbers fall together.
  const digits = (BigInt(n) * 7_368_787_017n + 2_611_100_457n) % 10n ** 10n;
  return prefix + digits.toString().padStart(10, '0');
}

function levels(random: Random): ImportRecord[] {
  return demoGoods.flatMap(({ category, specs }) =>
    specs.flatMap(({ specNo }) => {
      const chosen = WAREHOUSES.filter(({ likely }) => random.chance(likely));
      const holding = chosen.length > 0 ? chosen : WAREHOUSES.slice(0, 1);
      return holding.map(({ no, share }) => ({ spec_no: specNo, warehouse_no: no, ...quantities(category.usualStock, share, random) }));
    }),
  );
}

/** Mostly plenty, sometimes a few left, rarely none with orders that came too late. */
function quantities([least, most]: readonly [number, number], share: number, random: Random) {
  const luck = random.next();
  const stock = luck < 0.05 ? 0 : luck < 0.13 ? random.int(1, 9) : Math.round(random.int(least, most) * share);
  const ordered = stock === 0 ? random.int(0, 2) : random.int(0, Math.ceil(stock * 0.08));
  const sending = random.int(0, Math.floor(stock * 0.06));
  return { stock_num: String(stock), order_num: String(ordered), sending_num: String(sending) };
}

/** The website counts goods and specifications, each in a row of its own, with gaps where something was deleted. */
function webListings(random: Random): ImportRecord[] {
  let goodsId = 10_000;
  let specId = 200_000;
  const listed = demoGoods.flatMap((goods) => {
    goodsId += random.int(1, 3);
    return specsListed(goods, ONLY_MINI).map(({ specNo, specName }) => {
      specId += random.int(1, 4);
      const ids = { goods_id: String(goodsId), spec_id: String(specId), goods_no: goods.goodsNo, spec_no: specNo };
      return listing(WEB, ids, goods.goodsName, specName);
    });
  });
  return [...listed, ...unmatched(WEB, () => ({ goods_id: String(++goodsId), spec_id: String(++specId) }))];
}

/** The mini program draws long numbers from one row; goods without a choice have no specification, only a code of their own. */
function miniListings(random: Random): ImportRecord[] {
  let last = 688_102_530_000;
  const draw = () => {
    last += random.int(11, 997);
    return String(last);
  };
  const listed = demoGoods.flatMap((goods) => {
    const goodsId = draw();
    const goodsName = random.chance(0.15) ? `【小程序专享】${goods.goodsName}` : goods.goodsName;
    const isSingle = goods.specs.length === 1;
    return specsListed(goods, ONLY_WEB).map(({ specNo, specName }) => {
      const ids = isSingle
        ? { goods_id: goodsId, spec_id: '', goods_no: specNo, spec_no: '' }
        : { goods_id: goodsId, spec_id: draw(), goods_no: goods.goodsNo, spec_no: specNo };
      return listing(MINI, ids, goodsName, isSingle ? '' : specName);
    });
  });
  return [...listed, ...unmatched(MINI, () => ({ goods_id: draw(), spec_id: draw() }))];
}

interface Ids {
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
}

function listing(shopNo: string, ids: Ids, goodsName: string, specName: string): ImportRecord {
  const isMarked = (mark: { shop: string; specNo: string }) => mark.shop === shopNo && mark.specNo === ids.spec_no;
  return {
    shop_no: shopNo,
    ...ids,
    goods_name: goodsName,
    spec_name: specName,
    status: isMarked(OFF_SALE) ? '2' : '1',
    is_disable_syn: isMarked(SYNC_DISABLED) ? '1' : '0',
  };
}

function specsListed({ specs }: DemoGoods, except: readonly string[]) {
  return specs.filter(({ specNo }) => !except.includes(specNo));
}

function unmatched(shopNo: string, draw: () => Pick<Ids, 'goods_id' | 'spec_id'>): ImportRecord[] {
  return UNMATCHED.filter(({ shop }) => shop === shopNo).map(({ specNo, goodsName, specName }) =>
    listing(shopNo, { ...draw(), goods_no: '', spec_no: specNo }, goodsName, specName),
  );
}

/** What an order may name: on sale, known to the ERP, and enough of it free in one warehouse to ship from there. */
function codesOnSale({ levels, listings }: DemoFiles, shopNo: string): string[] {
  const isEnough = (level: ImportRecord) => Number(level.stock_num) - Number(level.order_num) - Number(level.sending_num) >= ENOUGH;
  const inStock = new Set(levels.filter(isEnough).map(({ spec_no }) => spec_no));
  const onSale = listings.filter(({ shop_no, status }) => shop_no === shopNo && status === '1');
  return onSale.map(({ spec_no, goods_no }) => (spec_no || goods_no) as string).filter((code) => inStock.has(code));
}

/** Different members of a list, in the order drawn. */
function someOf(list: readonly string[], count: number, random: Random): string[] {
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(random.pick(list));
  return [...chosen];
}

/** The website writes the second of the order into its number, the mini program counts within the day. */
function orderNumber(shopNo: string, second: number, random: Random): string {
  const ending = String(random.int(0, 9999)).padStart(4, '0');
  if (shopNo === MINI) return `M20261111${String(second).padStart(6, '0')}${ending}`;
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return `20261111${clock.map((part) => String(part).padStart(2, '0')).join('')}${ending}`;
}

function lineNumber(shopNo: string, tid: string, line: number): string {
  return shopNo === MINI ? `${tid}-${line}` : `${tid}0${line}`;
}
