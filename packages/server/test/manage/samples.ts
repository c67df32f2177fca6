/** A request for every route that is answered well, each time it is asked for. */
import { addKey, ENTERPRISE_KEY, put, type TestServer } from '../harness.ts';
import { enterpriseBody, post } from '../wire.ts';
import { type Asked, type Manager, newListing, newOrder, newShipment, orderToPush, PASSWORD, signInAs, tradeOf } from './manager.ts';

let made = 0;

const newTrade = async (server: TestServer) => tradeOf(server, await newOrder(server));

const newName = () => `p${++made}`;

/** The link of somebody who was invited. */
const newLink = async ({ engine, clock }: TestServer, name = newName()) =>
  (await engine.invitePerson({ seller: 'demo', name, role: 'viewer', now: clock.now })).token;

const newPerson = async (server: TestServer) => {
  const name = newName();
  await newLink(server, name);
  return name;
};

/** A session of somebody who has just signed in. */
const newSession = async (server: TestServer, person = newName()) => {
  await signInAs(server, person, 'viewer');
  return (await server.engine.listSessions({ seller: 'demo', person, now: server.clock.now }))[0]?.session;
};

const newSuite = async (server: TestServer) => {
  const suiteNo = `SUITE${++made}`;
  await put(server, 'suites', [{ suite_no: suiteNo, spec_no: 'A1', count: '2' }]);
  return suiteNo;
};

const newKey = async (server: TestServer) => {
  const key = `made-${++made}`;
  await addKey(server.engine, 'enterprise', key);
  return key;
};

/** A signed request. @returns its id */
const newRequest = async (server: TestServer, sign?: string) => {
  const as = { sid: 'demo', key: await newKey(server), secret: ENTERPRISE_KEY.secret };
  const body = enterpriseBody(server, { shop_no: 'S1' }, { as, ...(sign !== undefined && { sign }) });
  const { headers } = await post(server.url, '/openapi2/logistics_sync_query.php', body);
  return headers['x-request-id'] as string;
};

