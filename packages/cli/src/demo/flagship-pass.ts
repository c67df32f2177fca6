import type { Client } from '@tongbu/client';
import { type PretendShop, ShopTrouble } from './pretend-shop.ts';
import { BATCH, type Pass, type PassEvents } from './reader.ts';

/** The loop of a shop that speaks the flagship edition, through the signed API like any other client. */
export function flagshipPass(client: Client<'flagship'>): Pass {
  return async (shop, events) => {
    const { data: waiting } = await client.call('sales.StockSync.getSelfWaitSyncIdListOpen', { count: BATCH, position: 0 });
    const { data: shipments } = await client.call(
      'sales.LogisticsSync.getSyncListExt',
      { params: { shop_no: shop.no, is_own_platform: true } },
      { page: { size: BATCH } },
    );
    events.pulled(waiting.id_list.length, shipments.length);
    if (waiting.id_list.length > 0) await syncStock(client, shop, events, waiting.id_list);
    if (shipments.length > 0) await syncShipments(client, shop, shipments);
  };
}

async function syncStock(client: Client<'flagship'>, shop: PretendShop, events: PassEvents, ids: string[]): Promise<void> {
  const list = ids.map((api_goods_id) => ({ api_goods_id, force_sync: false }));
  const { data } = await client.call('sales.StockSync.batchCalcStock', { params: list });
  for (const row of data.success_date) {
    const info = {
      syn_stock: row.syn_stock,
      stock_change_count: row.stock_change_count,
      stock_syn_rule_id: row.stock_syn_rule_id,
      stock_syn_rule_no: row.stock_syn_rule_no,
    };
    const apiGoodsId = row.rec_id;
    try {
      shop.show(row.rec_id, row.syn_stock);
      if (shop.isSlow()) await events.slow(row.spec_outer_id || row.outer_id);
      const said = () => client.call('sales.StockSync.syncSuccess', { apiGoodsId, info: { ...info, syn_result: '库存同步成功' } });
      await said();
      if (shop.losesAnswer()) await said();
    } catch (error) {
      if (!(error instanceof ShopTrouble)) throw error;
      await client.call('sales.StockSync.syncFail', { apiGoodsId, info: { ...info, syn_result: error.message } });
    }
  }
}

interface Waiting {
  sync_id: string;
  tid: string;
  oids: string;
  logistics_no: string;
}

async function syncShipments(client: Client<'flagship'>, shop: PretendShop, shipments: Waiting[]): Promise<void> {
  const syncList = shipments.map(({ sync_id, tid, oids, logistics_no }) => {
    try {
      shop.ship(tid, oids, logistics_no);
      return { sync_id, status: 'success' as const, error_msg: '' };
    } catch (error) {
      if (!(error instanceof ShopTrouble)) throw error;
      return { sync_id, status: error.temporary ? ('retry' as const) : ('fail' as const), error_msg: error.message };
    }
  });
  await client.call('sales.LogisticsSync.update', { syncList });
}
