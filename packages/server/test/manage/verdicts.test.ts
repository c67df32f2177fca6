/** Why a record is not in its shop: every verdict, as a table of the pure functions, and the words that come of real calls. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ListingFacts, type ListingWord, listingVerdict } from '../../src/manage/verdicts/listing.ts';
import { type ShipmentFacts, type ShipmentWord, shipmentVerdict } from '../../src/manage/verdicts/shipment.ts';
import type { Mend } from '../../src/manage/verdicts/verdict.ts';
import { type Manager, newListing, newShipment, startManager } from './manager.ts';

const CHANGED = 1000;
const pulling = { state: 'pulling', at: CHANGED - 1, usual: 60 } as const;
const around = { hasKey: true, pulls: pulling };

const listing: ListingFacts = {
  ...around,
  listing: {
    ...{ standing: 'pending', pending: true, quantity: '5', lastQuantity: '4', changedAt: CHANGED, failures: 0, retryAt: null, version: 3 },
    reason: '',
  },
  explained: { notOffered: [], agrees: 'yes' },
};
const ofListing = (some: Partial<ListingFacts['listing']>, rest: Partial<ListingFacts> = {}) => ({
  ...listing,
  ...rest,
  listing: { ...listing.listing, ...some },
});
const held = (...notOffered: ListingFacts['explained']['notOffered']): Partial<ListingFacts> => ({
  explained: { notOffered, agrees: 'yes' },
});
const settled = { pending: false, standing: 'done', lastQuantity: '5' } as const;

describe('a listing', () => {
  test.each<[ListingWord, Mend | null, string, ListingFacts]>([
    ['unbound', 'bind', 'neither item nor suite has its codes', ofListing({}, held('unbound', 'suspended'))],
    ['none fits', 'rule', 'no rule’s scope fits', ofListing({}, held('none fits'))],
    ['own rule disabled', 'rule', 'its own rule is disabled', ofListing({}, held('own rule disabled'))],
    ['no warehouse', 'rule', 'its rule counts no warehouse', ofListing({}, held('no warehouse'))],
    ['deleted', null, 'the shop deleted it', ofListing({}, held('deleted', 'disabled'))],
    ['disabled', 'enable', 'it is switched off', ofListing({ reason: '拍照' }, held('disabled', 'shop disabled'))],
    ['shop paused', 'resume', 'its shop is paused', ofListing({}, held('shop disabled', 'suspended'))],
    ['suspended', 'enable', 'it is suspended', ofListing({}, held('suspended', 'delayed'))],
    ['soon', null, 'a change has still to come to it', ofListing(settled, { explained: { notOffered: ['settled'], agrees: 'waits' } })],
    ['new', null, 'there never was anything to tell', ofListing({ ...settled, version: 0 }, held('settled'))],
    ['cancelled', 'requeue', 'its change was cancelled', ofListing({ ...settled, standing: 'cancelled' }, held('settled'))],
    ['in the shop, differs', 'requeue', 'the shop confirmed 4, not 5', ofListing({ ...settled, lastQuantity: '4' }, held('settled'))],
    ['in the shop', null, 'the shop confirmed it', ofListing(settled, held('settled'))],
    ['in the shop', null, 'the shop confirmed it, and no key is left', ofListing(settled, { ...held('settled'), hasKey: false })],
    ['no key', 'key', 'it failed, and no key sees the shop any more', ofListing({ failures: 2, reason: 'x' }, { hasKey: false })],
    ['failed', 'requeue', 'the shop refused it, later again', ofListing({ failures: 2, retryAt: 9000, reason: 'no SKU' }, held('delayed'))],
    ['failed, offered', null, 'the shop refused it, and is asked again', ofListing({ failures: 2, reason: 'no SKU' })],
    [
      'stopped pulling',
      'requests',
      'the shop refused it, and asks no more',
      ofListing({ failures: 2, reason: 'no SKU' }, { pulls: { ...pulling, state: 'stopped' } }),
    ],
    ['superseded', null, 'the shop confirmed an earlier change meanwhile', ofListing({ standing: 'superseded' })],
    ['never pulled', 'requests', 'nobody ever asked', ofListing({}, { pulls: { state: 'stopped', at: null, usual: null } })],
    ['stopped pulling', 'requests', 'nobody asks any more', ofListing({}, { pulls: { ...pulling, state: 'stopped' } })],
    ['not acknowledged', 'requests', 'it was asked for since, and no word came', ofListing({}, { pulls: { ...pulling, at: CHANGED } })],
    ['waits', null, 'the next pull has not come', ofListing({})],
    ['waits', null, 'the first pull has not come', ofListing({}, { pulls: { state: 'quiet', at: null, usual: null } })],
  ])('%s (mend: %s): %s', (verdict, mend, _, facts) => {
    expect(listingVerdict(facts)).toMatchObject({ verdict, mend });
    expect(listingVerdict(facts).reason).toBe(/refused|switched off|asks no more/.test(_) ? facts.listing.reason : '');
  });
});

const shipment: ShipmentFacts = {
  ...around,
  shipment: {
    ...{ state: 'pending', shopPaused: false, retries: 0, retryAt: null, message: '', createdAt: CHANGED },
    carrier: { code: 'SF', name: '顺丰', type: 8 },
  },
};
const ofShipment = (some: Partial<ShipmentFacts['shipment']>, rest: Partial<ShipmentFacts> = {}) => ({
  ...shipment,
  ...rest,
  shipment: { ...shipment.shipment, ...some },
});
const unmapped = { carrier: { code: 'XX', name: 'X', type: -1 } };

describe('a shipment', () => {
  test.each<[ShipmentWord, Mend | null, ShipmentFacts]>([
    ['in the shop', null, ofShipment({ state: 'done', shopPaused: true })],
    ['cancelled', null, ofShipment({ state: 'cancelled' })],
    ['replaced', null, ofShipment({ state: 'replaced' })],
    ['failed', 'requeue', ofShipment({ state: 'failed', message: '订单已关闭' })],
    ['failed, carrier unmapped', 'carrier', ofShipment({ state: 'failed', ...unmapped })],
    ['shop paused', 'resume', ofShipment({ shopPaused: true, retries: 1 })],
    ['no key', 'key', ofShipment({}, { hasKey: false })],
    ['carrier unmapped', 'carrier', ofShipment(unmapped)],
    ['delayed', 'requests', ofShipment({ retries: 1, retryAt: 9000, message: 'busy' })],
    ['stopped pulling', 'requests', ofShipment({ retries: 1, message: 'busy' }, { pulls: { ...pulling, state: 'stopped' } })],
    ['retried', null, ofShipment({ retries: 1, message: 'busy' })],
    ['never pulled', 'requests', ofShipment({}, { pulls: { state: 'stopped', at: null, usual: null } })],
    ['not acknowledged', 'requests', ofShipment({}, { pulls: { ...pulling, at: CHANGED + 5 } })],
    ['waits', null, ofShipment({})],
  ])('%s (mend: %s)', (verdict, mend, facts) => {
    expect(shipmentVerdict(facts)).toEqual({ verdict, mend, reason: facts.shipment.message });
  });
});

describe('of real calls', () => {
  let server: Manager;
  beforeAll(async () => {
    server = await startManager();
  });
  afterAll(() => server.close());
  const verdictOf = async (path: string) => (await server.ask(`${path}/verdict`)).json;
  const caller = { seller: 'demo', key: null, actor: 'flagship:demo-app' };

  test('a listing waits, is pulled, refused, switched off, paused with its shop, and told', async () => {
    const path = `/api/listings/${await newListing(server)}`;
    expect(await verdictOf(path)).toEqual({ verdict: 'waits', mend: null, reason: '', pulledAt: null });
    server.clock.now += 16 * 60_000;
    expect(await verdictOf(path)).toMatchObject({ verdict: 'never pulled', mend: 'requests' });
    await server.engine.pullStock({ caller, shopNo: 'S1', after: 0, limit: 100, now: server.clock.now });
    const pulledAt = new Date(server.clock.now).toISOString();
    expect(await verdictOf(path)).toMatchObject({ verdict: 'not acknowledged', pulledAt });
    const now = server.clock.now;
    const item = { listing: Number(path.split('/').at(-1)), version: 1, quantity: null, message: 'SKU 不存在' };
    await server.engine.acknowledgeStock({ caller, items: [{ ...item, outcome: 'fail' }], signedAt: now, now });
    expect(await verdictOf(path)).toMatchObject({ verdict: 'failed', mend: 'requeue', reason: 'SKU 不存在' });
    await server.ask({ method: 'POST', path: '/api/shops/S1/pause' });
    expect(await verdictOf(path)).toMatchObject({ verdict: 'shop paused', mend: 'resume' });
    await server.ask({ method: 'POST', path: '/api/shops/S1/resume' });
    await server.ask({ method: 'POST', path: `${path}/disable`, body: { reason: '拍照' } });
    expect(await verdictOf(path)).toMatchObject({ verdict: 'disabled', mend: 'enable', reason: '拍照' });
    await server.ask({ method: 'POST', path: `${path}/enable` });
    await server.engine.acknowledgeStock({ caller, items: [{ ...item, version: 2, outcome: 'success' }], signedAt: now, now });
    expect(await verdictOf(path)).toMatchObject({ verdict: 'in the shop', mend: null });
  });

  test('without a key that may pull, that is said first', async () => {
    const { status, json } = await server.ask('/api/listings/999999/verdict');
    expect([status, json.code]).toEqual([404, 'not-found']);
    const path = `/api/shipments/${await newShipment(server)}`;
    expect(await verdictOf(path)).toMatchObject({ verdict: 'waits', mend: null });
    for (const [edition, key] of [
      ['flagship', 'demo-app'],
      ['enterprise', 'demo-app2'],
    ]) {
      await server.ask({ method: 'POST', path: `/api/keys/${edition}/${key}/disable` });
    }
    expect(await verdictOf(path)).toMatchObject({ verdict: 'no key', mend: 'key' });
  });
});
