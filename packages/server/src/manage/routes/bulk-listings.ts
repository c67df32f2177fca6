import { z } from 'zod';
import { NOTHING, route } from '../route.ts';
import { about, moment } from '../schemas.ts';
import { acted, bulk, oneWay, stepNoted } from './bulk.ts';
import { listingFilter, listingsAsked } from './record-filters.ts';

const records = z
  .array(
    z.strictObject({
      listing: z.int().min(1),
      version: about(z.int().min(0).nullable().default(null), 'As you saw it.', '您看到的版本。'),
    }),
  )
  .min(1)
  .max(200);

export const bulkListings = route({
  name: 'bulkListings',
  method: 'POST',
  path: '/api/listings/bulk',
  role: 'operator',
  group: 'listings',
  summary: {
    en: 'Queues many listings again, cancels their changes, or suspends them: one step of at most 200, then the next.',
    zh: '批量重新排队、取消变化或暂停同步：每步最多 200 条，逐步继续。',
  },
  params: NOTHING,
  query: NOTHING,
  body: z
    .strictObject({
      action: about(
        z.enum(['requeue', 'cancel', 'suspend']),
        '`requeue` gives each a new version; `cancel` takes its newest change out of the pool; `suspend` leaves it out of pulls until a moment.',
        '`requeue` 生成新的变化次数；`cancel` 取消最新变化；`suspend` 在指定时间之前不下发。',
      ),
      until: about(moment.nullable().default(null), 'For `suspend`: until when.', '用于 `suspend`：截止时间。'),
      ...bulk,
      filter: about(
        z.strictObject(listingFilter).nullable().default(null),
        'Those that this filter finds, in the words of the list.',
        '按此筛选条件查找，参数与列表相同。',
      ),
      listings: about(
        records.nullable().default(null),
        'These. One that has another version by now is not cancelled.',
        '指定的货品；版本已变化的不会被取消。',
      ),
      seenAt: about(
        moment.nullable().default(null),
        'With a filter: when it was counted. What has changed after that is not cancelled.',
        '与筛选条件同用：统计时间；此后有新变化的不会被取消。',
      ),
    })
    .refine(({ filter, listings }) => oneWay(filter, listings), { message: 'give either filter or listings', path: ['filter'] })
    .refine(({ action, until }) => action !== 'suspend' || until !== null, { message: 'is needed to suspend', path: ['until'] }),
  answers: {
    json: acted(['unknown', 'changed since', 'not waiting', 'not synced', 'as it is'], {
      en: '`unknown`: there is none; `changed since`: it changed after it was seen; `not waiting`: nothing of it waits; `not synced`: it is bound to nothing or no rule acts on it; `as it is`: it was so already.',
      zh: '`unknown` 不存在；`changed since` 查看后又有变化；`not waiting` 没有等待同步的变化；`not synced` 未绑定或无策略生效；`as it is` 本已如此。',
    }),
  },
  repeats: 'transaction',
  problems: [],
  audit: ({ body: { listings, ...step } }) => stepNoted({ ...step, named: listings }),
  async handle({ token, actor, now, run, body: { action, until, filter, listings, seenAt, cursor, limit, dryRun } }) {
    const which = filter ? { filter: listingsAsked(filter), cursor, seenAt } : { listings: listings ?? [] };
    const { value } = await run('actOnListings', { seller: token.seller, actor, now, action, until, which, limit, dryRun });
    return value;
  },
});
