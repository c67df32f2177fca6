/** What a stranger asks of each interface when it names somebody else's records. */
import { enterpriseOrder, flagshipLine, flagshipOrder } from '../../../packages/server/test/feeding.ts';
import type { Random } from './random.ts';

/** Names that a request holds; a twin of it holds others, which nothing has. */
export interface Names {
  /** Number of a listing and of a shipment. */
  record: (n: number) => number;
  shop: string;
  warehouse: string;
  tid: (n: number) => string;
  trackingNumber: (n: number) => string;
}

type Attempt<T> = (random: Random, names: Names, n: number) => T;

const version = (random: Random) => random.pick([1, 1, 1, 2, -1, 0, 1000]);
const stock: Attempt<unknown[]> = (random, { record }, n) => [
  record(n),
  { stock_change_count: version(random), syn_stock: random.int(0, 9) },
];
/** A few records, the one of the attempt among them. */
const several = (random: Random, n: number) => Array.from({ length: random.int(1, 4) }, (_, i) => n + i);

const RANGE = { start_time: '2026-01-01 00:00:00', end_time: '2026-01-20 00:00:00' };

/** What a shop would push as its own. */
const goods = (n: number) => ({ goods_id: `G${n}`, spec_id: `S${n}`, goods_no: '', spec_no: `A${n}`, status: 1 });

/** Flagship: arguments by method. */
export const flagshipAttempts: Record<string, Attempt<unknown[]>> = {
  'sales.StockSync.getSelfWaitSyncIdListOpen': (random, { record }, n) => [random.pick([10, 5000]), record(n)],
  'sales.StockSync.calcStock': (random, { record }, n) => [record(n), random.chance(0.5)],
  'sales.StockSync.calcStockWithAuth': (random, { record }, n) => [record(n), random.chance(0.5)],
  'sales.StockSync.batchCalcStock': (random, { record }, n) => [
    several(random, n).map((each) => ({ api_goods_id: record(each), force_sync: random.chance(0.5) })),
  ],
  'sales.StockSync.syncSuccess': stock,
  'sales.StockSync.syncFail': stock,
  'sales.StockSync.cancelSync': (random, { record }, n) => [record(n), version(random)],
  'sales.LogisticsSync.getSyncListExt': (random, { shop, tid, trackingNumber }, n) => {
    const filter = random.pick([{ shop_no: shop }, { tid: tid(n) }, { logistics_no: trackingNumber(n) }, { shop_no: shop, tid: tid(n) }]);
    return [{ ...filter, is_own_platform: true }];
  },
  'sales.LogisticsSync.update': (random, { record }, n) => [
    several(random, n).map((each) => ({ sync_id: record(each), status: random.pick([0, 2, -100]), error_msg: '' })),
  ],
  'sales.LogisticsSync.getSpecialOids': (random, { record, tid }, n) => [
    record(n),
    127,
    tid(n),
    random.pick(['!!!!', '!!!!:2024-01-01 00:00:00']),
  ],
};

const push: Attempt<unknown[]> = (_, { shop, tid }, n) => [shop, [flagshipOrder(tid(n))], [flagshipLine(tid(n), `${tid(n)}-1`, `A${n}`)]];
Object.assign(flagshipAttempts, {
  'goods.ApiGoods.upload': (_, { shop }, n) => [{ shop_no: shop, goods_list: [goods(n)] }],
  'sales.RawTrade.pushSelf': push,
  'sales.RawTrade.pushSelf2': push,
  'wms.StockPd.stockSyncByPd': (random, { warehouse }, n) => [
    { warehouse_no: warehouse, defect_mode: 0, remark: '' },
    [{ spec_no: `A${n}`, new_num: String(random.int(0, 9)), defect: random.chance(0.2), remark: '' }],
  ],
  'wms.StockSpec.queryAvailableStock': (random, { warehouse }, n) => [
    random.pick([
      { warehouse_no: warehouse, ...RANGE },
      { warehouse_no: warehouse, spec_no: `A${n}` },
    ]),
  ],
  'setting.Shop.queryShop': (_, { shop }) => [{ shop_no: shop }],
  'setting.Warehouse.queryWarehouse': (_, { warehouse }) => [{ warehouse_no: warehouse }],
  'setting.Logistics.queryLogistics': (_, { shop }) => [{ logistics_no: shop }],
} satisfies Record<string, Attempt<unknown[]>>);

/** Enterprise: form fields by interface. */
export const enterpriseAttempts: Record<string, Attempt<Record<string, string>>> = {
  api_goods_stock_change_query: (random, { shop }) => ({ shop_no: shop, limit: random.pick(['1', '100', '2000']) }),
  api_goods_stock_change_ack: (random, { record }, n) => {
    const list = several(random, n).map((each) => ({
      rec_id: record(each),
      stock_change_count: version(random),
      sync_stock: random.int(0, 9),
      syn_status: random.int(0, 1),
    }));
    return { stock_sync_list: JSON.stringify(list) };
  },
  logistics_sync_query: (random, { shop }) => ({ shop_no: shop, limit: '100', is_part_sync_able: random.pick(['0', '1']) }),
  logistics_sync_ack: (random, { record }, n) => ({
    logistics_list: JSON.stringify(several(random, n).map((each) => ({ rec_id: record(each), status: random.int(0, 1), message: '' }))),
  }),
  api_goodsspec_push: (_, { shop }, n) => ({
    api_goods_info: JSON.stringify({ platform_id: 127, shop_no: shop, goods_list: [goods(n)] }),
  }),
  trade_push: (random, { shop, tid }, n) => ({
    shop_no: shop,
    switch: random.pick(['0', '1']),
    trade_list: JSON.stringify([enterpriseOrder(tid(n), `A${n}`)]),
  }),
  stock_sync_by_pd: (random, { warehouse, tid }, n) => ({
    warehouse_no: warehouse,
    api_outer_no: `${tid(n)}-${random.int(0, 1_000_000)}`,
    goods_list: JSON.stringify([{ spec_no: `A${n}`, stock_num: random.int(0, 9) }]),
  }),
  stock_query: (random, { warehouse }, n) => ({ warehouse_no: warehouse, ...random.pick([RANGE, { spec_no: `A${n}` }]) }),
  shop: (_, { shop }) => ({ shop_no: shop }),
  warehouse_query: (_, { warehouse }) => ({ warehouse_no: warehouse }),
  logistics: (_, { shop }) => ({ logistics_no: shop }),
};
