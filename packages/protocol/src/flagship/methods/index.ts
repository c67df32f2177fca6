import { upload } from './goods.ApiGoods.upload.ts';
import { getSpecialOids } from './sales.LogisticsSync.getSpecialOids.ts';
import { getSyncListExt } from './sales.LogisticsSync.getSyncListExt.ts';
import { update } from './sales.LogisticsSync.update.ts';
import { pushSelf } from './sales.RawTrade.pushSelf.ts';
import { pushSelf2 } from './sales.RawTrade.pushSelf2.ts';
import { batchCalcStock } from './sales.StockSync.batchCalcStock.ts';
import { calcStock } from './sales.StockSync.calcStock.ts';
import { calcStockWithAuth } from './sales.StockSync.calcStockWithAuth.ts';
import { cancelSync } from './sales.StockSync.cancelSync.ts';
import { getSelfWaitSyncIdListOpen } from './sales.StockSync.getSelfWaitSyncIdListOpen.ts';
import { syncFail } from './sales.StockSync.syncFail.ts';
import { syncSuccess } from './sales.StockSync.syncSuccess.ts';
import { queryLogistics } from './setting.Logistics.queryLogistics.ts';
import { queryShop } from './setting.Shop.queryShop.ts';
import { queryWarehouse } from './setting.Warehouse.queryWarehouse.ts';
import { stockSyncByPd } from './wms.StockPd.stockSyncByPd.ts';
import { queryAvailableStock } from './wms.StockSpec.queryAvailableStock.ts';

/** The flagship edition: every method served, by the vendor's name. */
export const methods = {
  'sales.StockSync.getSelfWaitSyncIdListOpen': getSelfWaitSyncIdListOpen,
  'sales.StockSync.calcStock': calcStock,
  'sales.StockSync.calcStockWithAuth': calcStockWithAuth,
  'sales.StockSync.batchCalcStock': batchCalcStock,
  'sales.StockSync.syncSuccess': syncSuccess,
  'sales.StockSync.syncFail': syncFail,
  'sales.StockSync.cancelSync': cancelSync,
  'sales.LogisticsSync.getSyncListExt': getSyncListExt,
  'sales.LogisticsSync.update': update,
  'sales.LogisticsSync.getSpecialOids': getSpecialOids,
  'goods.ApiGoods.upload': upload,
  'sales.RawTrade.pushSelf': pushSelf,
  'sales.RawTrade.pushSelf2': pushSelf2,
  'wms.StockPd.stockSyncByPd': stockSyncByPd,
  'wms.StockSpec.queryAvailableStock': queryAvailableStock,
  'setting.Shop.queryShop': queryShop,
  'setting.Warehouse.queryWarehouse': queryWarehouse,
  'setting.Logistics.queryLogistics': queryLogistics,
};
