/** How many elements a call was about, by its interface: what was offered, taken and refused in it. */
import type { AnswerOf, enterprise, flagship, Methods, RequestOf } from '@tongbu/protocol';

/** Elements of one call; all 0 where it was refused as a whole. */
export interface Counts {
  /** Records that the answer offers. */
  offered: number;
  /** Elements of the request that were taken, whatever came of them. */
  accepted: number;
  /** Elements of the request that were refused alone. */
  rejected: number;
}

/** Of a call that was refused as a whole. */
export const NO_COUNTS: Counts = { offered: 0, accepted: 0, rejected: 0 };

const offers = (offered: number): Counts => ({ offered, accepted: 0, rejected: 0 });
const takes = (given: number, rejected: number): Counts => ({ offered: 0, accepted: given - rejected, rejected });

/** One count for each interface of an edition; a missing one does not compile. */
type Counting<M extends Methods> = { [Name in keyof M]: (request: RequestOf<M[Name]>, answer: AnswerOf<M[Name]>) => Counts };

/** The flagship edition. */
export const flagshipCounts: Counting<typeof flagship.methods> = {
  'sales.StockSync.getSelfWaitSyncIdListOpen': (_, { data }) => offers(sizeOf(data?.id_list)),
  'sales.StockSync.calcStock': () => offers(1),
  'sales.StockSync.calcStockWithAuth': () => offers(1),
  'sales.StockSync.batchCalcStock': (_, { data }) => ({ ...offers(sizeOf(data?.success_date)), rejected: sizeOf(data?.error_date) }),
  'sales.StockSync.syncSuccess': () => takes(1, 0),
  'sales.StockSync.syncFail': () => takes(1, 0),
  'sales.StockSync.cancelSync': () => takes(1, 0),
  'sales.LogisticsSync.getSyncListExt': (_, { data }) => offers(sizeOf(data)),
  'sales.LogisticsSync.update': ({ syncList }, { data }) => takes(syncList.length, sizeOf(data)),
  'sales.LogisticsSync.getSpecialOids': () => offers(1),
  'goods.ApiGoods.upload': ({ param }, { data }) =>
    takes(param.goods_list.length, data?.rec_ids?.filter((id) => Number(id) === 0).length ?? 0),
  'sales.RawTrade.pushSelf': (_, { data }) => takes(sumOf(data), 0),
  'sales.RawTrade.pushSelf2': (_, { data }) => {
    const rejected = sizeOf(data?.error_list);
    return takes(sumOf(data) + rejected, rejected);
  },
  'setting.Shop.queryShop': (_, { data }) => offers(sizeOf(data?.details)),
  'setting.Warehouse.queryWarehouse': (_, { data }) => offers(sizeOf(data?.details)),
  'setting.Logistics.queryLogistics': (_, { data }) => offers(sizeOf(data?.details)),
  'wms.StockPd.stockSyncByPd': ({ specList }, { data }) => takes(specList.length, data?.skip_spec_no?.split(',').length ?? 0),
  'wms.StockSpec.queryAvailableStock': (_, { data }) => offers(sizeOf(data?.stocks)),
};

/** The enterprise edition. */
export const enterpriseCounts: Counting<typeof enterprise.methods> = {
  api_goods_stock_change_query: (_, { stock_change_list }) => offers(sizeOf(stock_change_list)),
  api_goods_stock_change_ack: ({ stock_sync_list }, { errors }) => takes(stock_sync_list.length, sizeOf(errors)),
  logistics_sync_query: (_, { trades }) => offers(sizeOf(trades)),
  logistics_sync_ack: ({ logistics_list }, { errors }) => takes(logistics_list.length, sizeOf(errors)),
  api_goodsspec_push: ({ api_goods_info: { goods_list } }, { errors }) => takes(goods_list.length, sizeOf(errors)),
  trade_push: ({ trade_list }, answer) => takes(trade_list.length, Math.max(0, trade_list.length - sumOf(answer))),
  stock_sync_by_pd: ({ goods_list }, { warning }) => takes(goods_list.length, sizeOf(warning)),
  stock_query: (_, { stocks }) => offers(sizeOf(stocks)),
  shop: (_, { shoplist }) => offers(sizeOf(shoplist)),
  warehouse_query: (_, { warehouses }) => offers(sizeOf(warehouses)),
  logistics: (_, { logistics_list }) => offers(sizeOf(logistics_list)),
};

const sizeOf = (list: readonly unknown[] | null | undefined) => list?.length ?? 0;

function sumOf(counts: { new_count?: unknown; chg_count?: unknown } | null | undefined): number {
  return Number(counts?.new_count ?? 0) + Number(counts?.chg_count ?? 0);
}
