/** Who asks: the seller comes from the credential alone (promise B7). */
export interface Caller {
  seller: string;
  /** Number of the key whose rights bound what is seen; null where all of the seller's shops are. */
  key: number | null;
  /** Number of the key whose rights bound which warehouses are seen; null, or left out, where all of the seller's are. */
  warehouseKey?: number | null;
  /** For the journal: `flagship:<key>`, `enterprise:<key>`, `import`, `operator`. */
  actor: string;
}

/** The values that {@link seesShop} and {@link seesWarehouse} need. */
export function whoSees({ seller, key, warehouseKey = null }: Caller): { seller: string; key: number | null; warehouseKey: number | null } {
  return { seller, key, warehouseKey };
}

/** SQL: the row's shop is one the caller may see. Needs `:seller` and `:key`. */
export const seesShop = (shopColumn: string) => `(cast(:key as bigint) is null or ${shopColumn} in
    (select k.shop_id from key_shops k where k.seller = :seller and k.key_id = cast(:key as bigint)))`;

/** SQL: the row's warehouse is one the caller may see. Needs `:seller` and `:warehouseKey`. */
export const seesWarehouse = (warehouseColumn: string) => `(cast(:warehouseKey as bigint) is null or ${warehouseColumn} in
    (select k.warehouse_id from key_warehouses k where k.seller = :seller and k.key_id = cast(:warehouseKey as bigint)))`;
