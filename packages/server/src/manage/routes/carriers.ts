import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about, iso, time } from '../schemas.ts';

const code = about(z.string().min(1).max(40), 'The seller’s own code (logistics_no).', '卖家自己的编码（logistics_no）。');
const fields = {
  name: z.string().min(1).max(40),
  type: about(
    z.int().min(0).max(65_535).nullable(),
    'The vendor’s number for it (logistics_type); null while it is mapped to none.',
    '平台物流类型（logistics_type）；null 表示未映射。',
  ),
  cod: about(z.boolean(), 'Whether it collects cash on delivery.', '是否支持货到付款。'),
  disabled: z.boolean(),
};

export const listCarriers = route({
  name: 'listCarriers',
  method: 'GET',
  path: '/api/carriers',
  role: 'viewer',
  group: 'carriers',
  summary: {
    en: 'The carriers, and where one is mapped to none of the vendor’s, how many shipments wait with it.',
    zh: '全部物流公司；未映射的附带等待中的物流记录数。',
  },
  params: NOTHING,
  query: z.strictObject({
    unmapped: about(
      z.enum(['true', 'false']).nullable().default(null),
      'Only those that are mapped to none of the vendor’s, or only the others.',
      '仅未映射的，或仅已映射的。',
    ),
  }),
  body: NO_BODY,
  answers: {
    json: z.object({
      items: z.array(
        z
          .object({
            ...{ carrier: z.int(), code, ...fields, modifiedAt: time },
            waiting: about(
              z.int().nullable(),
              'Shipments that wait with it and say no type; null for a mapped one.',
              '未映射时等待中且无物流类型的记录数；已映射为 null。',
            ),
          })
          .meta({ id: 'Carrier' }),
      ),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token: { seller }, query }) {
    const [all, unmapped] = await Promise.all([engine.listCarriers({ seller }), engine.listUnmappedCarriers({ seller })]);
    const waiting = new Map(unmapped.map(({ carrier, waiting }) => [carrier, waiting]));
    const wanted = all.filter(({ type }) => query.unmapped === null || (type === null) === (query.unmapped === 'true'));
    return {
      items: wanted.map(({ modifiedAt, ...rest }) => ({
        ...rest,
        modifiedAt: iso(modifiedAt),
        waiting: waiting.get(rest.carrier) ?? null,
      })),
    };
  },
});

export const saveCarrier = route({
  name: 'saveCarrier',
  method: 'PUT',
  path: '/api/carriers/{code}',
  role: 'operator',
  group: 'carriers',
  summary: {
    en: 'Adds a carrier, or says anew what the one of that code is. Shipments that wait with it and say no type are replaced by new ones that say it, very many of them little by little.',
    zh: '新增物流公司，或更新该编码的物流公司。等待同步且尚无物流类型的记录会被替换为带类型的新记录，数量很多时分步进行。',
  },
  params: z.strictObject({ code }),
  query: NOTHING,
  body: z.strictObject({
    ...fields,
    type: fields.type.default(null),
    cod: fields.cod.default(false),
    disabled: fields.disabled.default(false),
  }),
  answers: { json: z.object({ code, ...fields, changed: about(z.boolean(), 'Whether anything is another than before.', '是否有变化。') }) },
  repeats: 'transaction',
  problems: [],
  async handle({ params: { code }, body, token, actor, now, run }) {
    const carrier = { code, ...body };
    const { value } = await run('saveCarrier', { seller: token.seller, carrier, actor, now });
    return { ...carrier, changed: value };
  },
});
