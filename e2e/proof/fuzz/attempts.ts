/** What a stranger asks of each interface when it names somebody else's records. */
import type { Random } from './random.ts';

/** Names that a request holds; a twin of it holds others, which nothing has. */
export interface Names {
  /** Number of a listing and of a shipment. */
  record: (n: number) => number;
  shop: string;
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
};
