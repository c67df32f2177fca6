/** The listings of an item, or of a suite, in order of their numbers: a fan-out goes on where it stopped without passing all that it has done. */
export const listingsInOrder = () => `
drop index listings_by_item;
drop index listings_by_suite;
create index listings_by_item on listings (seller, item_id, listing_id);
create index listings_by_suite on listings (seller, suite_id, listing_id) where suite_id is not null;
`;
