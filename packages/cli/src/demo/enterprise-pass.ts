import type { Client } from '@tongbu/client';
import { type PretendShop, ShopTrouble } from './pretend-shop.ts';
import { BATCH, type Pass, type PassEvents } from './reader.ts';

/** The loop of a shop that speaks the enterprise edition: what is in the acknowledgement succeeded, the rest is left out. */
export function enterprisePass(client: Client<'enterprise'>): Pass {
  return async (shop, events) => {
    const stock = await client.call('api_goods_stock_change_query', { shop_no: shop.no, limit: BATCH });
    const { trades } = await client.call('logistics_sync_query', { shop_no: shop.no, is_part_sync_able: true, limit: BATCH });
    events.pulled(stock.stock_change_list.length, trades.length);
    await syncStock(client, shop, events, stock.stock_change_list);
    await syncShipments(client, shop, events, trades);
  };
}

interface Change {
  rec_id: string;
  spec_no: string;
  goods_no: string;
  sync_stock: string;
  stock_change_count: string;
}

async function syncStock(client: Client<'enterprise'>, shop: PretendShop, events: PassEvents, changes: Change[]): Promise<void> {
  const confirmed = [];
  for (const { rec_id, sync_stock, stock_change_count, spec_no, goods_no } of changes) {
    try {
      shop.show(rec_id, sync_stock);
      if (shop.isSlow()) await events.slow(spec_no || goods_no);
      confirmed.push({ rec_id, sync_stock, stock_change_count });
    } catch (error) {
      if (!(error instanceof ShopTrouble)) throw error;
      events.leftOut({ listing: rec_id }, error.message);
    }
  }
  if (confirmed.length === 0) return;
  await client.call('api_goods_stock_change_ack', { stock_sync_list: confirmed });
  if (shop.losesAnswer()) await client.call('api_goods_stock_change_ack', { stock_sync_list: confirmed });
}

interface Waiting {
  rec_id: string;
  tid: string;
  oids?: string | undefined;
  logistics_no: string;
}

async function syncShipments(client: Client<'enterprise'>, shop: PretendShop, events: PassEvents, trades: Waiting[]): Promise<void> {
  const logistics_list = [];
  for (const { rec_id, tid, oids = '', logistics_no } of trades) {
    try {
      shop.ship(tid, oids, logistics_no);
      logistics_list.push({ rec_id, status: 'success' as const, message: '同步成功' });
    } catch (error) {
      if (!(error instanceof ShopTrouble)) throw error;
      if (error.temporary) events.leftOut({ tid }, error.message);
      else logistics_list.push({ rec_id, status: 'fail' as const, message: error.message });
    }
  }
  if (logistics_list.length > 0) await client.call('logistics_sync_ack', { logistics_list });
}
