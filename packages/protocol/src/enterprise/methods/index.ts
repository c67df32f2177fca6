import { api_goods_stock_change_ack } from './api_goods_stock_change_ack.ts';
import { api_goods_stock_change_query } from './api_goods_stock_change_query.ts';
import { logistics_sync_ack } from './logistics_sync_ack.ts';
import { logistics_sync_query } from './logistics_sync_query.ts';

/** The enterprise edition: every interface served, by the vendor's file name without `.php`. */
export const methods = {
  api_goods_stock_change_query,
  api_goods_stock_change_ack,
  logistics_sync_query,
  logistics_sync_ack,
};
