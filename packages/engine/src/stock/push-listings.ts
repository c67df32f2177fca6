import type { ListingResult, ListingStatus, PushedListing } from '@tongbu/model';
import type { Context } from '../context.ts';
import { journal } from '../journal/journal.ts';
import { PendingChange } from '../pool/count.ts';
import { once, type SignedRequest } from '../sellers/applied.ts';
import { type Caller, seesShop } from '../sellers/caller.ts';
import { type Session, type Statement, statement } from '../store/database.ts';
import { type ListingRow, upsertListings } from './upsert-listings.ts';

/** A push of listings. */
export interface ListingPush {
  caller: Caller;
  shopNo: string;
  listings: PushedListing[];
  /** Null where nobody signed it. */
  request: SignedRequest | null;
  signedAt: number;
  now: number;
}

/** Listings of one transaction; acknowledgements wait for it to end. */
const SLICE = 500;

/**
 * Creates or overwrites listings of one shop, each by itself, in transactions of at most 500 with their journal rows. The same signed
 * request again changes nothing and gets the first answer (promise B2); one that was cut off goes on where it stopped.
 *
 * @returns one result for each listing, in their order; null when the caller sees no such shop, or it is disabled
 */
export async function pushListings({ database }: Context, push: ListingPush): Promise<ListingResult[] | null> {
  const { listings, request } = push;
  const results: ListingResult[] = [];
  for (let from = 0; from === 0 || from < listings.length; from += SLICE) {
    const slice = { ...push, listings: listings.slice(from, from + SLICE), request: request && requestOf(request, from) };
    // A shop that is paused meanwhile takes the rest as well: half a request would be neither answer.
    const done = await database.write((session) => pushSlice(session, slice, from === 0 ? activeShop : knownShop));
    if (!done) return null;
    results.push(...done);
  }
  return results;
}

/** Each slice is applied once. */
function requestOf({ signature, expiresAt }: SignedRequest, from: number): SignedRequest {
  return { signature: from === 0 ? signature : `${signature}#${from}`, expiresAt };
}

function pushSlice(session: Session, push: ListingPush, shopOf: Statement): Promise<ListingResult[] | null> {
  const { caller, shopNo, listings, request, signedAt, now } = push;
  const { seller, key, actor } = caller;
  const occasion = { seller, at: now, actor, pool: 'stock', signedAt } as const;
  return once(session, request, { ...occasion, event: 'push' }, async () => {
    const [shop] = await session.query<{ shop_id: number }>(shopOf, { seller, key, shopNo });
    if (!shop) return null;
    const pending = new PendingChange('stock');
    const taken = listings.filter(({ refused }) => refused === undefined);
    const rows = taken.map((listing) => rowOf(shop.shop_id, listing));
    const upserted = await upsertListings({ session, seller, actor, now, pending }, rows);
    await pending.write(session, seller);
    const done = upserted[Symbol.iterator]();
    const results = listings.map(({ refused }): ListingResult => {
      if (refused !== undefined) return { listing: 0, effect: 'refused' };
      const { listing, isNew, changed } = done.next().value as (typeof upserted)[number];
      return { listing, effect: isNew ? 'created' : changed ? 'changed' : 'unchanged' };
    });
    const happened = results.map(({ listing, effect }, i) => {
      const { goodsId, specId, refused = '' } = listings[i] as PushedListing;
      return { event: 'push', subject: listing || null, effect, detail: refused === '' ? '' : `${goodsId},${specId}: ${refused}` };
    });
    await journal(session, occasion, happened);
    return results;
  });
}

const SHOP = `select shop_id from shops where seller = :seller and shop_no = :shopNo and ${seesShop('shop_id')}`;
const activeShop = statement(`${SHOP} and disabled = 0`);
const knownShop = statement(SHOP);

const STATUS: Record<ListingStatus, number> = { deleted: 0, onSale: 1, offSale: 2 };

function rowOf(shop: number, listing: PushedListing): ListingRow {
  const { pictureUrl, price, stock } = listing;
  return {
    shop,
    goods_id: listing.goodsId,
    spec_id: listing.specId,
    goods_no: listing.goodsNo,
    spec_no: listing.specNo,
    goods_name: listing.goodsName,
    spec_name: listing.specName,
    status: STATUS[listing.status],
    ...(price !== null && { price }),
    ...(pictureUrl !== null && { pic_url: pictureUrl }),
    ...(stock !== null && { shown: stock }),
  };
}
