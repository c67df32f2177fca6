/** What the feeding interfaces are sent in tests. */

/** What a request names: a listing and shipment number, a shop, an order. */
export interface Named {
  id: number;
  shop: string;
  tid: string;
}

/** An interface, asked about one record by a key of a seller. */
export type Ask = (as: string, sid: string, record: Named) => Promise<string>;

/** A flagship order; 10 yuan owed unless told. */
export const flagshipOrder = (tid: string, rest: object = {}) => ({
  tid,
  process_status: 10,
  trade_status: 30,
  refund_status: 0,
  pay_status: 2,
  order_count: 1,
  goods_count: 1,
  pay_method: 1,
  trade_time: '2026-01-01 00:00:00',
  end_time: null,
  buyer_nick: 'b',
  receiver_name: 'n',
  receiver_area: '北京 北京市 朝阳区',
  receiver_address: 'x',
  receiver_mobile: '13800000000',
  post_amount: 0,
  discount: 0,
  receivable: 10,
  delivery_term: 1,
  is_auto_wms: false,
  ...rest,
});

/** A line of a flagship order: one piece of the item for 10 yuan. */
export const flagshipLine = (tid: string, oid: string, spec_no: string, rest: object = {}) => ({
  tid,
  oid,
  status: 30,
  refund_status: 0,
  goods_id: `G-${spec_no}`,
  spec_id: '',
  goods_no: '',
  spec_no,
  goods_name: spec_no,
  num: 1,
  price: 10,
  discount: 0,
  share_discount: 0,
  total_amount: 10,
  adjust_amount: 0,
  refund_amount: 0,
  remark: '',
  json: '',
  ...rest,
});

/** An enterprise order with one line: one piece of the item for 10 yuan. */
export const enterpriseOrder = (tid: string, spec_no: string, rest: object = {}, line: object = {}) => ({
  tid,
  trade_status: 30,
  pay_status: 2,
  delivery_term: 1,
  trade_time: '2024-01-01 10:00:00',
  pay_time: '2024-01-01 10:01:00',
  buyer_nick: `buyer of ${tid}`,
  receiver_name: 'n',
  receiver_province: '北京',
  receiver_city: '北京市',
  receiver_district: '海淀区',
  receiver_address: 'x',
  receiver_mobile: '13800000000',
  post_amount: 0,
  cod_amount: 0,
  ext_cod_fee: 0,
  paid: 10,
  order_list: [
    {
      oid: `${tid}-1`,
      num: 1,
      price: 10,
      status: 30,
      refund_status: 0,
      goods_id: `G-${spec_no}`,
      spec_id: 'S',
      spec_no,
      goods_name: spec_no,
      adjust_amount: 0,
      discount: 0,
      share_discount: 0,
      ...line,
    },
  ],
  ...rest,
});

type ByFlagship = (method: string, body: (record: Named) => unknown, parameters?: Record<string, string>) => Ask;
type ByEnterprise = (name: string, fields: (record: Named) => Record<string, string>) => Ask;

/** Each feeding interface, asked about what the shop S1 and its seller have; in place of any other shop, about what nobody has. */
export function feedingAsks(byFlagship: ByFlagship, byEnterprise: ByEnterprise): Record<string, Ask> {
  const orNone = (name: string) => (record: Named) => (record.shop === 'S1' ? name : 'none');
  const [warehouse, item, carrier] = [orNone('W1'), orNone('A1'), orNone('ZTO')];
  const paging = { page_size: '10', page_no: '0', calc_total: '1' };
  const push = ({ shop, tid }: Named) => [shop, [flagshipOrder(tid)], [flagshipLine(tid, `${tid}-1`, 'A1')]];
  const goods = ({ shop }: Named) => ({ shop_no: shop, goods_list: [{ goods_id: 'G1', spec_id: '', spec_no: 'A1', status: 0 }] });
  return {
    'goods.ApiGoods.upload': byFlagship('goods.ApiGoods.upload', (record) => [goods(record)]),
    'sales.RawTrade.pushSelf': byFlagship('sales.RawTrade.pushSelf', push),
    'sales.RawTrade.pushSelf2': byFlagship('sales.RawTrade.pushSelf2', push),
    'wms.StockPd.stockSyncByPd': byFlagship('wms.StockPd.stockSyncByPd', (record) => [
      { warehouse_no: warehouse(record), defect_mode: 0, remark: '' },
      [{ spec_no: 'A1', remark: '', new_num: '5', defect: false }],
    ]),
    'wms.StockSpec.queryAvailableStock': byFlagship('wms.StockSpec.queryAvailableStock', (record) => [{ spec_no: item(record) }], paging),
    'setting.Shop.queryShop': byFlagship('setting.Shop.queryShop', ({ shop }) => [{ shop_no: shop }], paging),
    'setting.Warehouse.queryWarehouse': byFlagship(
      'setting.Warehouse.queryWarehouse',
      (record) => [{ warehouse_no: warehouse(record) }],
      paging,
    ),
    'setting.Logistics.queryLogistics': byFlagship(
      'setting.Logistics.queryLogistics',
      (record) => [{ logistics_no: carrier(record) }],
      paging,
    ),
    api_goodsspec_push: byEnterprise('api_goodsspec_push', (record) => ({
      api_goods_info: JSON.stringify({ platform_id: 127, ...goods(record) }),
    })),
    trade_push: byEnterprise('trade_push', ({ shop, tid }) => ({
      shop_no: shop,
      trade_list: JSON.stringify([enterpriseOrder(tid, 'A1')]),
    })),
    stock_sync_by_pd: byEnterprise('stock_sync_by_pd', (record) => ({
      warehouse_no: warehouse(record),
      api_outer_no: `PD-${record.shop}`,
      goods_list: '[{"spec_no":"A1","stock_num":"5"}]',
    })),
    stock_query: byEnterprise('stock_query', (record) => ({ spec_no: item(record) })),
    shop: byEnterprise('shop', ({ shop }) => ({ shop_no: shop })),
    warehouse_query: byEnterprise('warehouse_query', (record) => ({ warehouse_no: warehouse(record) })),
    logistics: byEnterprise('logistics', (record) => ({ logistics_no: carrier(record) })),
  };
}
