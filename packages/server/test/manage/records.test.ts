/** Records as an operator works with them, over real sockets: found, exported as filtered, acted on many at a time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../src/manage/csv.ts';
import { put } from '../harness.ts';
import { type Manager, newListing, newShipment, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const post = (path: string, body: unknown, key?: string) =>
  server.ask({ method: 'POST', path, body, ...(key !== undefined && { headers: { 'idempotency-key': key } }) });
const listingOf = async (listing: number) => (await server.ask(`/api/listings/${listing}`)).json;

describe('found', () => {
  test('a listing by each of its names in the query; a query that is none is refused', async () => {
    await put(server, 'listings', [
      { shop_no: 'S2', goods_id: '8001', spec_id: '9001', goods_no: 'QG', spec_no: 'QS', goods_name: '<img src=x onerror=alert(1)>' },
    ]);
    for (const query of ['q=8001', 'q=9001', 'q=QG', 'q=QS', 'name=onerror%3D', 'name=IMG&shop=S2&state=unbound']) {
      const { json } = await server.ask(`/api/listings?${query}`);
      expect([query, json.items.map(({ goodsId }: { goodsId: string }) => goodsId)]).toEqual([query, ['8001']]);
    }
    const { status, json } = await server.ask('/api/listings?since=yesterday');
    expect([status, json.errors[0].parameter]).toEqual([422, 'since']);
  });

  test('a shipment by its order, tracking number, carrier and time', async () => {
    await put(server, 'shipments', [{ shop_no: 'S2', tid: 'FIND', oids: 'f1,f2', logistics_no: 'YT-1', logistics_code: 'SF' }]);
    const since = new Date(server.clock.now).toISOString();
    for (const query of ['q=FIND', 'q=YT-1', 'q=f1', 'oid=f1', `carrier=SF&shop=S2&since=${since}`]) {
      const { json } = await server.ask(`/api/shipments?${query}`);
      expect([query, json.items.map(({ tid }: { tid: string }) => tid)]).toEqual([query, ['FIND']]);
      expect(json.items[0]).toMatchObject({ part: true, settledAt: null, shopPaused: false });
    }
  });
});

describe('exported', () => {
  test('only what the filter finds; what a spreadsheet would run or round is guarded', async () => {
    const goods_name = '=cmd|calc';
    await put(server, 'listings', [{ shop_no: 'S2', goods_id: '12345678901234567890', spec_no: 'A1', goods_name }]);
    const { text, headers } = await server.ask('/api/export/listings?name=cmd');
    expect(headers.get('content-disposition')).toBe('attachment; filename="listings.csv"');
    const [head, ...rows] = [...readCsv(text)].map(({ cells }) => cells);
    const cell = (name: string) => rows[0]?.[head?.indexOf(name) ?? -1];
    expect([rows.length, cell('goods_name'), cell('goods_id')]).toEqual([1, `'${goods_name}`, '\t12345678901234567890']);
    expect((await server.ask('/api/export/listings?name=none')).text.trim().split('\r\n')).toHaveLength(1);
    expect((await server.ask('/api/export/shipments?state=nonsense')).status).toBe(422);
  });
});

test('a record’s story is told from its end as well, a page at a time', async () => {
  const listing = await newListing(server);
  for (let turn = 0; turn < 4; turn++) await post(`/api/listings/${listing}/requeue`, undefined);
  const path = `/api/listings/${listing}/story`;
  const oldest = (await server.ask(path)).json.items.map(({ version }: { version: number }) => version);
  const newest: number[] = [];
  for (let cursor: string | null = '', turn = 0; cursor !== null; turn++) {
    expect(turn).toBeLessThan(9);
    const { json } = await server.ask(`${path}?order=newest&limit=2${cursor && `&cursor=${cursor}`}`);
    newest.push(...json.items.map(({ version }: { version: number }) => version));
    cursor = json.next;
  }
  expect([oldest, newest]).toEqual([
    [1, 2, 3, 4, 5],
    [5, 4, 3, 2, 1],
  ]);
});

describe('many at once', () => {
  const failing = async (message: string) => {
    const listing = await newListing(server);
    const caller = { seller: 'demo', key: null, actor: 'flagship:demo-app' };
    const now = server.clock.now;
    const item = { listing, outcome: 'fail', version: 1, quantity: null, message } as const;
    await server.engine.acknowledgeStock({ caller, items: [item], signedAt: now, now });
    return listing;
  };

  test('counted, then done under a key: sent again it is done once', async () => {
    const listings = [await failing('bulk one'), await failing('bulk one')];
    const body = { action: 'requeue', filter: { state: 'failed', reason: 'bulk one' } };
    expect((await post('/api/listings/bulk', { ...body, dryRun: true })).json).toEqual({ touched: 2, skipped: [], next: null });
    const first = await post('/api/listings/bulk', body, 'bulk-1');
    expect(first.json).toEqual({ touched: 2, skipped: [], next: null });
    const again = await post('/api/listings/bulk', body, 'bulk-1');
    expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([first.text, 'true']);
    for (const listing of listings) expect(await listingOf(listing)).toMatchObject({ version: 2, failures: 0 });
    const { json } = await server.ask(`/api/listings/${listings[0]}/story`);
    expect(json.items.at(-1)).toMatchObject({ event: 'changed', effect: 'forced', actor: 'operator:admin' });
  });

  test('stopped between two steps, what is not done stays', async () => {
    const listings = [await failing('bulk two'), await failing('bulk two'), await failing('bulk two')];
    const { json } = await post('/api/listings/bulk', { action: 'requeue', filter: { state: 'failed', reason: 'bulk two' }, limit: 1 });
    expect([json.touched, typeof json.next]).toEqual([1, 'string']);
    const versions = await Promise.all(listings.map(async (listing) => (await listingOf(listing)).version));
    expect(versions).toEqual([2, 1, 1]);
  });

  test('cancelled as seen, suspended until a moment', async () => {
    const [seen, changed] = [await newListing(server), await newListing(server)];
    await post(`/api/listings/${changed}/requeue`, undefined);
    const listings = [seen, changed].map((listing) => ({ listing, version: 1 }));
    expect((await post('/api/listings/bulk', { action: 'cancel', listings })).json).toEqual({
      ...{ touched: 1, next: null },
      skipped: [{ record: changed, why: 'changed since' }],
    });
    const until = '2100-01-01T00:00:00.000Z';
    await post('/api/listings/bulk', { action: 'suspend', until, listings: [{ listing: changed }] });
    expect(await listingOf(changed)).toMatchObject({ suspendedUntil: until, standing: 'suspended' });
  });

  test('shipments: queued again, cancelled', async () => {
    const shipments = [await newShipment(server, 'failed'), await newShipment(server)];
    const requeue = await post('/api/shipments/bulk', { action: 'requeue', shipments });
    expect(requeue.json).toEqual({ touched: 1, skipped: [{ record: shipments[1], why: 'not failed' }], next: null });
    const tid = (await server.ask(`/api/shipments/${shipments[1]}`)).json.tid;
    expect((await post('/api/shipments/bulk', { action: 'cancel', filter: { tid } })).json.touched).toBe(1);
  });

  test.each([
    ['neither filter nor records', '/api/listings/bulk', { action: 'cancel' }, '#/filter'],
    ['both', '/api/listings/bulk', { action: 'cancel', filter: {}, listings: [{ listing: 1 }] }, '#/filter'],
    ['no moment to suspend until', '/api/listings/bulk', { action: 'suspend', filter: {} }, '#/until'],
    [
      'more than a step holds',
      '/api/shipments/bulk',
      { action: 'cancel', shipments: Array.from({ length: 201 }, (_, i) => i + 1) },
      '#/shipments',
    ],
    ['a filter of another list', '/api/shipments/bulk', { action: 'cancel', filter: { name: 'x' } }, '#/filter/name'],
    ['an action that is none', '/api/shipments/bulk', { action: 'suspend', shipments: [1] }, '#/action'],
  ])('refused: %s', async (_, path, body, pointer) => {
    const { status, json } = await post(path, body);
    expect([status, json.errors[0].pointer]).toEqual([422, pointer]);
  });
});
