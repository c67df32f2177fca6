import { createHash } from 'node:crypto';
import { createClient } from '@tongbu/client';
import { enterprise } from '@tongbu/protocol';
import { SCENES, type SceneName, type Tongbu } from '@tongbu/server/sandbox';
import { fillCatalogue } from './fill-catalogue.ts';

/**
 * Lets a day pass in a sandbox, so that every page has something to show: shops and goods with names, parcels of every documented kind,
 * and a shop that pulls, confirms, fails for various reasons, asks for a record again later and confirms a version that is no longer the newest.
 */
export async function fill(tongbu: Tongbu): Promise<void> {
  const { engine, seller, url, keys, shopNo, ship, move } = tongbu;
  const now = Date.now();
  const rows = async (kind: Parameters<typeof engine.importRows>[0]['kind'], records: Record<string, string>[]) => {
    await engine.importRows({ seller, kind, records, now, partial: false });
  };
  await rows(
    'items',
    GOODS.map(([spec_no, goods_name, spec_name], i) => ({ spec_no, goods_no: `G-${i + 1}`, goods_name, spec_name })),
  );
  await rows('shops', [
    { shop_no: shopNo, shop_name: '自研商城（官网）' },
    { shop_no: 'mini', shop_name: '微信小程序商城' },
  ]);
  for (const scene of Object.keys(SCENES) as SceneName[]) await ship(scene);
  const client = createClient({ edition: 'flagship', url, seller, ...keys.flagship, patienceMs: 0 });
  for await (const page of client.stock.pull({ shop: shopNo })) {
    const reports = page.map((record, i) => ({ record, ...OUTCOMES[i % OUTCOMES.length] }) as never);
    await client.stock.acknowledge(reports);
  }
  for await (const page of client.shipments.pull({ shop: shopNo })) {
    const reports = page.map((record, i) => ({ record, ...PARCELS[i % PARCELS.length] }) as never);
    await client.shipments.acknowledge(reports);
  }
  await fillCatalogue(engine, seller, shopNo);
  for (const [i, [sku]] of GOODS.entries()) if (i % 3 === 0) await move(sku as string, 40 + i * 7);
  await signWrongly(tongbu);
  await operate(tongbu);
}

/** What somebody with a token does over the management API, for the audit to tell. */
async function operate({ manageUrl, token }: Tongbu): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const does = async (method: string, path: string, body?: object) => {
    const answer = await fetch(manageUrl + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  await does('POST', '/api/shops/mini/pause');
  await does('POST', '/api/shops/mini/resume');
  await does('PUT', '/api/carriers/YTO', { name: '圆通速递', type: 85 });
  await does('PUT', '/api/items/SKU-1', { goodsName: '西湖龙井 明前特级', brand: '同步茶业' });
}

/** A client that counts bytes where characters are meant: refused, and explained. */
export async function signWrongly({ seller, url, keys }: Tongbu): Promise<string> {
  const { key, secret } = keys.enterprise;
  const form = { sid: seller, appkey: key, shop_no: '自研商城', timestamp: String(Math.floor(Date.now() / 1000)) };
  const text = enterprise.canonicalText(form).replace('0004-自研商城', '0012-自研商城');
  const sign = createHash('md5')
    .update(text + secret)
    .digest('hex');
  const answer = await fetch(`${url}/openapi2/logistics_sync_query.php`, { method: 'POST', body: enterprise.writeForm({ ...form, sign }) });
  return answer.headers.get('x-request-id') as string;
}

const GOODS: [string, string, string][] = [
  ['SKU-1', '西湖龙井 明前特级', '50g 罐装'],
  ['SKU-2', '西湖龙井 明前特级', '250g 礼盒'],
  ['SKU-3', 'Jasmine green tea, loose leaf, hand-scented seven times', '100 g'],
  ['SKU-4', '安溪铁观音 清香型', '500g'],
  ['SKU-5', '景德镇手绘青花盖碗', '150ml'],
];

const OUTCOMES = [
  { outcome: 'success' },
  { outcome: 'success' },
  { outcome: 'fail', message: '商城中没有该商品：SKU-3' },
  { outcome: 'success' },
  { outcome: 'retry', message: 'shop is busy, try again later' },
  { outcome: 'fail', message: '<img src=x onerror=alert(1)> SKU not found' },
];

const PARCELS = [
  { outcome: 'success' },
  { outcome: 'fail', message: '订单已关闭，无法发货' },
  { outcome: 'success' },
  { outcome: 'fail', message: '物流公司编码 SF 未映射' },
  { outcome: 'success' },
  { outcome: 'retry', message: '系统繁忙，请稍后重试' },
];
