/** Listings and rules by hand: bound, suspended, switched off, queued again, and explained. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { type Manager, newListing, startManager } from './manager.ts';

let server: Manager;
beforeAll(async () => {
  server = await startManager();
});
afterAll(() => server.close());

const post = (path: string, body?: unknown) => server.ask({ method: 'POST', path, ...(body !== undefined && { body }) });
const listingOf = async (listing: number) => (await server.ask(`/api/listings/${listing}`)).json;

describe('a listing', () => {
  test('bound by hand it shows the other item; unbound it is offered to nobody; matched it is what its code says', async () => {
    const listing = await newListing(server);
    expect((await post(`/api/listings/${listing}/bind`, { code: 'A5' })).status).toBe(200);
    expect(await listingOf(listing)).toMatchObject({ quantity: '50', version: 2, bound: true });
    await post(`/api/listings/${listing}/unbind`);
    expect(await listingOf(listing)).toMatchObject({ bound: false });
    const unsynced = (await server.ask('/api/unsynced-listings')).json.items;
    expect(unsynced).toContainEqual(expect.objectContaining({ listing, why: ['unbound'] }));
    await post(`/api/listings/${listing}/match`);
    expect(await listingOf(listing)).toMatchObject({ quantity: '10', bound: true });
    expect((await post(`/api/listings/${listing}/bind`, { code: 'none' })).json).toMatchObject({ status: 404, code: 'not-found' });
  });

  test('suspended, switched off and on again it says so', async () => {
    const listing = await newListing(server);
    await post(`/api/listings/${listing}/suspend`, { until: '2100-01-01T08:00:00+08:00' });
    expect(await listingOf(listing)).toMatchObject({ suspendedUntil: '2100-01-01T00:00:00.000Z' });
    await post(`/api/listings/${listing}/disable`, { reason: '拍照' });
    const held = (await server.ask('/api/listings?state=held&shop=S1')).json.items;
    expect(held.map((each: { listing: number }) => each.listing)).toContain(listing);
    const { json } = await server.ask(`/api/listings/${listing}/explanation`);
    expect(json).toMatchObject({ notOffered: ['disabled', 'suspended'], reason: '拍照' });
    await post(`/api/listings/${listing}/enable`);
    expect(await listingOf(listing)).toMatchObject({ suspendedUntil: null, syncDisabled: false, version: 2 });
  });

  test('queued again it waits under a new version; the shop’s failure delays it no longer', async () => {
    const listing = await newListing(server);
    const caller = { seller: 'demo', key: null, actor: 'flagship:demo-app' };
    const now = server.clock.now;
    const item = { listing, outcome: 'fail', version: 1, quantity: null, message: '库存接口超时' } as const;
    await server.engine.acknowledgeStock({ caller, items: [item], signedAt: now, now });
    const failed = (await server.ask('/api/listings?state=failed')).json.items;
    expect(failed).toMatchObject([{ listing, failures: 1, reason: '库存接口超时', retryAt: expect.any(String) }]);
    await post(`/api/listings/${listing}/requeue`);
    expect(await listingOf(listing)).toMatchObject({ version: 2, pending: true, failures: 0, reason: '', retryAt: null });
    const { json } = await server.ask(`/api/listings/${listing}/story`);
    expect(json.items.at(-1)).toMatchObject({ event: 'changed', effect: 'forced', actor: 'operator:admin' });
  });

  test('its quantity is explained step by step', async () => {
    const { json } = await server.ask('/api/listings/3/explanation');
    expect(json).toMatchObject({
      sells: { kind: 'item', code: 'A3' },
      rule: { no: 'default' },
      calculated: '30',
      quantity: '30',
      agrees: 'yes',
      notOffered: [],
    });
    expect(json.steps.length).toBeGreaterThan(0);
    expect(json.steps.at(-1).value).toBe('30');
  });
});

describe('a rule', () => {
  test('previewed, saved, acting, and removed', async () => {
    const body = { percent: 50, priority: 7, shops: ['S1'], plus: 1 };
    const preview = await post('/api/rules/half/preview', body);
    expect(preview.json.different).toBeGreaterThan(4);
    expect((await listingOf(4)).quantity).toBe('40');
    const saved = await server.ask({ method: 'PUT', path: '/api/rules/half', body });
    expect(saved.json).toMatchObject({ no: 'half', percent: 50, plus: '1', shops: ['S1'], warehouses: null, enabled: true });
    await waitFor(async () => (await listingOf(4)).quantity === '21');
    expect((await server.ask('/api/rules')).json.items.map(({ no }: { no: string }) => no)).toEqual(['half', 'default']);
    expect((await server.ask({ method: 'DELETE', path: '/api/rules/half' })).json).toEqual({ no: 'half', removed: true });
    await waitFor(async () => (await listingOf(4)).quantity === '40');
    expect((await server.ask({ method: 'DELETE', path: '/api/rules/half' })).status).toBe(404);
  });

  test.each([
    ['a shop that does not exist', { shops: ['none'] }],
    ['the priority of another', { priority: 0 }],
    ['a percent that cannot be', { percent: -1 }],
  ])('refused: %s', async (_, body) => {
    const before = (await server.ask('/api/rules')).text;
    expect((await server.ask({ method: 'PUT', path: '/api/rules/bad', body })).status).toBe(422);
    expect((await server.ask('/api/rules')).text).toBe(before);
  });

  test('for one listing alone', async () => {
    const listing = await newListing(server);
    await server.ask({ method: 'PUT', path: '/api/rules/own', body: { percent: 10, priority: 50, shops: ['S2'] } });
    await post(`/api/listings/${listing}/rule`, { no: 'own' });
    expect((await server.ask(`/api/listings/${listing}/explanation`)).json.rule).toMatchObject({ no: 'own', why: 'own' });
    await post(`/api/listings/${listing}/rule`, { no: null });
    expect((await server.ask(`/api/listings/${listing}/explanation`)).json.rule).toMatchObject({ no: 'default', why: 'scope' });
  });
});
