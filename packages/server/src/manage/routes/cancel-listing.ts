import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { listingParams } from './show-listing.ts';

export const cancelListing = route({
  name: 'cancelListing',
  method: 'POST',
  path: '/api/listings/{listing}/cancel',
  role: 'operator',
  group: 'listings',
  summary: {
    en: 'Takes a stock change out of the pool: the shop is not asked for it. The next change waits again.',
    zh: '取消一次库存变化：不再要求商城同步；下一次变化照常等待。',
  },
  params: listingParams,
  query: NOTHING,
  body: z.strictObject({
    version: about(
      z
        .int()
        .min(1)
        .max(2 ** 31 - 1),
      'The version you saw. If the listing has moved on, nothing is cancelled.',
      '您看到的版本；若已有更新的变化，则不取消。',
    ),
  }),
  answers: { json: z.object({ listing: z.int(), version: z.int(), cancelled: z.literal(true) }) },
  repeats: 'transaction',
  problems: ['not-found', 'conflict'],
  async handle({ params: { listing }, body: { version }, token, actor, now, run }) {
    const caller = { seller: token.seller, key: null, actor };
    const { value } = await run('cancelStock', { caller, listing, version, signedAt: now, now });
    if (value === 'unknown') throw new Problem('not-found', `there is no listing ${listing}`);
    if (value === 'refused')
      throw new Problem(
        'conflict',
        `version ${version} of listing ${listing} does not wait: it is acknowledged, or the listing has moved on`,
      );
    return { listing, version, cancelled: true } as const;
  },
});
