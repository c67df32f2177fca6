import { z } from 'zod';
import { overviewOf, type ShopOverview } from '../overview.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, isoOrNull, moment, time } from '../schemas.ts';

const EDITIONS = ['flagship', 'enterprise'] as const;

const pulls = z
  .object({
    state: about(
      z.enum(['pulling', 'stopped', 'quiet']),
      "`stopped`: no pull for longer than the shop's own habit, or something waits and nobody asks. `quiet`: nothing says that anybody should.",
      '`stopped`：超过该店铺自身的拉取习惯仍未拉取，或有内容等待而无人拉取；`quiet`：没有迹象表明应当有人拉取。',
    ),
    at: about(time.nullable(), 'The last pull.', '最近一次拉取。'),
    usualSeconds: about(
      z.number().nullable(),
      'The usual pause between two passes; null while no habit is known.',
      '两次拉取之间的常见间隔（秒）；尚无规律时为 null。',
    ),
  })
  .meta({ id: 'Pulls' });

const counts = {
  acknowledged: about(z.int(), 'Successes that took effect.', '已生效的成功回写数。'),
  failed: about(z.int(), 'Failures that took effect.', '已生效的失败回写数。'),
  superseded: about(
    z.int(),
    'Successes that named an older version: the newer change still waits.',
    '成功但版本已过时的回写数：较新的变化仍在等待。',
  ),
  rejected: about(
    z.int(),
    'Elements that could not be meant: an unknown record, a version never issued, a settled shipment.',
    '无法对应的回写数：记录不存在、版本从未下发、物流记录已了结。',
  ),
};

const refused = {
  unverified: about(
    z.int(),
    'Calls refused for signature, clock, address or a disabled key.',
    '因签名、时间、IP 或账号停用而被拒绝的调用数。',
  ),
  limited: about(z.int(), 'Calls refused because there were too many.', '因频率或并发超限而被拒绝的调用数。'),
};

const waiting = {
  pending: about(z.int(), 'Records that wait.', '等待同步的记录数。'),
  delayed: about(z.int(), 'Those of them that a failure delays.', '其中因失败而延迟的。'),
  oldestAt: about(
    time.nullable(),
    'When the oldest of them was made; what is offered to nobody does not count.',
    '其中最早的一条产生于何时（不下发的不计）。',
  ),
  pulls,
};

const shop = z
  .object({
    shop: z.int(),
    shopNo: z.string(),
    name: z.string(),
    paused: z.boolean(),
    stock: z.object({
      ...waiting,
      failed: about(z.int(), 'Those that failed last.', '其中最近一次失败的。'),
      due: about(z.int(), 'Those that a pull would be offered now.', '其中现在可被拉取的。'),
      held: about(
        z.int(),
        'Those that are offered to nobody: switched off, suspended, deleted or unbound.',
        '其中不会下发的：已停用、暂停、删除或未匹配。',
      ),
    }),
    shipments: z.object({ ...waiting, failed: about(z.int(), 'Shipments that the shop gave up.', '商城判定失败的物流记录数。') }),
    quantityDiffers: about(
      z.int(),
      'Successes so far that named another quantity than the one offered.',
      '至今成功但数量与下发不一致的次数。',
    ),
    editions: z.array(
      z
        .object({
          edition: z.enum(EDITIONS),
          perMinute: about(z.number(), 'Successes a minute, over the last five.', '最近五分钟平均每分钟成功回写数。'),
          hour: about(z.object(counts), 'In the last sixty minutes.', '最近六十分钟。'),
          pulledAt: time.nullable(),
          acknowledgedAt: time.nullable(),
        })
        .meta({ id: 'EditionFigures' }),
    ),
  })
  .meta({ id: 'ShopFigures' });

