/** The flagship methods: translate to the model's words, call an engine verb, translate back. */
import type { Calculated } from '@tongbu/engine';
import type { StockEffect } from '@tongbu/model';
import { flagship, PLACEHOLDER, type RequestOf, toCount } from '@tongbu/protocol';
import type { Call, Handlers } from './call.ts';
import { listings } from './flagship/listings.ts';
import { orders } from './flagship/orders.ts';
import { settings } from './flagship/settings.ts';
import { stock } from './flagship/stock.ts';

const { refuse } = flagship;
type Methods = typeof flagship.methods;

export const flagshipHandlers: Handlers<Methods> = {
  async 'sales.StockSync.getSelfWaitSyncIdListOpen'({ engine, caller, now }, { count, position }) {
    const limit = Math.min(Math.max(count, 10), 5000);
    const ids = await engine.waitingListings({ caller, after: Math.max(position, 0), limit, now });
    return { data: { id_list: ids, position: ids.at(-1) ?? position } };
  },

  'sales.StockSync.calcStock': calculate,
  'sales.StockSync.calcStockWithAuth': calculate,

  async 'sales.StockSync.batchCalcStock'({ engine, caller, now }, { params: list }) {
    const readable = list.flatMap((element) => (element.ok ? [element.value] : []));
    const found = await engine.calculateStock({ caller, listings: readable.map(({ api_goods_id }) => toCount(api_goods_id)) });
    const success_date = [];
    const error_date = [];
    for (const element of list) {
      if (!element.ok) {
        error_date.push({ rec_id: element.id ?? '0', err_msg: element.problem.field });
        continue;
      }
      const { api_goods_id, force_sync } = element.value;
      const result = found.shift() as Calculated;
      const refusal = whyNotShown(result, force_sync, now);
      if (refusal) error_date.push({ rec_id: api_goods_id, err_msg: refusal.message });
      else if (result.found) success_date.push(flagship.stockRow(result.change));
    }
    return { data: { success_date, error_date } };
  },

  'sales.StockSync.syncSuccess': (call, request) => acknowledge(call, request, 'success'),
  'sales.StockSync.syncFail': (call, request) => acknowledge(call, request, 'fail'),

  async 'sales.StockSync.cancelSync'({ engine, caller, signedAt, now }, { apiGoodsId, stockChangeCount }) {
    const named = { listing: toCount(apiGoodsId), version: toCount(stockChangeCount) };
    const effect = await engine.cancelStock({ caller, ...named, signedAt, now });
    if (effect !== 'cancelled') throw refuse.cancel();
    return {};
  },

  async 'sales.LogisticsSync.getSyncListExt'({ engine, caller, now, page }, { params }) {
    const { size, page: number, total } = page as flagship.Page;
    if (!params?.is_own_platform) return total ? { data: [], total: 0 } : { data: [] };
    const filter = {
      shopNo: params.shop_no || null,
      tid: params.tid || null,
      trackingNumber: params.logistics_no || null,
      part: params.is_part_sync ?? null,
    };
    const found = await engine.pageShipments({ caller, filter, offset: number * size, limit: size, total, now });
    if (!found) throw refuse.unknownShop();
    return { total: found.total ?? undefined, data: found.shipments.map(flagship.shipmentRow) };
  },

  async 'sales.LogisticsSync.update'({ engine, caller, signedAt, now }, { syncList }) {
    const items = syncList.map(flagship.shipmentAcknowledgement);
    const effects = await engine.acknowledgeShipments({ caller, items, signedAt, now });
    const errors = syncList.map((element, i) => {
      if (!element.ok) return items[i]?.refused ?? '';
      return effects[i] === 'unknown' ? flagship.unknownShipment(element.value.sync_id) : '';
    });
    return { data: errors.filter((error) => error !== '') };
  },

  async 'sales.LogisticsSync.getSpecialOids'({ engine, caller }, { tradeId, tid, oids }) {
    if (!oids.startsWith(PLACEHOLDER)) return { data: { code: 0, message: 'ok', oids } };
    const found = await engine.specialOids({ caller, tid, tradeId: toCount(tradeId) });
    if (!found) return { data: { code: 1, message: '获取子订单号失败', oids: '' } };
    return { data: { code: 0, message: 'ok', oids: found.join(',') } };
  },

  ...listings,
  ...orders,
  ...stock,
  ...settings,
};

async function calculate({ engine, caller, now }: Call, { apiGoodsId, forceSync }: RequestOf<Methods['sales.StockSync.calcStock']>) {
  const listing = toCount(apiGoodsId);
  const [result = { found: false } as const] = await engine.calculateStock({ caller, listings: [listing] });
  const refusal = whyNotShown(result, forceSync, now);
  if (refusal || !result.found) throw refusal ?? refuse.unknownListing();
  return { data: flagship.stockRow(result.change) };
}

/**
 * A listing that is switched off or suspended is told only when forced; one that is bound to nothing, or on which no rule acts, never, for
 * its quantity means nothing.
 */
function whyNotShown(result: Calculated, force: boolean, now: number): flagship.FlagshipRefusal | undefined {
  if (!result.found) return refuse.unknownListing();
  const { goodsId, specId, target, rule } = result.change;
  const isOn = result.syncable && result.suspendedUntil <= now;
  const hasQuantity = target !== 'none' && rule.id > 0;
  return isOn || (force && hasQuantity) ? undefined : refuse.disabledListing(goodsId, specId);
}

async function acknowledge(
  { engine, caller, signedAt, now }: Call,
  request: RequestOf<Methods['sales.StockSync.syncSuccess']>,
  outcome: 'success' | 'fail',
): Promise<Record<string, never>> {
  const items = [flagship.stockAcknowledgement(request, outcome)];
  const [result] = await engine.acknowledgeStock({ caller, items, signedAt, now });
  const refused: Partial<Record<StockEffect, flagship.FlagshipRefusal>> = {
    unknown: refuse.unknownListing(),
    unversioned: refuse.empty('stock_change_count'),
  };
  const refusal = result && refused[result.effect];
  if (refusal) throw refusal;
  return {};
}
