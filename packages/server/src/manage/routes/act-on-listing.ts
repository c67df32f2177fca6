import { z } from 'zod';
import { type Call, NO_BODY, NOTHING, route, type Words } from '../route.ts';
import { about, moment } from '../schemas.ts';
import { listingParams } from './show-listing.ts';

const done = { json: z.object({ listing: z.int(), done: z.literal(true) }) } as const;

/** A route that does one thing to one listing. */
function act<const V extends string, B extends z.ZodType>(
  verb: V,
  summary: Words,
  body: B,
  handle: (call: Call<z.output<typeof listingParams>, unknown, z.output<B>>, named: ReturnType<typeof namedBy>) => Promise<unknown>,
) {
  return route({
    name: `${verb}Listing`,
    method: 'POST',
    path: `/api/listings/{listing}/${verb}` as const,
    role: 'operator',
    group: 'listings',
    summary,
    params: listingParams,
    query: NOTHING,
    body,
    answers: done,
    repeats: 'transaction',
    problems: ['not-found'],
    async handle(call) {
      await handle(call, namedBy(call));
      return { listing: call.params.listing, done: true } as const;
    },
  });
}

function namedBy({ token, params: { listing }, actor, now }: Call<z.output<typeof listingParams>>) {
  return { seller: token.seller, listing, actor, now };
}

export const bindListing = act(
  'bind',
  { en: 'Binds a listing to an item, or else a suite, by hand.', zh: '手工绑定平台货品与单品或组合装。' },
  z.strictObject({ code: about(z.string().min(1).max(40), 'Merchant code of the item or suite.', '单品或组合装的商家编码。') }),
  ({ run, body: { code } }, named) => run('bindListing', { ...named, code }),
);

export const unbindListing = act(
  'unbind',
  {
    en: 'Takes the binding away: the listing is not synced until it is bound or matched again.',
    zh: '解除绑定：重新绑定或匹配之前不再同步。',
  },
  NO_BODY,
  ({ run }, named) => run('unbindListing', named),
);

export const matchListing = act(
  'match',
  { en: 'Matches a listing anew by its codes, whether it was bound by hand or not.', zh: '按编码重新匹配，不论此前是否手工绑定。' },
  NO_BODY,
  ({ run }, named) => run('matchListing', named),
);

export const suspendListing = act(
  'suspend',
  { en: 'Leaves a listing out of pulls until a moment; what changes meanwhile waits.', zh: '在指定时间之前不下发，期间的变化继续等待。' },
  z.strictObject({ until: about(moment, 'Until when.', '截止时间。') }),
  ({ run, body: { until } }, named) => run('suspendListing', { ...named, until }),
);

export const disableListing = act(
  'disable',
  { en: 'Switches a listing off until it is enabled again.', zh: '停用平台货品的同步，直到重新启用。' },
  z.strictObject({ reason: about(z.string().max(255), 'Why; it is shown.', '原因，会显示出来。') }),
  ({ run, body: { reason } }, named) => run('disableListing', { ...named, reason }),
);

export const enableListing = act(
  'enable',
  {
    en: 'Switches a listing on again, ends a suspension, and offers it with a new version.',
    zh: '重新启用并结束暂停，以新的变化次数下发。',
  },
  NO_BODY,
  ({ run }, named) => run('enableListing', named),
);

export const requeueListing = act(
  'requeue',
  {
    en: 'Queues a listing again, as if its stock had moved: it gets a new version, and delays of earlier failures end.',
    zh: '重新排队：如同库存变化一样获得新的变化次数，此前失败造成的延迟随之结束。',
  },
  NO_BODY,
  ({ run }, named) => run('forceListing', named),
);

export const setListingRule = act(
  'rule',
  { en: 'Sets a rule for this listing alone.', zh: '为该平台货品单独指定策略。' },
  z.strictObject({
    no: about(
      z.string().min(1).max(40).nullable(),
      'Number of the rule; null to choose by scope and priority again.',
      '策略编号；null 表示恢复按范围和优先级选择。',
    ),
  }),
  ({ run, body: { no } }, named) => run('setListingRule', { ...named, no }),
);
