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
  const caller = { seller, key: null, actor: 'flagship:shop' };
  const orders = [
    orderOf('2026112300871', 'toShip', 'paid'),
    orderOf('2026112300872', 'unpaid', 'unpaid'),
    orderOf('2026112300873', 'toShip', 'paid'),
  ];
  const push = { caller, shopNo, orders, whole: false, checkAmounts: false, request: null, signedAt: null, now };
  await engine.pushOrders(push);
  await engine.shipOrder({
    ...{ ...who, tid: '2026112300871', carrier: 'XXKD', numbers: ['XX30998127'], shippedAt: null },
    lines: [{ oid: '2026112300871-1', num: '1' }],
  });
  const whole = { tid: '2026112300873', carrier: 'XXKD', numbers: ['XX30998128'], shippedAt: null, lines: null };
  await engine.shipOrder({ ...who, ...whole });
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

/** An order of two lines, of which the second names goods that nobody knows. */
function orderOf(tid: string, state: 'toShip' | 'unpaid', payment: 'paid' | 'unpaid'): Pushed {
  const none = { goodsNo: '', adjustAmount: '0', discount: '0', shareDiscount: '0', remark: '', kind: 0, refund: 'none' as const, state };
  return {
    ...{ tid, state, payment, deliveryTerm: 1, tradeAt: null, paidAt: null, endedAt: null, buyerNick: '茶友_老周', receivable: '616' },
    receiver: { name: '周先生', mobile: '138****0000', telno: '', area: '浙江省 杭州市 西湖区', address: '龙井路 1 号', zip: '310013' },
    ...{ postage: '0', codAmount: '0', warehouseNo: '', carrierType: -1, buyerMessage: '', remark: '', sealed: false },
    subOrders: [
      {
        ...none,
        oid: `${tid}-1`,
        goodsId: 'G1',
        specId: '',
        specNo: 'SKU-1',
        goodsName: '西湖龙井 明前特级',
        specName: '50g 罐装',
        count: '2',
        price: '268',
      },
      {
        ...none,
        oid: `${tid}-2`,
        goodsId: 'G77',
        specId: '',
        specNo: 'GIFT-BAG',
        goodsName: '手提袋',
        specName: '',
        count: '1',
        price: '80',
      },
    ],
  };
}

type Pushed = Parameters<Tongbu['engine']['pushOrders']>[0]['orders'][number];
