import { method } from '../../method.ts';
import { calcStock } from './sales.StockSync.calcStock.ts';

export const calcStockWithAuth = method({
  ...calcStock,
  name: 'sales.StockSync.calcStockWithAuth',
  summary: {
    en: 'The older name of calcStock; same arguments, same answer.',
    zh: 'calcStock 的旧名，参数与返回相同。',
  },
});
