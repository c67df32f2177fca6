export * from './envelope.ts';
export * from './error.ts';
export * from './form.ts';
export { LARGEST_BATCH as LARGEST_STOCK_BATCH } from './methods/api_goods_stock_change_ack.ts';
export { methods } from './methods/index.ts';
export { LARGEST_BATCH as LARGEST_SHIPMENT_BATCH } from './methods/logistics_sync_ack.ts';
export * from './sign.ts';
export * from './translate.ts';
