/** Shops, warehouses, carriers and levels as the enterprise edition's queries show them. */
import type { CarrierEntry, LevelEntry, ShopEntry, WarehouseEntry } from '@tongbu/model';
import type { AnswerOf } from '../method.ts';
import type { methods } from './methods/index.ts';

type Methods = typeof methods;

const PLACE = { province: '', city: '', district: '', address: '', contact: '', zip: '', mobile: '', telno: '', remark: '' };

/** A moment that is known; null writes nothing. */
const known = (at: number) => at || null;

/** One shop; every one is of platform 127. */
export function shopRow(shop: ShopEntry): AnswerOf<Methods['shop']>['shoplist'][number] {
  const names = { province_name: '', city_name: '', district_name: '' };
  const account = { account_id: '', account_nick: '' };
  return {
    ...PLACE,
    ...names,
    ...account,
    platform_id: 127,
    sub_platform_id: 0,
    shop_id: shop.shop,
    shop_no: shop.shopNo,
    shop_name: shop.name,
  };
}

/** One warehouse. Defective stock lies beside the good in ours, so none is for defective stock alone. */
export function warehouseRow(warehouse: WarehouseEntry): AnswerOf<Methods['warehouse_query']>['warehouses'][number] {
  return {
    ...PLACE,
    warehouse_no: warehouse.warehouseNo,
    name: warehouse.name,
    warehouse_type: warehouse.type,
    ext_warehouse_no: warehouse.outerNo,
    is_defect: false,
    prop1: '',
    prop2: '',
    modified: known(warehouse.changedAt),
  };
}

/** One carrier; one that is mapped to none of the vendor's has the type -1. */
export function carrierRow(carrier: CarrierEntry): AnswerOf<Methods['logistics']>['logistics_list'][number] {
  return {
    ...PLACE,
    logistics_id: carrier.carrier,
    logistics_no: carrier.code,
    logistics_name: carrier.name,
    logistics_type: carrier.type ?? -1,
    bill_type: 0,
    is_support_cod: carrier.cod,
    is_disabled: carrier.disabled,
    priority: 0,
    modified: known(carrier.modifiedAt),
  };
}

/** One level. Defective stock is no column of this edition: only the sellable one is shown. */
export function stockOf(level: LevelEntry): AnswerOf<Methods['stock_query']>['stocks'][number] {
  const other = (name: string) => level.others[name] ?? '0';
  return {
    spec_no: level.specNo,
    spec_name: level.specName,
    goods_no: level.goodsNo,
    goods_name: level.goodsName,
    warehouse_no: level.warehouseNo,
    warehouse_name: level.warehouseName,
    warehouse_type: level.warehouseType,
    stock_num: level.stock,
    lock_num: other('lock_num'),
    order_num: other('order_num'),
    sending_num: other('sending_num'),
    purchase_num: other('purchase_num'),
    transfer_num: other('transfer_num'),
    to_transfer_num: other('to_transfer_num'),
    to_purchase_num: other('to_purchase_num'),
    purchase_arrive_num: other('purchase_arrive_num'),
    return_num: other('return_num'),
    refund_num: other('refund_num'),
    status: 1,
    unit: level.unit,
    img_url: '',
    remark: '',
    created: known(level.createdAt),
    modified: known(level.changedAt),
  };
}
