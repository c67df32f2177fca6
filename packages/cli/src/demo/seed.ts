/** The made-up seller of `tongbu demo`, as files to import. The same on every run. */
import type { ImportRecord } from '@tongbu/engine';
import { demoCarriers } from './carriers.ts';
import { type DemoGoods, demoGoods } from './goods.ts';
import { type Random, seededRandom } from './random.ts';

/**
 * Records by kind of import; the keys come in the order in which the kinds depend on each other. Levels say `stock_num`,
 * `order_num` and `sending_num`, and of tea what is on its way from the growers as well; what else they may hold is left alone.
 */
export type DemoFiles = Record<'warehouses' | 'shops' | 'carriers' | 'items' | 'rules' | 'levels' | 'listings', ImportRecord[]>;

/** Shop of the flagship edition; it takes several numbers for one order. */
export const WEB = 'mall-web';
/** Shop of the enterprise edition; it takes one number for an order, that of the last parcel. */
export const MINI = 'mall-mini';

/** Where the orders of each shop are reserved. */
export const WAREHOUSE_OF: Readonly<Record<string, string>> = { [WEB]: 'HZ01', [MINI]: 'GZ01' };

/** Two rules beside the one that every seller begins with: of tea, and of snacks in the mini program. */
export const RULES = { tea: 'tea', snacks: 'mini-snacks' } as const;

/** What a rule counts: what is free; and what is free with what is on its way from suppliers (`purchase_num`). */
export const MASKS = { free: 17_344, onTheWay: 17_345 } as const;

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
    warehouses: WAREHOUSES.map(({ no, name }) => ({ warehouse_no: no, warehouse_name: name })),
    shops: [
      { ...shop(WEB, '云栖生活馆·官网商城'), is_split_shipping: '1' },
      { ...shop(MINI, '云栖生活馆·小程序'), is_split_shipping: '0', reported_number: 'last' },
    ],
    carriers: demoCarriers.map(({ code, name, type }) => ({ logistics_no: code, logistics_name: name, logistics_type: String(type) })),
    items: demoGoods.flatMap(({ goodsNo, goodsName, category, specs }) =>
      specs.map(({ specNo, specName }) => ({
        ...{ spec_no: specNo, goods_no: goodsNo, goods_name: goodsName, spec_name: specName, category: category.name },
      })),
    ),
    rules: [
      { ...{ stock_syn_rule_no: RULES.tea, rule_name: '茶叶', priority: '20', category: '茶叶' }, stock_syn_mask: String(MASKS.free) },
      {
        ...{ stock_syn_rule_no: RULES.snacks, rule_name: '小程序零食', priority: '10', category: '零食', shop_nos: MINI },
        stock_syn_percent: '80',
      },
    ],
    levels: levels(seededRandom(1)),
    listings: [...webListings(seededRandom(2)), ...miniListings(seededRandom(3))],
  };
}

function shop(no: string, name: string): ImportRecord {
  return { shop_no: no, shop_name: name, warehouse_no: WAREHOUSE_OF[no] as string };
}

function levels(random: Random): ImportRecord[] {
  return demoGoods.flatMap(({ category, specs }) =>
    specs.flatMap(({ specNo }) => {
      const chosen = WAREHOUSES.filter(({ likely }) => random.chance(likely));
      const holding = chosen.length > 0 ? chosen : WAREHOUSES.slice(0, 1);
      return holding.map(({ no, share }) => ({
        ...{ spec_no: specNo, warehouse_no: no, ...quantities(category.usualStock, share, random) },
        ...(category.code === 'TEA' && { purchase_num: String(category.usualStock[0]) }),
      }));
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
