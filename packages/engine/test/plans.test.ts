/** On SQLite every statement of the engine finds its rows by an index, on an empty database and on a full one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LISTING_STATES } from '../src/pool/listing-states.ts';
import { feedLevels } from '../src/stock/feed-levels.ts';
import type { Statement, Value } from '../src/store/database.ts';
import { databases, type TestEngine } from './databases.ts';
import { openShop } from './orders.ts';
import { ANY, caller, keyFor, MINUTE, put, report, SELLER, say, seedListings, ship, T0 } from './shop.ts';
import { watched } from './watch.ts';

const TABLES: Record<string, string> = { l: 'listings', p: 'shipments', s: 'shops', c: 'pool_counts', k: 'key_shops' };

const sqlite = databases.filter(({ name }) => name === 'SQLite');

describe.each(sqlite)('query plans on $name', ({ open }) => {
  const seen = new Map<Statement, Record<string, Value>>();
  let full: TestEngine;
  let empty: TestEngine;
  beforeAll(async () => {
    full = await open((database) => watched(database, (statement, values) => void seen.set(statement, values)));
    empty = await open();
    await everyVerb(full);
  });
  afterAll(() => Promise.all([full.close(), empty.close()]));

  async function everyVerb({ engine }: TestEngine): Promise<void> {
    await seedListings(engine, 300);
    await seedListings(engine, 300, 'other');
    const rows = Array.from({ length: 300 }, (_, i) => ({
      shop_no: i % 2 ? 'S1' : 'S2',
      tid: `T${i}`,
      oids: i % 3 ? 'a' : '',
      logistics_no: 'X',
    }));
    await put(engine, 'shipments', rows);
    await put(engine, 'shipments', rows, T0, 'other');
    await put(engine, 'items', [{ spec_no: 'A1', goods_name: 'new' }]);
    await put(engine, 'listings', [{ shop_no: 'S1', goods_id: 'G-A1', spec_no: 'A1', goods_name: 'new' }]);
    await put(engine, 'listings', [{ shop_no: 'S1', goods_id: 'late', spec_no: 'late' }]);
    await put(engine, 'items', [{ spec_no: 'late' }]);
    await put(engine, 'shops', [{ shop_no: 'S1', shop_name: 'new' }]);
    await put(engine, 'warehouses', [{ warehouse_no: 'W1', warehouse_name: 'new' }]);
    await put(engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '1' }]);
    await put(engine, 'rules', [{ stock_syn_rule_no: 'default', stock_syn_plus: '1' }]);
    await put(engine, 'suites', [{ suite_no: 'SET', spec_no: 'A1', count: '2' }]);
    await put(engine, 'suites', [{ suite_no: 'SET', spec_no: 'A2', count: '2', brand: 'B' }]);
    await put(engine, 'suites', [{ suite_no: 'SET', spec_no: 'A2', count: '0', brand: 'B' }]);
    await put(engine, 'listings', [{ shop_no: 'S2', goods_id: 'set', spec_no: 'SET' }]);
    const by = { seller: SELLER, actor: 'operator', now: T0 };
    await engine.saveRule({ ...by, rule: { no: 'brand', brand: 'B', shops: ['S2'] } });
    await put(engine, 'items', [{ spec_no: 'A1', brand: 'B' }]);
    await put(engine, 'suites', [{ suite_no: 'SET', spec_no: 'A1', count: '3', brand: 'C' }]);
    await put(engine, 'levels', [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: '2' }]);
    const many = Array.from({ length: 501 }, (_, i) => ({ shop_no: 'S2', goods_id: `m${i}`, spec_no: 'A9' }));
    await put(engine, 'listings', many);
    await put(engine, 'levels', [{ spec_no: 'A9', warehouse_no: 'W1', stock_num: '2' }]);
    await put(engine, 'warehouses', [{ warehouse_no: 'W1', warehouse_type: '2' }]);
    for (const code of ['new', 'new set'])
      await put(
        engine,
        'listings',
        many.map(({ shop_no, goods_id }) => ({ shop_no, goods_id: `${code} ${goods_id}`, spec_no: code })),
      );
    await put(engine, 'items', [{ spec_no: 'new' }]);
    await put(engine, 'suites', [{ suite_no: 'new set', spec_no: 'A2', count: '1' }]);
    await engine.previewRule({ seller: SELLER, rule: { no: 'brand', percent: 50 }, now: T0 });
    await engine.removeRule({ ...by, no: 'brand' });
    const one = { ...by, listing: 7 };
    await engine.bindListing({ ...one, code: 'SET' });
    await engine.unbindListing(one);
    await engine.matchListing(one);
    await engine.suspendListing({ ...one, until: T0 });
    await engine.disableListing({ ...one, reason: '' });
    await engine.enableListing(one);
    await engine.forceListing(one);
    await engine.setListingRule({ ...one, no: 'default' });
    await engine.listUnsynced({ seller: SELLER, after: 3, limit: 10, now: T0 });
    await engine.explainListing({ seller: SELLER, listing: 7, now: T0 });
    await engine.listRules({ seller: SELLER });
    await engine.checkImport({ seller: SELLER, kind: 'shipments', records: rows.slice(0, 2), now: T0 });
    await ship(engine, 'T0', '', 'corrected');
    const key = await keyFor(engine, ['S1']);
    for (const outcome of ['fail', 'success'] as const) await say(engine, outcome, 2, 3, { as: key });
    await engine.cancelStock({ caller: key, listing: 3, version: -1, signedAt: T0, now: T0 });
    for (const outcome of ['retry', 'fail', 'success', 'success'] as const) await report(engine, outcome, 2, { as: key });
    await report(engine, 'fail', 4, { as: key, at: T0 + MINUTE });
    const named = { seller: SELLER, actor: 'operator', now: T0 };
    await engine.requeueShipment({ ...named, shipment: 4 });
    await engine.cancelShipment({ ...named, shipment: 6 });
    for (const as of [caller, key]) {
      await engine.waitingListings({ caller: as, after: 5, limit: 10, now: T0 });
      await engine.pullStock({ caller: as, shopNo: 'S1', after: 5, limit: 10, now: T0 });
      await engine.calculateStock({ caller: as, listings: [1] });
      for (const filter of [ANY, { ...ANY, shopNo: 'S1' }, { ...ANY, tid: 'T1', trackingNumber: 'X' }, { ...ANY, part: true }]) {
        await engine.pageShipments({ caller: as, filter, offset: 10, limit: 10, total: true, now: T0 });
        await engine.pullShipments({ caller: as, filter, after: 5, limit: 10, now: T0 });
      }
      await engine.specialOids({ caller: as, tid: 'T1', tradeId: 2 });
      const slice = { offset: 1, limit: 10, total: true };
      await engine.listShops({ caller: as, filter: { shopNo: 'S1', disabled: false }, ...slice });
      const warehouse = { warehouseNo: 'W1', name: 'new', type: 1, disabled: false, from: 0, to: T0 };
      await engine.listWarehouses({ caller: as, filter: warehouse, ...slice });
    }
    const pushed = { goodsId: 'pushed', specId: '', goodsNo: '', specNo: 'A2', goodsName: '', specName: '' };
    const listings = [{ ...pushed, status: 'onSale' as const, pictureUrl: null, price: null, stock: null }];
    const request = { signature: 'x', expiresAt: T0 };
    for (let again = 0; again < 2; again++) {
      await engine.pushListings({ caller: key, shopNo: 'S1', listings, request, signedAt: T0, now: T0 });
    }
    await engine.listSellers({});
    await engine.findCredential({ seller: SELLER, edition: 'enterprise', appKey: 'key-S1' });
    await engine.findCredential({ seller: SELLER, edition: 'enterprise', appKey: 'none' });
    await engine.pendingByShop({ seller: SELLER, now: T0 });
    await engine.readJournal({ seller: SELLER, before: 100, limit: 10 });
    await engine.searchJournal({ seller: SELLER, before: 100, after: 3, limit: 10, subject: 1, pool: 'stock' });
    await everyVerbOfLevels(engine);
    await engine.disableKey({ seller: SELLER, edition: 'enterprise', appKey: 'key-S1', now: T0 });
    await everyManagementVerb({ engine });
    await everyVerbOfPeople({ engine });
    await everyOrderVerb(full);
  }

  async function everyOrderVerb(t: TestEngine): Promise<void> {
    const { engine } = t;
    const shop = await openShop(t, 'orders', { is_split_shipping: '1', warehouse_no: 'W1' });
    await shop.makeSuite('SET', { 1: '2' });
    const other = { oid: 'x', specNo: 'SET', goodsId: 'G', specId: 'S' };
    for (let i = 0; i < 30; i++)
      await shop.push({
        tid: `T${i}`,
        subOrders: [
          { oid: `a${i}`, count: '2' },
          { ...other, oid: `b${i}` },
        ],
      });
    await shop.push({ tid: 'T0', remark: 'new', warehouseNo: 'W2', subOrders: [{ oid: 'a0', count: '2' }, { ...other, oid: 'b0' }, 'c0'] });
    await shop.push({ tid: 'unknown', state: 'unpaid', subOrders: [{ oid: 'u', specNo: 'nobody knows' }] });
    await engine.payOrder({ ...shop.who, tid: 'unknown' });
    await engine.approveTrades({ ...shop.who, trades: [2] });
    await engine.refundSubOrders({ ...shop.who, tid: 'T2', lines: [{ oid: 'a2' }] });
    await engine.closeOrder({ ...shop.who, tid: 'T3' });
    await engine.splitTrade({ ...shop.who, trade: 5, lines: [{ oid: 'a4', num: '1' }] });
    await engine.mergeTrades({ ...shop.who, trades: [6, 7] });
    await shop.ship('T8', 'a8', 'N1');
    await shop.ship('T8', null, 'N2', 'XX');
    await shop.ship('T8', 'a8', 'N3');
    await shop.put('orders', [{ shop_no: 'S1', tid: 'file', oid: 'f', spec_no: 'A1' }]);
    await shop.put('ship', [{ tid: 'file', logistics_code: 'SF', logistics_no: 'N4' }]);
    const { seller } = shop;
    await engine.saveCarrier({
      seller,
      carrier: { code: 'XX', name: 'X', type: null, cod: true, disabled: false },
      actor: 'operator',
      now: T0,
    });
    await engine.saveCarrier({
      seller,
      carrier: { code: 'XX', name: 'X', type: 5, cod: true, disabled: false },
      actor: 'operator',
      now: T0,
    });
    await shop.put('carriers', [{ logistics_no: 'YY', logistics_name: 'Y' }]);
    await engine.listUnmappedCarriers({ seller });
    await shop.put('carriers', [{ logistics_no: 'YY', logistics_name: 'Y', logistics_type: '5' }]);
    await engine.listCarriers({ seller });
    await engine.listUnmappedCarriers({ seller });
    const page = { seller, after: 0, limit: 5 };
    const orders = { seller, cursor: null, limit: 5 };
    for (const shopNo of [null, 'S1']) {
      for (const progress of [null, 'open'] as const)
        await engine.listOrders({ ...orders, filter: { shopNo, progress, unknownGoods: true, state: null, since: T0 } });
      for (const state of [null, 'ordered'] as const) await engine.listTrades({ ...page, filter: { shopNo, warehouseNo: 'W1', state } });
    }
    for (const filter of [
      { shopNo: null, progress: null },
      { shopNo: 'S1', progress: null },
      { shopNo: null, progress: 'open' as const },
    ])
      await engine.listOrders({ ...orders, filter: { ...filter, unknownGoods: null, state: null, since: T0 }, newest: true });
    const none = { shopNo: null, progress: null, unknownGoods: null, state: null, since: null };
    await engine.listOrders({ ...orders, filter: none, search: 'none' });
    await engine.showOrder({ seller, tid: 'T8' });
  }

  async function everyVerbOfPeople({ engine }: Pick<TestEngine, 'engine'>): Promise<void> {
    const browser = { address: '10.0.0.1', agent: '' };
    const password = 'three green lanterns';
    const who = { seller: SELLER, name: 'root', now: T0 };
    for (const seller of [SELLER, 'other']) {
      const { token } = await engine.makeSetupLink({ seller, name: null, now: T0 });
      await engine.findSetupLink({ token, now: T0 });
      await engine.useSetupLink({ token, name: 'root', password, ...browser, now: T0 });
    }
    const { token } = await engine.invitePerson({ ...who, name: 'li', role: 'viewer' });
    await engine.useSetupLink({ token, name: null, password, ...browser, now: T0 });
    for (const typed of [password, 'wrong']) await engine.signIn({ ...who, ...browser, password: typed, noteFailure: true });
    const session = (await engine.signIn({ ...who, ...browser, password, noteFailure: true, now: T0 })) as string;
    await engine.findSession({ token: session, ...browser, now: T0 + MINUTE });
    await engine.changePassword({ ...who, old: password, password: 'four red lanterns', session: '', address: '' });
    await engine.setPassword({ ...who, password });
    await engine.changePerson({ ...who, name: 'li', change: { disabled: true, language: 'zh' } });
    await engine.listPeople({ seller: SELLER });
    await engine.sellersWithoutAdmin({});
    for (const person of [null, 'root']) await engine.listSessions({ seller: SELLER, person, now: T0 });
    await engine.endSessions({ seller: SELLER, person: 'root', session: 'x', except: null, now: T0 });
    const noted = { seller: SELLER, at: T0, actor: 'person:root', action: 'pauseShop', subject: 'S2', detail: '', address: '' };
    await engine.audited({ noted, verb: 'pauseShop', input: { seller: SELLER, shopNo: 'S2', paused: false } });
    for (const actor of [null, 'person:root'])
      for (const action of [null, 'pauseShop']) await engine.readAudit({ seller: SELLER, actor, action, before: 100, limit: 5 });
    await engine.auditActors({ seller: SELLER });
  }

  async function everyManagementVerb({ engine }: Pick<TestEngine, 'engine'>): Promise<void> {
    const token = await engine.addToken({ seller: SELLER, name: 'plans', role: 'viewer', expiresAt: null, now: T0 });
    await engine.findToken({ token, now: T0 });
    await engine.listTokens({ seller: SELLER });
    await engine.revokeToken({ seller: SELLER, name: 'plans', now: T0 });
    const once = { seller: SELLER, token: 'plans', key: 'k', digest: 'd', now: T0 };
    const paused = { seller: SELLER, shopNo: 'S2', paused: true };
    for (const _ of ['first', 'again']) await engine.once({ ...once, verb: 'pauseShop', input: paused });
    await engine.pauseShop(paused);
    await engine.setKeyShops({ seller: SELLER, edition: 'enterprise', appKey: 'key-S1', shops: ['S2'] });
    const page = { seller: SELLER, cursor: null, limit: 5, now: T0 };
    const narrow = { name: 'n', reason: 'r', since: T0, until: T0 + MINUTE };
    for (const state of LISTING_STATES) {
      for (const shopNo of [null, 'S1']) {
        for (const search of [null, 'A1', 'SET', '7']) await engine.listListings({ ...page, state, shopNo, search });
        await engine.listListings({ ...page, ...narrow, state, shopNo, search: null });
      }
    }
    await engine.showListing({ seller: SELLER, listing: 1, now: T0 });
    const who = { seller: SELLER, actor: 'operator', now: T0 };
    await engine.saveItem({ ...who, item: { specNo: 'A3', brand: 'X' } });
    await engine.showItem({ seller: SELLER, specNo: 'A3' });
    await engine.saveSuite({ ...who, suite: { suiteNo: 'GONE', parts: [{ specNo: 'A3', count: '1' }] } });
    for (const search of [null, 'A']) {
      for (const list of ['listItems', 'listSuites'] as const) await engine[list]({ seller: SELLER, search, cursor: null, limit: 5 });
    }
    await engine.removeSuite({ seller: SELLER, suiteNo: 'GONE' });
    for (const kind of ['item', 'suite'] as const)
      await engine.listingsOf({ seller: SELLER, kind, code: kind === 'item' ? 'A1' : 'SET', after: 3, limit: 5 });
    for (const kind of ['good', 'defective'] as const)
      await engine.listLevels({ seller: SELLER, kind, search: 'A', warehouseNo: 'W1', cursor: null, limit: 5 });
    await put(engine, 'listings', [{ shop_no: 'S2', goods_id: 'unbound', goods_no: 'a1', spec_no: 'A-1' }]);
    await engine.listUnbound({ seller: SELLER, shopNo: 'S2', search: null, cursor: null, limit: 5 });
    await engine.mappingGaps({ seller: SELLER });
    await engine.listStocktakes({ seller: SELLER, before: null, limit: 5 });
    await engine.showStocktake({ seller: SELLER, stocktake: 1 });
    await engine.saveItem({ ...who, item: { specNo: 'GONE' } });
    await engine.tryOut({ seller: SELLER, actor: 'preview:1', verb: 'removeItem', input: { seller: SELLER, specNo: 'GONE' } });
    await engine.removeItem({ seller: SELLER, specNo: 'GONE' });
    await engine.saveShop({ ...who, shop: { shopNo: 'S2', name: 'renamed' } });
    await engine.saveWarehouse({ ...who, warehouse: { warehouseNo: 'W2', name: 'renamed' } });
    const every = { state: 'all', shopNo: null, tid: null, trackingNumber: null } as const;
    for (const asked of [
      { ...every, tid: 'T1' },
      { ...every, trackingNumber: 'X' },
      { ...every, oid: 'a' },
      { ...every, search: '7' },
    ])
      await engine.listShipments({ ...page, ...asked });
    for (const state of ['all', 'pending', 'failing', 'delayed', 'failed', 'done'] as const) {
      for (const shopNo of [null, 'S1']) {
        await engine.listShipments({ ...page, ...every, state, shopNo });
        await engine.listShipments({ ...page, ...every, state, shopNo, carrier: 'SF', reason: 'r', since: T0, until: T0 + MINUTE });
      }
    }
    const step = { ...who, until: T0, limit: 20 };
    for (const dryRun of [true, false]) {
      for (const action of ['requeue', 'cancel', 'suspend'] as const) {
        const which = { filter: { state: 'pending', shopNo: 'S1', search: null } as const, cursor: null, seenAt: T0 };
        await engine.actOnListings({ ...step, action, which, dryRun });
      }
      for (const action of ['requeue', 'cancel'] as const) {
        await engine.actOnShipments({ ...step, action, which: { filter: { ...every, state: 'failed' }, cursor: null }, dryRun });
      }
    }
    await engine.showShipment({ seller: SELLER, shipment: 1, now: T0 });
    await engine.readStory({ seller: SELLER, pool: 'stock', subject: 1, after: 0, limit: 5 });
    for (const now of [T0, T0 + 100 * 24 * 60 * MINUTE]) await engine.keepFigures({ refused: [], oldest: [], now });
    await engine.overviewNow({ seller: SELLER, now: T0 });
    await engine.surveyListings({ seller: SELLER, after: { shop: 1, listing: 3 }, limit: 5, now: T0 });
    await engine.surveyShipments({ seller: SELLER, now: T0 });
    await engine.figuresHistory({ seller: SELLER, shopNo: 'S1', edition: null, from: T0 - MINUTE, to: T0, now: T0 });
    await engine.groupFailures({ seller: SELLER, cursor: null });
    await engine.readMeters({});
    await engine.prepareProbe({ now: T0 });
    for (const after of [null, 3]) await engine.readChanges({ seller: SELLER, after, limit: 5 });
    for (const kind of ['listings', 'levels', 'shipments', 'journal'] as const) {
      await engine.exportRows({ seller: SELLER, kind, after: [3, 1], limit: 5 });
    }
  }

  async function everyVerbOfLevels(engine: TestEngine['engine']): Promise<void> {
    const named = { seller: SELLER, actor: 'operator', reason: '', now: T0 };
    const level = { specNo: 'A2', warehouseNo: 'W2' };
    for (const defective of [false, true]) await engine.adjustLevel({ ...named, ...level, defective, by: '1' });
    for (const sequence of [1, 2]) {
      const rows = ['-1', '2'].map((stock_num) => ({ spec_no: 'A3', warehouse_no: 'W2', stock_num }));
      await feedLevels(engine, { ...named, source: 'erp', sequence, rows });
    }
    const line = { specNo: 'A4', counted: '4', defective: false, remark: '' };
    const stocktake = { caller, warehouseNo: 'W1', lines: [line], scope: 'all' as const, whole: false, create: false, outerNo: 'X' };
    await engine.countStock({ ...stocktake, remark: '', request: { signature: 'X', expiresAt: T0 }, signedAt: T0, now: T0 });
    const filter = { from: T0, to: T0, specNo: null, goodsNo: 'G', barcode: null, warehouseNo: 'W1', defective: null };
    for (const specNo of [null, 'A1']) {
      await engine.queryLevels({ caller, filter: { ...filter, specNo }, offset: 0, limit: 10, total: true });
    }
    await engine.journalOfItem({ seller: SELLER, specNo: 'A2', before: 1000, limit: 10 });
  }

  const planOf = async (t: TestEngine, { names, ...text }: Statement, values: Record<string, Value>) => {
    const explain = { names, sqlite: `explain query plan ${text.sqlite}`, postgres: '' };
    const rows = await t.database.write(async (session) => session.query<{ detail: string }>(explain, values));
    return rows.map(({ detail }) => detail);
  };
  /** Columns that one step of a plan compares with `=`. */
  const used = (detail: string) => [...detail.matchAll(/(\w+)=\?/g)].map(([, column]) => column as string);
  const tableOf = (detail: string) => {
    const name = /^(?:SEARCH|SCAN) (\w+)/.exec(detail)?.[1] as string;
    return TABLES[name] ?? name;
  };

  test('all statements of the engine are seen', () => {
    expect(seen.size).toBeGreaterThan(60);
  });

  test.each(['empty', 'full'])('no statement walks a table on a database that is %s', async (which) => {
    const walks: string[] = [];
    for (const [statement, values] of seen) {
      for (const detail of await planOf(which === 'empty' ? empty : full, statement, values)) {
        if (isSort(detail, statement)) walks.push(`${detail}: ${statement.sqlite}`);
        if (!detail.startsWith('SCAN ') || detail === 'SCAN CONSTANT ROW') continue;
        const isListOfSellers =
          /^SCAN s\b/.test(detail) && /from sellers s (where s.seller <> 'tongbu.probe' )?order by seller$/.test(statement.sqlite);
        const isWorkLeft = detail.startsWith('SCAN fan_outs'); // there are rows only while there is work
        const isMadeByTheStatement = ['SCAN oldest', 'SCAN page'].includes(detail) || / VIRTUAL TABLE INDEX \d+:$/.test(detail);
        if (!isListOfSellers && !isWorkLeft && !isMadeByTheStatement) walks.push(`${detail}: ${statement.sqlite}`);
      }
    }
    expect(walks).toEqual([]);
  });

  test.each(['empty', 'full'])(
    'every statement searches by the seller, and by the number it names, on a database that is %s',
    async (which) => {
      const missed: string[] = [];
      for (const [statement, values] of seen) {
        for (const detail of await planOf(which === 'empty' ? empty : full, statement, values)) {
          if (!detail.startsWith('SEARCH ') || detail === 'SEARCH oldest') continue;
          const columns = used(detail);
          if (columns.includes('digest')) continue; // a token is all that a request brings
          const wanted = ['seller', ...namedIn(statement.sqlite, tableOf(detail))];
          for (const column of wanted) if (!columns.includes(column)) missed.push(`${column} in ${detail}: ${statement.sqlite}`);
        }
      }
      expect(missed).toEqual([]);
    },
  );

  /** A list that is read a page at a time is read along an index: it is not sorted first. The rows of one order may be, and a fan-out. */
  function isSort(detail: string, { sqlite }: Statement): boolean {
    return detail === 'USE TEMP B-TREE FOR ORDER BY' && /limit \?\d+$/.test(sqlite) && !/order by \+|rule_revision </.test(sqlite);
  }

  /** Numbers that a statement names outright, by the table whose rows it finds with them. */
  function namedIn(text: string, table: string): string[] {
    const of = (column: string, pattern: RegExp) => (pattern.test(text) ? [column] : []);
    if (table === 'listings') {
      const byShop = of('shop_id', /(where|and) (l\.)?shop_id = \?/);
      return [
        ...of('listing_id', /listing_id = \?/),
        ...of('item_id', /and item_id = (\?|cast\(value)/),
        ...of('suite_id', /and suite_id = cast\(value/),
        ...byShop,
      ];
    }
    if (table === 'shipments')
      return [...of('shipment_id', /shipment_id = \?/), ...of('tid', /and (p\.)?tid = \?/), ...of('shop_id', /and p\.shop_id = \?/)];
    if (table === 'suite_parts') return of('item_id', /and item_id = cast\(value/);
    if (table === 'levels') return [...of('item_id', /item_id = \?/), ...of('warehouse_id', /warehouse_id = \?/)];
    return [];
  }
});