export const samples: Record<string, (server: Manager) => Promise<Asked>> = {
  showOverview: async () => ({ path: '/api/overview' }),
  overviewHistory: async () => ({ path: '/api/overview/history?shop=S1&edition=flagship&from=2026-01-01T00:00:00Z' }),
  listFailures: async (server) => {
    await newShipment(server, 'failed');
    return { path: '/api/failures' };
  },
  showCommandLine: async () => ({ path: '/api/command-line' }),
  showSeller: async () => ({ path: '/api/seller' }),
  listShops: async () => ({ path: '/api/shops' }),
  showShop: async () => ({ path: '/api/shops/S1' }),
  saveShop: async () => ({
    method: 'PUT',
    path: '/api/shops/S2',
    body: { name: `二号店 ${++made}`, splitShipping: true, warehouseNo: 'W1' },
  }),
  pauseShop: async () => ({ method: 'POST', path: '/api/shops/S2/pause' }),
  resumeShop: async () => ({ method: 'POST', path: '/api/shops/S2/resume' }),
  listListings: async () => ({ path: '/api/listings?state=pending&shop=S1&q=A' }),
  showListing: async (server) => ({ path: `/api/listings/${await newListing(server)}` }),
  listingStory: async (server) => ({ path: `/api/listings/${await newListing(server)}/story` }),
  cancelListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/cancel`, body: { version: 1 } }),
  explainListing: async (server) => ({ path: `/api/listings/${await newListing(server)}/explanation` }),
  judgeListing: async (server) => ({ path: `/api/listings/${await newListing(server)}/verdict` }),
  listUnsynced: async () => ({ path: '/api/unsynced-listings' }),
  listUnbound: async (server) => {
    await put(server, 'listings', [{ shop_no: 'S1', goods_id: `gap-${++made}`, spec_no: 'a1' }]);
    return { path: '/api/unbound-listings?shop=S1&q=gap' };
  },
  mappingGaps: async () => ({ path: '/api/mapping-gaps' }),
  bindListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/bind`, body: { code: 'A2' } }),
  unbindListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/unbind` }),
  matchListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/match` }),
  suspendListing: async (server) => ({
    method: 'POST',
    path: `/api/listings/${await newListing(server)}/suspend`,
    body: { until: '2100-01-01T00:00:00+08:00' },
  }),
  disableListing: async (server) => ({
    method: 'POST',
    path: `/api/listings/${await newListing(server)}/disable`,
    body: { reason: '盘点' },
  }),
  enableListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/enable` }),
  requeueListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/requeue` }),
  ruleListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/rule`, body: { no: 'default' } }),
  listRules: async () => ({ path: '/api/rules' }),
  saveRule: async () => ({ method: 'PUT', path: `/api/rules/R${++made}`, body: { priority: made, percent: 50, plus: 1.5, shops: ['S2'] } }),
  previewRule: async () => ({ method: 'POST', path: '/api/rules/default/preview', body: { percent: 50 } }),
  removeRule: async (server) => {
    const rule = { no: `R${++made}`, priority: made, shops: ['S2'] };
    await server.engine.saveRule({ seller: 'demo', rule, actor: 'operator', now: server.clock.now });
    return { method: 'DELETE', path: `/api/rules/${rule.no}` };
  },
  listItems: async () => ({ path: '/api/items?q=A&limit=3' }),
  showItem: async () => ({ path: '/api/items/A1' }),
  saveItem: async () => ({ method: 'PUT', path: `/api/items/I${++made}`, body: { goodsName: '龙井绿茶', brand: 'B', barcode: '' } }),
  itemListings: async () => ({ path: '/api/items/A1/listings?limit=2' }),
  removeItem: async (server) => {
    await put(server, 'items', [{ spec_no: `GONE${++made}` }]);
    return { method: 'DELETE', path: `/api/items/GONE${made}` };
  },
  suiteListings: async (server) => ({ path: `/api/suites/${await newSuite(server)}/listings` }),
  listSuites: async (server) => {
    await newSuite(server);
    return { path: '/api/suites?limit=5' };
  },
  showSuite: async (server) => ({ path: `/api/suites/${await newSuite(server)}` }),
  saveSuite: async () => ({ method: 'PUT', path: `/api/suites/SET${++made}`, body: { name: '礼盒', parts: [{ specNo: 'A1', count: 2 }] } }),
  removeSuite: async (server) => ({ method: 'DELETE', path: `/api/suites/${await newSuite(server)}` }),
  listWarehouses: async () => ({ path: '/api/warehouses' }),
  showWarehouse: async () => ({ path: '/api/warehouses/W1' }),
  saveWarehouse: async () => ({ method: 'PUT', path: `/api/warehouses/N${++made}`, body: { name: '新仓', type: 2 } }),
  countStock: async () => ({
    method: 'POST',
    path: '/api/stocktakes',
    body: { warehouseNo: 'W1', lines: [{ specNo: 'A1', counted: ++made }], remark: '月末' },
  }),
  listStocktakes: async () => ({ path: '/api/stocktakes?limit=3' }),
  showStocktake: async (server) => {
    const counted = { warehouseNo: 'W1', lines: [{ specNo: 'A1', counted: ++made }] };
    return { path: `/api/stocktakes/${(await server.ask({ method: 'POST', path: '/api/stocktakes', body: counted })).json.stocktake}` };
  },
  listLevels: async () => ({ path: '/api/levels/by-item?q=A&warehouseNo=W1&kind=good&limit=2' }),
  queryLevels: async () => ({ path: '/api/levels?specNo=A1&warehouseNo=W1' }),
  feedLevels: async () => ({
    method: 'PUT',
    path: '/api/levels',
    body: { source: `erp-${++made}`, sequence: 1, rows: [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: made }] },
  }),
  setLevels: async () => ({
    method: 'POST',
    path: '/api/levels/set',
    body: { levels: [{ specNo: 'A1', warehouseNo: 'W1', set: { stock_num: ++made } }], reason: 'found' },
  }),
  adjustLevel: async () => ({ method: 'POST', path: '/api/levels/adjust', body: { specNo: 'A1', warehouseNo: 'W1', by: 1 } }),
  itemMovements: async () => ({ path: '/api/items/A1/movements' }),
  bulkListings: async (server) => ({
    method: 'POST',
    path: '/api/listings/bulk',
    body: { action: 'requeue', listings: [{ listing: await newListing(server) }] },
  }),
  listShipments: async () => ({ path: '/api/shipments?state=failed' }),
  bulkShipments: async (server) => ({
    method: 'POST',
    path: '/api/shipments/bulk',
    body: { action: 'cancel', shipments: [await newShipment(server)] },
  }),
  exportListings: async () => ({ path: '/api/export/listings?state=pending&name=x' }),
  exportShipments: async () => ({ path: '/api/export/shipments?state=failed' }),
  showShipment: async (server) => ({ path: `/api/shipments/${await newShipment(server)}` }),
  judgeShipment: async (server) => ({ path: `/api/shipments/${await newShipment(server)}/verdict` }),
  shipmentStory: async (server) => ({ path: `/api/shipments/${await newShipment(server)}/story` }),
  requeueShipment: async (server) => ({ method: 'POST', path: `/api/shipments/${await newShipment(server, 'failed')}/requeue` }),
  cancelShipment: async (server) => ({ method: 'POST', path: `/api/shipments/${await newShipment(server)}/cancel` }),
  listOrders: async () => ({ path: '/api/orders?shop=S1&progress=open&state=toShip&since=2026-01-01T00:00:00Z' }),
  showOrder: async (server) => ({ path: `/api/orders/${await newOrder(server)}` }),
  orderStory: async (server) => ({ path: `/api/orders/${await newOrder(server)}/story` }),
  pushOrders: async () => ({ method: 'POST', path: '/api/orders', body: { shopNo: 'S1', orders: [orderToPush(`P-${++made}`)] } }),
  payOrder: async (server) => ({
    method: 'POST',
    path: `/api/orders/${await newOrder(server, { payment: 'unpaid', state: 'unpaid' })}/pay`,
  }),
  shipOrder: async (server) => ({
    method: 'POST',
    path: `/api/orders/${await newOrder(server)}/ship`,
    body: { carrier: 'SF', numbers: [`N-${++made}`], lines: null },
  }),
  refundOrder: async (server) => {
    const tid = await newOrder(server);
    return { method: 'POST', path: `/api/orders/${tid}/refund`, body: { lines: [{ oid: `${tid}-a`, num: 1 }] } };
  },
  closeOrder: async (server) => ({ method: 'POST', path: `/api/orders/${await newOrder(server)}/close` }),
  listTrades: async () => ({ path: '/api/trades?state=ordered&limit=5' }),
  approveTrades: async (server) => ({ method: 'POST', path: '/api/trades/approve', body: { trades: [await newTrade(server)] } }),
  mergeTrades: async (server) => ({
    method: 'POST',
    path: '/api/trades/merge',
    body: { trades: [await newTrade(server), await newTrade(server)] },
  }),
  splitTrade: async (server) => {
    const tid = await newOrder(server);
    return { method: 'POST', path: `/api/trades/${await tradeOf(server, tid)}/split`, body: { lines: [{ oid: `${tid}-a`, num: '1' }] } };
  },
  shipTrade: async (server) => ({
    method: 'POST',
    path: `/api/trades/${await newTrade(server)}/ship`,
    body: { carrier: 'SF', numbers: [`N-${++made}`] },
  }),
  listCarriers: async () => ({ path: '/api/carriers?unmapped=false' }),
  saveCarrier: async () => ({ method: 'PUT', path: '/api/carriers/YTO', body: { name: `圆通 ${++made}`, type: 6 } }),
  previewWrite: async (server) => ({
    method: 'POST',
    path: '/api/preview',
    body: { write: 'shipOrder', params: { tid: await newOrder(server) }, body: { carrier: 'SF', numbers: [`N-${++made}`], lines: null } },
  }),
  readJournal: async () => ({ path: '/api/journal?limit=5' }),
  followChanges: async () => ({ path: '/api/changes?after=0' }),
  importRows: async () => ({
    method: 'POST',
    path: '/api/import/levels',
    body: { rows: [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: ++made }] },
  }),
  exportRows: async () => ({ path: '/api/export/levels' }),
  listKeys: async () => ({ path: '/api/keys' }),
  addKey: async () => ({ method: 'POST', path: '/api/keys', body: { edition: 'flagship', key: `key-${++made}`, shops: ['S1'] } }),
  setKeyRights: async () => ({
    method: 'PUT',
    path: '/api/keys/flagship/demo-app/rights',
    body: { interfaces: null, shops: null, allow: [], callsPerMinute: null },
  }),
  rotateKey: async (server) => ({ method: 'POST', path: `/api/keys/enterprise/${await newKey(server)}/rotate`, body: {} }),
  endPreviousSecret: async (server) => ({ method: 'POST', path: `/api/keys/enterprise/${await newKey(server)}/end-previous` }),
  listInterfaces: async () => ({ path: '/api/interfaces' }),
  listRequests: async (server) => {
    await newRequest(server);
    return { path: '/api/requests?edition=enterprise&limit=5' };
  },
  showRequest: async (server) => ({ path: `/api/requests/${await newRequest(server)}` }),
  explainRequest: async (server) => ({ path: `/api/requests/${await newRequest(server, '0'.repeat(32))}/explanation` }),
  setKeyShops: async () => ({ method: 'PUT', path: '/api/keys/flagship/demo-app/shops', body: { shops: null } }),
  disableKey: async () => ({ method: 'POST', path: '/api/keys/enterprise/demo-app2/disable' }),
  showSession: async () => ({ path: '/api/session' }),
  signIn: async (server) => {
    const name = newName();
    await signInAs(server, name, 'viewer');
    return { method: 'POST', path: '/api/session', body: { seller: 'demo', name, password: PASSWORD } };
  },
  signOut: async () => ({ method: 'DELETE', path: '/api/session' }),
  previewSetup: async (server) => ({ method: 'POST', path: '/api/setup/preview', body: { link: await newLink(server) } }),
  setUp: async (server) => ({ method: 'POST', path: '/api/setup', body: { link: await newLink(server), password: PASSWORD } }),
  saveAccount: async () => ({ method: 'PUT', path: '/api/account', body: { language: null } }),
  changeOwnPassword: async () => ({ method: 'PUT', path: '/api/account/password', body: { old: PASSWORD, password: PASSWORD } }),
  listOwnSessions: async () => ({ path: '/api/account/sessions' }),
  endOwnSession: async () => ({ method: 'DELETE', path: `/api/account/sessions/${'f'.repeat(16)}` }),
  endOtherSessions: async () => ({ method: 'DELETE', path: '/api/account/sessions' }),
  listPeople: async () => ({ path: '/api/people' }),
  invitePerson: async () => ({ method: 'POST', path: '/api/people', body: { name: newName(), role: 'operator' } }),
  changePerson: async (server) => ({
    method: 'PUT',
    path: `/api/people/${await newPerson(server)}`,
    body: { role: 'operator', disabled: true },
  }),
  linkPerson: async (server) => ({ method: 'POST', path: `/api/people/${await newPerson(server)}/link` }),
  listSessions: async () => ({ path: '/api/sessions' }),
  endSession: async (server) => ({ method: 'DELETE', path: `/api/sessions/${await newSession(server)}` }),
  listAuditActors: async () => ({ path: '/api/audit/actors' }),
  readAudit: async () => ({ path: '/api/audit?action=signIn&limit=5' }),
  showSandbox: async () => ({ path: '/api/sandbox' }),
  moveSandboxStock: async (server) => {
    await put(server, 'warehouses', [{ warehouse_no: 'main' }]);
    return { method: 'PUT', path: '/api/sandbox/stock/A1', body: { stock: ++made } };
  },
  playScene: async (server) => {
    await put(server, 'shops', [{ shop_no: 'shop' }]);
    const codes = Array.from({ length: 2 }, (_, i) => `SKU-${i + 1}`);
    await put(
      server,
      'items',
      codes.map((spec_no) => ({ spec_no })),
    );
    await put(
      server,
      'levels',
      codes.map((spec_no) => ({ spec_no, warehouse_no: 'W1', stock_num: '1000' })),
    );
    return { method: 'POST', path: '/api/sandbox/scenes/whole' };
  },
  addFault: async () => ({ method: 'POST', path: '/api/sandbox/faults', body: { kind: 'slow', method: 'no.such', ms: 1 } }),
  removeFault: async () => ({ method: 'DELETE', path: '/api/sandbox/faults/1' }),
  clearFaults: async () => ({ method: 'DELETE', path: '/api/sandbox/faults' }),
  shiftClock: async () => ({ method: 'PUT', path: '/api/sandbox/clock', body: { shiftMs: 0 } }),
  saveState: async () => ({ method: 'POST', path: `/api/sandbox/states/s-${++made}/save` }),
  resetState: async (server) => {
    await server.engine.saveState({ seller: 'demo', name: 'as-it-is', now: server.clock.now });
    return { method: 'POST', path: '/api/sandbox/states/as-it-is/reset' };
  },
  readOpenapi: async () => ({ path: '/api/openapi.json' }),
  readDocs: async () => ({ path: '/api/docs' }),
};