export const showOverview = route({
  name: 'showOverview',
  method: 'GET',
  path: '/api/overview',
  role: 'viewer',
  group: 'figures',
  summary: {
    en: 'What waits in each shop, since when, what was acknowledged lately, and who stopped pulling. Cheap: ask every five seconds.',
    zh: '各店铺等待同步的数量与时长、近期回写情况、是否停止拉取。开销很小，可每五秒查询一次。',
  },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      at: time,
      surveyedAt: about(
        time.nullable(),
        'When the looking at what waits began; with very many records that takes its time, and it is null while the first goes on. pending is exact at every moment.',
        '对等待内容的最近一次清点始于何时；数量很大时清点需要时间，首次清点未完成时为 null；pending 始终准确。',
      ),
      shops: z.array(shop),
      refused: about(
        z.array(z.object({ edition: z.enum(EDITIONS), ...refused, rejected: counts.rejected })),
        'Refused calls and rejected elements of the last sixty minutes, of the seller as a whole.',
        '最近六十分钟整个卖家被拒绝的调用与回写。',
      ),
      next: about(
        z.enum(['shop', 'key', 'listing', 'pull']).nullable(),
        'What a fresh installation lacks first; null when it lacks nothing.',
        '新安装首先缺少的内容；没有缺少时为 null。',
      ),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, figures, token, now }) {
    const overview = await overviewOf(engine, figures, token.seller, now);
    const shops = overview.shops.map((each) => shopOf(each, overview.recentMs));
    const wasPulled = shops.some(({ stock, shipments }) => stock.pulls.at ?? shipments.pulls.at);
    const lacks = [
      ...(shops.length === 0 ? (['shop'] as const) : []),
      ...(overview.keys === 0 ? (['key'] as const) : []),
      ...(overview.hasListings ? [] : (['listing'] as const)),
      ...(wasPulled ? [] : (['pull'] as const)),
    ];
    return {
      at: iso(now),
      surveyedAt: isoOrNull(overview.surveyedAt),
      shops,
      refused: overview.refused.map((each) => ({ ...each, edition: each.edition as (typeof EDITIONS)[number] })),
      next: lacks[0] ?? null,
    };
  },
});

function shopOf({ disabled, stock, shipments, editions, ...rest }: ShopOverview, recentMs: number): z.input<typeof shop> {
  const poolOf = <T extends ShopOverview['stock'] | ShopOverview['shipments']>({ oldestAt, pulls, ...counts }: T) => ({
    ...counts,
    oldestAt: isoOrNull(oldestAt),
    pulls: { state: pulls.state, at: isoOrNull(pulls.at), usualSeconds: pulls.usual === null ? null : pulls.usual / 1000 },
  });
  return {
    ...rest,
    paused: disabled,
    stock: poolOf(stock),
    shipments: poolOf(shipments),
    editions: editions.map(({ edition, recent, hour, pulledAt, acknowledgedAt }) => ({
      edition: edition as (typeof EDITIONS)[number],
      perMinute: Math.round((recent.acknowledged / recentMs) * 60_000 * 10) / 10,
      hour,
      pulledAt: isoOrNull(pulledAt),
      acknowledgedAt: isoOrNull(acknowledgedAt),
    })),
  };
}

const DAY_MS = 86_400_000;

export const overviewHistory = route({
  name: 'overviewHistory',
  method: 'GET',
  path: '/api/overview/history',
  role: 'viewer',
  group: 'figures',
  summary: {
    en: 'The same over time: by minutes for a week, by hours for three months, at most 400 points.',
    zh: '历史曲线：一周内按分钟，三个月内按小时，最多 400 个点。',
  },
  params: NOTHING,
  query: z.strictObject({
    shop: about(
      z.string().max(40).nullable().default(null),
      'Of this shop alone (shop_no); all of them without.',
      '仅此店铺（shop_no）；未给出时为全部。',
    ),
    edition: about(z.enum(EDITIONS).nullable().default(null), 'Acknowledged through this edition alone.', '仅经此版本接口回写的。'),
    from: about(moment.nullable().default(null), 'Its begin; a day before its end by default.', '开始时间，默认为结束前一天。'),
    to: about(moment.nullable().default(null), 'Its end; now by default.', '结束时间，默认为现在。'),
  }),
  body: NO_BODY,
  answers: {
    json: z.object({
      stepSeconds: about(z.int(), 'From one point to the next.', '相邻两点的间隔（秒）。'),
      points: about(
        z.array(
          z
            .object({
              at: time,
              ...counts,
              ...refused,
              pending: about(z.int().nullable(), 'Records that waited; null where nobody looked.', '等待同步的记录数；无记录时为 null。'),
              oldestSeconds: about(z.number().nullable(), 'The longest that one of them had waited.', '其中等待最久的时长（秒）。'),
            })
            .meta({ id: 'FiguresPoint' }),
        ),
        'Times in which nothing happened and nothing waited have none.',
        '没有任何活动且无等待的时段没有对应的点。',
      ),
    }),
  },
  repeats: 'reads',
  problems: ['not-found'],
  async handle({ engine, token, query: { shop: shopNo, edition, from, to }, now }) {
    const end = to ?? now;
    const begin = from ?? end - DAY_MS;
    const { stepMs, points } = await engine.figuresHistory({ seller: token.seller, shopNo, edition, from: begin, to: end, now });
    return {
      stepSeconds: stepMs / 1000,
      points: points.map(({ at, oldestMs, ...point }) => ({
        ...point,
        at: iso(at),
        oldestSeconds: oldestMs === null ? null : Math.round(oldestMs / 1000),
      })),
    };
  },
});
