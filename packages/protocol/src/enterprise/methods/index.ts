import { api_goods_stock_change_ack } from './api_goods_stock_change_ack.ts';
import { api_goods_stock_change_query } from './api_goods_stock_change_query.ts';
import { api_goodsspec_push } from './api_goodsspec_push.ts';
import { logistics } from './logistics.ts';
import { logistics_sync_ack } from './logistics_sync_ack.ts';
import { logistics_sync_query } from './logistics_sync_query.ts';
import { shop } from './shop.ts';
import { stock_query } from './stock_query.ts';
import { stock_sync_by_pd } from './stock_sync_by_pd.ts';
import { trade_push } from './trade_push.ts';
import { warehouse_query } from './warehouse_query.ts';

/** The enterprise edition: every interface served, by the vendor's file name without `.php`. */
export const methods = {
  api_goods_stock_change_query,
  api_goods_stock_change_ack,
  logistics_sync_query,
  logistics_sync_ack,
  api_goodsspec_push,
  trade_push,
  stock_sync_by_pd,
  stock_query,
  shop,
  warehouse_query,
  logistics,
};
