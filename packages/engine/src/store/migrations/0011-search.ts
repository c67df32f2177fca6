/**
 * What operators look records up by, beside what was indexed already. Acknowledgements write none of these columns, so they touch no
 * such index; each leaves out the rows that another index finds, or that cannot be looked for.
 */
export const search = () => `
create index listings_by_spec_id on listings (seller, spec_id, listing_id) where spec_id <> '';
create index listings_by_goods_no on listings (seller, goods_no, listing_id) where goods_no <> '' and goods_no <> match_code;
create index listings_by_spec_no on listings (seller, spec_no, listing_id) where spec_no <> '' and spec_no <> match_code;
create index shipments_by_oids on shipments (seller, oids, shipment_id) where oids <> '';
`;
