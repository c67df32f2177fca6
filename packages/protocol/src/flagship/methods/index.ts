import { getSpecialOids } from './sales.LogisticsSync.getSpecialOids.ts';
import { getSyncListExt } from './sales.LogisticsSync.getSyncListExt.ts';
import { update } from './sales.LogisticsSync.update.ts';
import { batchCalcStock } from './sales.StockSync.batchCalcStock.ts';
import { calcStock } from './sales.StockSync.calcStock.ts';
import { calcStockWithAuth } from './sales.StockSync.calcStockWithAuth.ts';
import { cancelSync } from './sales.StockSync.cancelSync.ts';
import { getSelfWaitSyncIdListOpen } from './sales.StockSync.getSelfWaitSyncIdListOpen.ts';
import { syncFail } from './sales.StockSync.syncFail.ts';
import { syncSuccess } from './sales.StockSync.syncSuccess.ts';

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
};
