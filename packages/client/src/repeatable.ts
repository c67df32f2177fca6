import type { InterfaceName } from './client.ts';

/** Whether a request may be sent once more when nobody knows what became of the first. */
type Repeatable = boolean | ((request: never) => boolean);

/**
 * Which interfaces are safe to repeat by what they mean: what asks, and what names the one version or record it settles. Not
 * what overwrites: a repeat could undo what somebody else has written since.
 */
const INTERFACES: Record<InterfaceName<'flagship'> | InterfaceName<'enterprise'>, Repeatable> = {
  'sales.StockSync.getSelfWaitSyncIdListOpen': true,
  'sales.StockSync.calcStock': true,
  'sales.StockSync.calcStockWithAuth': true,
  'sales.StockSync.batchCalcStock': true,
  'sales.StockSync.syncSuccess': true,
  'sales.StockSync.syncFail': true,
  /** -1 stands for the version that is current when it is signed, which may be a newer one by then. */
  'sales.StockSync.cancelSync': ({ stockChangeCount }: { stockChangeCount: unknown }) => Number(stockChangeCount) >= 0,
  'sales.LogisticsSync.getSyncListExt': true,
  'sales.LogisticsSync.update': true,
  'sales.LogisticsSync.getSpecialOids': true,
  'goods.ApiGoods.upload': false,
  'sales.RawTrade.pushSelf': false,
  'sales.RawTrade.pushSelf2': false,
  'wms.StockPd.stockSyncByPd': false,
  'wms.StockSpec.queryAvailableStock': true,
  'setting.Shop.queryShop': true,
  'setting.Warehouse.queryWarehouse': true,
  'setting.Logistics.queryLogistics': true,
  api_goods_stock_change_query: true,
  api_goods_stock_change_ack: true,
  logistics_sync_query: true,
  logistics_sync_ack: true,
  api_goodsspec_push: false,
  trade_push: false,
  stock_sync_by_pd: false,
  stock_query: true,
  shop: true,
  warehouse_query: true,
  logistics: true,
};

/** Whether this request may be repeated although it may have been done. */
export function isRepeatable(method: string, request: unknown): boolean {
  const repeatable = INTERFACES[method as keyof typeof INTERFACES];
  return typeof repeatable === 'function' ? repeatable(request as never) : repeatable === true;
}
