import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, listing, listingOf, numeral } from '../schemas.ts';

/** The number of a listing in an address. */
export const listingParams = z.strictObject({ listing: about(numeral, 'The listing’s number.', '平台货品编号。') });

export const showListing = route({
  name: 'showListing',
  method: 'GET',
  path: '/api/listings/{listing}',
  role: 'viewer',
  group: 'listings',
  summary: { en: 'One listing.', zh: '查看一条平台货品。' },
  params: listingParams,
  query: NOTHING,
  body: NO_BODY,
  answers: { json: listing },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, params, now }) {
    const found = await engine.showListing({ seller: token.seller, listing: params.listing, now });
    if (!found) throw new Problem('not-found', `there is no listing ${params.listing}`);
    return listingOf(found);
  },
});
