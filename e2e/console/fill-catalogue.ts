import type { Tongbu } from '@tongbu/server/sandbox';

/** What somebody looks after in the catalogue: suites, rules, a stocktake, and what nobody has said the meaning of yet. */
export async function fillCatalogue(engine: Tongbu['engine'], seller: string, shopNo: string): Promise<void> {
  const now = Date.now();
  const who = { seller, actor: 'operator:ops', now };
  const rows = (kind: string, records: Record<string, string>[]) =>
    engine.importRows({ seller, kind: kind as never, records, now, partial: false });
  const parts = [
    { specNo: 'SKU-1', count: '2' },
    { specNo: 'SKU-5', count: '1' },
  ];
  await engine.saveSuite({ ...who, suite: { suiteNo: 'TEA-BOX', name: '龙井茶具礼盒', brand: '同步茶业', category: '茶/礼盒', parts } });
  await engine.saveWarehouse({ ...who, warehouse: { warehouseNo: 'east', name: '华东二仓', type: 2, outerNo: 'EXT-0571' } });
  await rows('levels', [{ spec_no: 'SKU-2', warehouse_no: 'east', stock_num: '12', lock_num: '2' }]);
  await rows('listings', [
    { shop_no: shopNo, goods_id: 'box-1', spec_no: 'TEA-BOX', goods_name: '龙井茶具礼盒' },
    { shop_no: shopNo, goods_id: '900017', spec_no: 'sku-4', goods_name: '安溪铁观音 清香型 500g 新茶' },
    { shop_no: 'mini', goods_id: '900021', spec_no: 'QH-2026', goods_name: '青花盖碗 两件套，颜色随机发货，偏远地区不包邮' },
  ]);
  await engine.saveRule({ ...who, rule: { no: 'mini', name: '小程序留一半', shops: ['mini'], percent: 50, min: '0', priority: 10 } });
  await rows('carriers', [{ logistics_no: 'XXKD', logistics_name: '小小快递' }]);
  await rows('shipments', [{ shop_no: shopNo, tid: '2026112300871', logistics_code: 'XXKD', logistics_no: 'XX30998127' }]);
  const line = { counted: '37', defective: false, remark: '' };
  const count = {
    caller: { seller, key: null, actor: 'person:Wang Fang' },
    scope: 'all',
    whole: false,
    create: true,
    outerNo: null,
  } as const;
  const lines = [
    { ...line, specNo: 'SKU-2' },
    { ...line, specNo: 'none' },
  ];
  await engine.countStock({ ...count, warehouseNo: 'main', remark: '月末盘点', lines, request: null, signedAt: null, now });
}
