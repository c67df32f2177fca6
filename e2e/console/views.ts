/** A view of the console that is looked at by every check and pictured. */
export interface View {
  /** Of its pictures. */
  name: string;
  path: string;
  /** Who looks; an admin who is signed in by default. */
  as?: null;
}

/** Every view; a page that is added has its line here. */
export const VIEWS: View[] = [
  { name: 'overview', path: '/' },
  { name: 'stock-sync', path: '/stock-sync' },
  { name: 'listing', path: '/stock-sync/3' },
  { name: 'shipment-sync', path: '/shipment-sync' },
  { name: 'shipment', path: '/shipment-sync/2' },
  { name: 'items', path: '/items' },
  { name: 'item', path: '/items?item=SKU-1' },
  { name: 'suites', path: '/suites?suite=TEA-BOX' },
  { name: 'levels', path: '/levels' },
  { name: 'warehouses', path: '/levels?tab=warehouses' },
  { name: 'stocktake', path: '/levels?tab=stocktakes&stocktake=1' },
  { name: 'mapping', path: '/mapping' },
  { name: 'carriers', path: '/carriers' },
  { name: 'shops', path: '/shops' },
  { name: 'people', path: '/people' },
  { name: 'sessions', path: '/people?tab=sessions' },
  { name: 'audit', path: '/audit' },
  { name: 'account', path: '/account' },
  { name: 'docs', path: '/docs' },
  { name: 'docs-search', path: '/docs?q=sign' },
  { name: 'sign-in', path: '/sign-in', as: null },
  { name: 'setup', path: '/setup', as: null },
  { name: 'rules', path: '/rules' },
  { name: 'rule', path: '/rules/mini' },
  { name: 'orders', path: '/orders' },
  { name: 'order', path: '/orders/2026112300871' },
  { name: 'sandbox', path: '/sandbox' },
  { name: 'requests', path: '/requests' },
  { name: 'keys', path: '/keys' },
];
