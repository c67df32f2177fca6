import type { Quantity } from './quantity.ts';

/** A shop as lists show it. Times are epoch milliseconds; 0 where nobody knows any more. */
export interface ShopEntry {
  shop: number;
  shopNo: string;
  name: string;
  disabled: boolean;
  createdAt: number;
  changedAt: number;
}

/** A warehouse as lists show it. Times as of a {@link ShopEntry}. */
export interface WarehouseEntry {
  warehouse: number;
  warehouseNo: string;
  name: string;
  /** 1 is the seller's own; every other number somebody else's. */
  type: number;
  /** What the one who runs it calls it. */
  outerNo: string;
  disabled: boolean;
  createdAt: number;
  changedAt: number;
}

/** A carrier as lists show it. */
export interface CarrierEntry {
  carrier: number;
  /** The seller's own code. */
  code: string;
  name: string;
  /** `logistics_type`; null while it is mapped to none. */
  type: number | null;
  /** Whether it collects cash on delivery. */
  cod: boolean;
  disabled: boolean;
  modifiedAt: number;
}

/** An item's quantities in one warehouse, sellable and defective stock apart, as lists show them. */
export interface LevelEntry {
  specNo: string;
  specName: string;
  goodsNo: string;
  goodsName: string;
  barcode: string;
  brand: string;
  unit: string;
  warehouseNo: string;
  warehouseName: string;
  warehouseType: number;
  defective: boolean;
  /** What lies there. */
  stock: Quantity;
  /** The other quantities by the vendor's names, zeros left out. */
  others: Record<string, Quantity>;
  createdAt: number;
  changedAt: number;
}
