/** The largest push of orders that the vendor's limits allow: it is taken, and others are answered meanwhile (promise B12). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterpriseOrder } from './feeding.ts';
import { seedListings, startTestServer, type TestServer } from './harness.ts';
import { enterpriseBody, envelope, post } from './wire.ts';

const ORDERS = 50;
const LINES = 200;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { at: Date.parse('2026-11-10T10:00:00+08:00') });
  await seedListings(server, 4);
});
afterAll(() => server.close());

test('50 orders of 200 sub-orders each, every field said, are taken whole', async () => {
  const everything = { buyer_email: '', pay_id: '', pay_account: '', receiver_telno: '', receiver_zip: '', logistics_type: -1 };
  const more = { invoice_kind: 0, invoice_title: '', invoice_content: '', buyer_message: '', seller_memo: '', seller_flag: 0 };
  const orders = Array.from({ length: ORDERS }, (_, n) => {
    const order = enterpriseOrder(`M${n}`, 'A1', { ...everything, ...more, other_amount: 0, warehouse_no: '', paid: 10 * LINES });
    const [line] = order.order_list;
    const named = { goods_no: 'GN-1', goods_name: '龙井绿茶礼盒装（两罐）', spec_name: '红色', remark: '', cid: '' };
    return { ...order, order_list: Array.from({ length: LINES }, (_, i) => ({ ...line, ...named, oid: `M${n}-${i}` })) };
  });
  // As PHP writes it: pure ASCII.
  const trade_list = JSON.stringify(orders).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const body = enterpriseBody(server, { shop_no: 'S1', trade_list });
  expect(body.length).toBeGreaterThan(4 * 1024 * 1024);
  const answer = JSON.parse(envelope(await post(server.url, '/openapi2/trade_push.php', body)));
  expect(answer).toEqual({ code: 0, message: '', new_count: ORDERS, chg_count: 0 });
  const { subOrders } = await server.engine.showOrder({ seller: 'demo', tid: 'M49' });
  expect(subOrders).toHaveLength(LINES);
}, 120_000);
