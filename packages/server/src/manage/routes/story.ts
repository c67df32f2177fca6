import { z } from 'zod';
import { Problem } from '../problem.ts';
import { readAfter } from '../read-after.ts';
import { type Call, NO_BODY, route } from '../route.ts';
import { about, entry, entryOf, page, paging } from '../schemas.ts';
import { orderParams } from './order-params.ts';
import { listingParams } from './show-listing.ts';
import { shipmentParams } from './show-shipment.ts';

/** A page looks through so many parts of the journal before it is answered as it is. */
const PARTS = 10;

const SUMMARY = {
  listings: { en: 'All that happened to a listing, oldest or newest first.', zh: '一条平台货品的完整经过，可由旧到新或由新到旧。' },
  orders: { en: 'All that happened to an order, oldest or newest first.', zh: '一张原始单的完整经过，可由旧到新或由新到旧。' },
  shipments: { en: 'All that happened to a shipment, oldest or newest first.', zh: '一条物流同步记录的完整经过，可由旧到新或由新到旧。' },
};

const pages = z.strictObject({
  order: about(
    z.enum(['oldest', 'newest']).default('oldest'),
    'Which rows come first; a cursor holds for the order that it came with.',
    '先旧后新，或先新后旧；游标仅适用于其所属的顺序。',
  ),
  ...paging,
});
const answers = { json: page(entry) } as const;

export const listingStory = route({
  name: 'listingStory',
  method: 'GET',
  path: '/api/listings/{listing}/story',
  role: 'viewer',
  group: 'listings',
  summary: SUMMARY.listings,
  params: listingParams,
  query: pages,
  body: NO_BODY,
  answers,
  repeats: 'reads',
  problems: ['not-found'],
  async handle(call) {
    const { engine, token, params, now } = call;
    const found = await engine.showListing({ seller: token.seller, listing: params.listing, now });
    if (!found) throw new Problem('not-found', `there is no listing ${params.listing}`);
    return read(call, 'stock', params.listing);
  },
});

export const shipmentStory = route({
  name: 'shipmentStory',
  method: 'GET',
  path: '/api/shipments/{shipment}/story',
  role: 'viewer',
  group: 'shipments',
  summary: SUMMARY.shipments,
  params: shipmentParams,
  query: pages,
  body: NO_BODY,
  answers,
  repeats: 'reads',
  problems: ['not-found'],
  async handle(call) {
    const { engine, token, params, now } = call;
    const found = await engine.showShipment({ seller: token.seller, shipment: params.shipment, now });
    if (!found) throw new Problem('not-found', `there is no shipment ${params.shipment}`);
    return read(call, 'shipment', params.shipment);
  },
});

export const orderStory = route({
  name: 'orderStory',
  method: 'GET',
  path: '/api/orders/{tid}/story',
  role: 'viewer',
  group: 'orders',
  summary: SUMMARY.orders,
  params: orderParams,
  query: pages,
  body: NO_BODY,
  answers,
  repeats: 'reads',
  problems: ['not-found'],
  async handle(call) {
    const { order } = await call.engine.showOrder({ seller: call.token.seller, tid: call.params.tid });
    return read(call, 'order', order);
  },
});

async function read(
  { engine, token, query }: Call<unknown, z.output<typeof pages>>,
  pool: z.output<typeof entry>['pool'],
  subject: number,
) {
  const items: z.input<typeof entry>[] = [];
  if (query.order === 'newest') {
    let before = query.cursor === null ? null : readAfter(query.cursor);
    for (let part = 0; part < PARTS; part++) {
      const limit = query.limit - items.length;
      const found = await engine.searchJournal({ seller: token.seller, pool, subject, before, after: 0, limit });
      items.push(...found.rows.map(entryOf));
      if (found.ended) return { items, next: null };
      before = found.before;
      if (items.length === query.limit) break;
    }
    return { items, next: String(before) };
  }
  let after = readAfter(query.cursor);
  for (let part = 0; part < PARTS; part++) {
    const limit = query.limit - items.length;
    const { rows, last, ended } = await engine.readStory({ seller: token.seller, pool, subject, after, limit });
    items.push(...rows.map(entryOf));
    if (ended) return { items, next: null };
    after = last;
    if (items.length === query.limit) break;
  }
  return { items, next: String(after) };
}
