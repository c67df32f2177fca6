/** A real Vendure and Tongbu, the whole way. */
import type { ShopOnTheWay } from './loop.ts';
import { loopPromises } from './loop-promises.ts';
import { startVendure } from './vendure-shop.ts';

const WORDS = ['addFulfillmentToOrder', 'transitionFulfillmentToState', 'updateProductVariants'];

loopPromises('Vendure', WORDS, async (): Promise<ShopOnTheWay> => {
  const { adminUrl, sell, buy, order, stockOf, stop } = await startVendure();
  return {
    ...{ url: adminUrl, sell, stop },
    settings: (url) => `{ kind: vendure, url: '${url}/admin-api', username: superadmin, password: '\${SHOP_PASSWORD}' }`,
    environment: { SHOP_PASSWORD: 'superadmin' },
    states: { partly: 'PartiallyShipped', wholly: 'Shipped' },
    async buy(skus) {
      const { code, lines } = await buy(skus.map((sku) => ({ sku, pieces: 1 })));
      return { tid: code, oids: lines.map(({ id }) => id) };
    },
    async order(tid) {
      const { state, fulfillments } = await order(tid);
      const parcels = fulfillments.map(({ state: at, method, trackingCode, lines }) => ({
        ...{ isSent: at === 'Shipped', carrier: method, trackingNumber: trackingCode },
        oids: lines.map(({ orderLineId }) => orderLineId).sort(),
      }));
      return { state, parcels };
    },
    async stockOf(sku) {
      const [level, ...more] = await stockOf(sku);
      if (!level || more.length > 0) throw new Error(`Vendure has ${sku} ${more.length + 1} times`);
      return { onHand: level.stockOnHand, reserved: level.stockAllocated };
    },
  };
});
