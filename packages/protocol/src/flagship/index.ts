export * from './clock.ts';
export * from './envelope.ts';
export * from './error.ts';
export { methods } from './methods/index.ts';
export { LARGEST_BATCH as LARGEST_UPDATE_BATCH } from './methods/sales.LogisticsSync.update.ts';
export { LARGEST_BATCH as LARGEST_CALC_BATCH } from './methods/sales.StockSync.batchCalcStock.ts';
export * from './parameters.ts';
export * from './sign.ts';
export * from './translate.ts';
