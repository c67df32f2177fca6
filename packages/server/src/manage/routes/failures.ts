import type { Engine } from '@tongbu/engine';
import { addFailures, FAILURE_KINDS, type FailureGroup } from '@tongbu/engine/outside';
import { z } from 'zod';
import type { Figures } from '../../figures.ts';
import { ADVICE, type CallKind } from '../failure-advice.ts';
import { overviewOf } from '../overview.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, isoOrNull, time } from '../schemas.ts';

/** So many pages of a thousand records are looked at; what is beyond is left out, and said to be. */
const MOST_PAGES = 30;
const MOST_GROUPS = 100;
const FRESH_MS = 10_000;

const KINDS = [...FAILURE_KINDS, 'signature', 'too-many-calls', 'rejected', 'unmapped-carrier'] as const;

const words = z.object({ en: z.string(), zh: z.string() });

const knownBy = z.union([
  z.object({ tid: z.string(), trackingNumber: z.string() }),
  z.object({
    code: about(
      z.string(),
      'The spec_no, else the goods_no, else goods id and specification id in the shop.',
      '规格商家编码，其次货品商家编码，再次为商城的货品与规格 ID。',
    ),
    goodsName: z.string(),
  }),
]);

const group = z
  .object({
    about: about(
      z.enum(['stock', 'shipment', 'call', 'acknowledgement']),
      'Listings, shipments, calls that were refused, or elements of acknowledgements.',
      '平台货品、物流同步、被拒绝的调用，或被拒绝的回写。',
    ),
    kind: about(
      z.enum(KINDS),
      'What it is about; stable. Of records, `/api/listings?state=failed` and `/api/shipments?state=failing` find exactly these by `kind` and `reason`.',
      '失败的类别，稳定不变。对记录而言，以此 `kind` 与 `reason` 查询 `/api/listings?state=failed`、`/api/shipments?state=failing` 恰好得到这些记录。',
    ),
    reason: about(
      z.string(),
      'What they have in common: numbers and codes stand as #. It is a stranger’s text; show it as text.',
      '共同的原因，编号与编码以 # 代替。内容来自外部，只可作为文本显示。',
    ),
    count: z.int(),
    shops: z.array(z.object({ shopNo: z.string(), count: z.int() })),
    lastAt: about(time.nullable(), 'When the last of them failed; null where that is not known.', '最近一次失败的时间；未知时为 null。'),
    examples: about(
      z.array(z.object({ id: z.int(), shopNo: z.string(), at: time, message: z.string(), knownBy })),
      'Those that failed last: number of the listing or shipment, what people know it by, and what the shop said.',
      '最近失败的几条：平台货品或物流记录的编号、便于辨认的单号或编码，以及商城的说明。',
    ),
    advice: about(words, 'What to do about it.', '处理建议。'),
  })
  .meta({ id: 'Failures' });

export const listFailures = route({
  name: 'listFailures',
  method: 'GET',
  path: '/api/failures',
  role: 'viewer',
  group: 'figures',
  summary: { en: 'Failures that stand, by reason, with what to do about each.', zh: '现有失败，按原因归类，并给出处理建议。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      at: time,
      complete: about(
        z.boolean(),
        'False where there are more than 30,000: then some are not counted.',
        '超过 30,000 条时为 false，此时未全部计入。',
      ),
      items: z.array(group),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, figures, token, now }) {
    const [failures, calls] = [await known(engine, token.seller, now), await ofCalls(engine, figures, token.seller, now)];
    const items = [...failures.groups.map(itemOf), ...calls].sort((a, b) => b.count - a.count);
    return { at: iso(failures.at), complete: failures.complete && items.length <= MOST_GROUPS, items: items.slice(0, MOST_GROUPS) };
  },
});

type Item = z.input<typeof group>;

function itemOf({ pool, shops, lastAt, examples, ...rest }: FailureGroup): Item {
  const byShop = Object.entries(shops).map(([shopNo, count]) => ({ shopNo, count }));
  return {
    ...rest,
    about: pool,
    shops: byShop.sort((a, b) => b.count - a.count),
    lastAt: isoOrNull(lastAt),
    examples: examples.map((each) => ({ ...each, at: iso(each.at) })),
    advice: ADVICE[rest.kind],
  };
}

interface Known {
  at: number;
  groups: FailureGroup[];
  complete: boolean;
}

const KNOWN = new WeakMap<Engine, Map<string, { until: number; found: Promise<Known> }>>();

/** Whoever asks within a few seconds shares the answer. */
function known(engine: Engine, seller: string, now: number): Promise<Known> {
  const ofEngine = KNOWN.get(engine) ?? new Map();
  KNOWN.set(engine, ofEngine);
  const last = ofEngine.get(seller);
  if (last && performance.now() < last.until) return last.found;
  const found = read(engine, seller, now);
  const entry = { until: Number.POSITIVE_INFINITY, found };
  ofEngine.set(seller, entry);
  found.then(
    ({ groups }) => (entry.until = performance.now() + (groups.length > 0 ? FRESH_MS : 0)),
    () => ofEngine.delete(seller),
  );
  return found;
}

async function read(engine: Engine, seller: string, now: number): Promise<Known> {
  const groups = new Map<string, FailureGroup>();
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const found: Awaited<ReturnType<Engine['groupFailures']>> = await engine.groupFailures({ seller, cursor });
    addFailures(groups, found.groups);
    cursor = found.next;
    if (cursor === null) break;
  }
  return { at: now, groups: [...groups.values()], complete: cursor === null };
}

/** What no shop reports: calls and elements that were refused in the last hour, and parcels that no shop can be told of properly. */
async function ofCalls(engine: Engine, figures: Figures, seller: string, now: number): Promise<Item[]> {
  const { refused, shops } = await overviewOf(engine, figures, seller, now);
  const sum = (name: 'rejected' | 'unverified' | 'limited') => refused.reduce((total, each) => total + each[name], 0);
  const rejected = shops.flatMap(({ shopNo, editions }) => {
    const count = editions.reduce((total, { hour }) => total + hour.rejected, 0);
    return count > 0 ? [{ shopNo, count }] : [];
  });
  const carriers = (await engine.listUnmappedCarriers({ seller })).filter(({ waiting }) => waiting > 0);
  return [
    callItem('call', 'signature', sum('unverified')),
    callItem('call', 'too-many-calls', sum('limited')),
    callItem('acknowledgement', 'rejected', sum('rejected'), rejected),
    ...carriers.map(({ code, waiting }) => ({ ...callItem('shipment', 'unmapped-carrier', waiting), reason: code })),
  ].filter(({ count }) => count > 0);
}

function callItem(of: Item['about'], kind: CallKind, count: number, shops: Item['shops'] = []): Item {
  return { about: of, kind, reason: '', count, shops, lastAt: null, examples: [], advice: ADVICE[kind] };
}
