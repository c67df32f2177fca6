/** Shops, warehouses, carriers and levels as the flagship edition's queries show them. */
import { type CarrierEntry, fromScaled, type LevelEntry, type ShopEntry, toScaled, type WarehouseEntry } from '@tongbu/model';
import type { AnswerOf } from '../method.ts';
import type { methods } from './methods/index.ts';

type Methods = typeof methods;
type Details<Name extends keyof Methods> = Extract<AnswerOf<Methods[Name]>, { data: { details: unknown[] } }>['data']['details'][number];
type AvailableRow = AnswerOf<Methods['wms.StockSpec.queryAvailableStock']>['data']['stocks'][number];

const PLACE = { contact: '', province: '', city: '', district: '', address: '', telno: '', mobile: '', zip: '', remark: '' };

/** A moment that is known; null writes nothing. */
const known = (at: number) => at || null;

/** One shop. Every one is of platform 127, and authorised while it is in use. */
export function shopRow(shop: ShopEntry): Details<'setting.Shop.queryShop'> {
  return {
    ...PLACE,
    shop_id: shop.shop,
    shop_name: shop.name,
    shop_no: shop.shopNo,
    platform_id: 127,
    sub_platform_id: 0,
    email: '',
    website: '',
    group_id: '',
    account_id: '',
    is_disabled: shop.disabled,
    auth_state: shop.disabled ? 'stopped' : 'granted',
    auth_time: '',
    re_expire_time: '',
    modified: known(shop.changedAt),
    expire_time: '',
    created: known(shop.createdAt),
  };
}

/** One warehouse. */
export function warehouseRow(warehouse: WarehouseEntry): Details<'setting.Warehouse.queryWarehouse'> {
  return {
    ...PLACE,
    warehouse_id: warehouse.warehouse,
    warehouse_no: warehouse.warehouseNo,
    name: warehouse.name,
    type: warehouse.type,
    sub_type: 0,
    modified: known(warehouse.changedAt),
    is_disabled: warehouse.disabled,
    created: known(warehouse.createdAt),
    purchase_contact: '',
    purchase_telno: '',
    purchase_address: '',
    prop1: '',
    prop2: '',
  };
}

/** One carrier; one that is mapped to none of the vendor's has the type -1. */
export function carrierRow(carrier: CarrierEntry): Details<'setting.Logistics.queryLogistics'> {
  return {
    logistics_id: carrier.carrier,
    logistics_type: carrier.type ?? -1,
    is_support_cod: carrier.cod,
    logistics_no: carrier.code,
    logistics_name: carrier.name,
    contact: '',
    telno: '',
    mobile: '',
    address: '',
    ebill_api: 0,
    is_preset_no: false,
    send_type: 0,
    is_disabled: carrier.disabled,
    max_weight: '0',
    remark: '',
    modified: known(carrier.modifiedAt),
    created: null,
    month_card: '',
    volume_weight_ratio: '0',
    volume_weight_ratio_switch: 0,
    volume_type: 0,
    volume_threshold: '0',
    volume_weight_ratio_special: '0',
    type: 1,
    main_logistics_name: '',
    quantity: '',
  };
}

/** What is promised already: taken off what lies there. */
const PROMISED = ['subscribe_num', 'order_num', 'unpay_num', 'sending_num', 'lock_num'];

/** What can still be sold of a level: what lies there without all that is promised; below zero where too much was sold. */
export function availableRow(level: LevelEntry): AvailableRow {
  const promised = PROMISED.reduce((sum, name) => sum + toScaled(level.others[name] ?? '0'), 0n);
  return {
    goods_name: level.goodsName,
    spec_code: '',
    num: fromScaled(toScaled(level.stock) - promised),
    warehouse_no: level.warehouseNo,
    goods_no: level.goodsNo,
    brand_name: level.brand,
    type: 1,
    spec_no: level.specNo,
    defect: level.defective,
    short_name: '',
    spec_name: level.specName,
    barcode: level.barcode,
    class_name: '',
    status: 1,
  };
}
