/** Who asks: the seller comes from the credential alone (promise B7). */
export interface Caller {
  seller: string;
  /** Number of the key whose rights bound what is seen; null where all of the seller's shops are. */
  key: number | null;
  /** For the journal: `flagship:<key>`, `enterprise:<key>`, `import`, `operator`. */
  actor: string;
}

/** SQL: the row's shop is one the caller may see. Needs `:seller` and `:key`. */
export const seesShop = (shopColumn: string) => `(cast(:key as bigint) is null or ${shopColumn} in
    (select k.shop_id from key_shops k where k.seller = :seller and k.key_id = cast(:key as bigint)))`;
