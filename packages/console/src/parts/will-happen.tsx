import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { type Answer, type At, call, type Input } from '../api/call.ts';
import type { ApiProblem } from '../api/problem.ts';
import { declareWords, useWords } from '../language/words.ts';
import { Problem } from './problem.tsx';
import { quantityNames } from './quantity-names.ts';
import { useLater } from './use-later.ts';
import css from './will-happen.module.css';

const words = declareWords('will-happen', {
  title: { en: 'What will happen', zh: '将会发生' },
  fill: { en: 'Fill in the rest, and this says what will happen.', zh: '补全后，这里会显示将要发生的变化。' },
  refused: { en: 'This would be refused', zh: '此操作会被拒绝' },
  nothing: { en: 'No stock, listing or shipment changes.', zh: '库存、平台货品和物流记录均不变化。' },
  level: { en: '{{code}} in {{warehouse}}: {{name}}', zh: '{{code}}（{{warehouse}}）：{{name}}' },
  defective: { en: 'defective stock', zh: '残次品' },
  listing: { en: 'Listing {{goods}} in {{shop}} shows', zh: '{{shop}} 的平台货品 {{goods}} 应展示' },
  created: {
    en: 'A shipment for {{tid}} waits for {{shop}}: {{carrier}} {{number}}',
    zh: '为 {{tid}} 生成物流同步记录，等待 {{shop}} 获取：{{carrier}} {{number}}',
  },
  replaced: { en: 'The shipment of {{tid}} with {{number}} is replaced', zh: '{{tid}} 的物流记录 {{number}} 被替换' },
  cancelled: { en: 'The shipment of {{tid}} with {{number}} is taken back', zh: '{{tid}} 的物流记录 {{number}} 被撤下' },
  whole: { en: 'whole order', zh: '整单' },
  more: { en: { one: 'and {{count}} more', other: 'and {{count}} more' }, zh: '另有 {{count}} 条' },
  later: { en: 'More listings follow little by little.', zh: '其余平台货品随后分步更新。' },
});

type Told = Answer<'POST /api/preview'>;

/**
 * What a write would do, asked from the server as it is filled in: the write is tried out there and undone. What it would be refused with
 * is shown in its place.
 *
 * @param write its `operationId`
 * @param body null while something is missing
 */
export function WillHappen({ write, params, body }: { write: string; params?: Record<string, string>; body: unknown }) {
  const say = useWords(words);
  const asked = useLater({ write, ...(params && { params }), ...(body !== undefined && { body }) });
  const isReady = body !== null && asked.body !== null;
  const { data, error, isFetching } = useQuery<Told, ApiProblem>({
    queryKey: ['POST /api/preview', asked],
    queryFn: ({ signal }) =>
      call('POST /api/preview' as At & 'POST /api/preview', { body: asked } as Input<'POST /api/preview'>, { signal }),
    enabled: isReady,
    gcTime: 0,
    retry: false,
  });
  return (
    <section className={css.box} aria-live="polite" aria-label={say('title')}>
      <span className={css.title}>
        {say('title')} {isFetching && <Spin size="small" />}
      </span>
      {!isReady && <span>{say('fill')}</span>}
      {isReady && error && <Problem of={error} title={say('refused')} />}
      {isReady && data && !error && <Consequences of={data} />}
    </section>
  );
}

function Consequences({ of: { levels, levelsInAll, listings, listingsInAll, shipments, shipmentsInAll, later } }: { of: Told }) {
  const say = useWords(words);
  const nameOf = useWords(quantityNames);
  if (levels.length + listings.length + shipments.length + later === 0) return <span>{say('nothing')}</span>;
  const more = levelsInAll + listingsInAll + shipmentsInAll - levels.length - listings.length - shipments.length;
  return (
    <ul className={css.list}>
      {levels.map(({ specNo, warehouseNo, quantity, defective, before, after }) => (
        <Row
          key={`${specNo} ${warehouseNo} ${quantity} ${defective}`}
          what={say('level', { code: specNo, warehouse: warehouseNo, name: defective ? say('defective') : nameOf(quantity) })}
          numbers={`${before} → ${after}`}
        />
      ))}
      {shipments.map(({ effect, shopNo, tid, oids, carrier, number }) => (
        <Row
          key={`${effect} ${tid} ${oids.join()} ${number}`}
          what={say(effect, { tid, shop: shopNo, carrier, number })}
          numbers={effect === 'created' ? (oids.length === 0 ? say('whole') : oids.join(', ')) : ''}
        />
      ))}
      {listings.map(({ listing, shopNo, goodsId, goodsName, before, after }) => (
        <Row key={listing} what={say('listing', { goods: goodsName || goodsId, shop: shopNo })} numbers={`${before} → ${after}`} />
      ))}
      {more > 0 && <Row what={say('more', { count: more })} numbers="" />}
      {later > 0 && <Row what={say('later')} numbers="" />}
    </ul>
  );
}

function Row({ what, numbers }: { what: string; numbers: string }) {
  return (
    <li className={css.row}>
      <span className={css.what}>{what}</span>
      <span className={css.numbers}>{numbers}</span>
    </li>
  );
}
