import { useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words as pool } from '../../parts/pool/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { Back } from '../../parts/record/back.tsx';
import { Facts } from '../../parts/record/facts.tsx';
import { Story } from '../../parts/record/story.tsx';
import { Unread } from '../../parts/record/unread.tsx';
import { When } from '../../parts/when.tsx';
import { nameOf } from './columns.tsx';
import { Explained } from './explained.tsx';
import { ListingActions } from './listing-actions.tsx';
import { ListingVerdict } from './listing-verdict.tsx';
import css from './record.module.css';
import { recordWords } from './record-words.ts';
import { Standing } from './standing.tsx';
import { columnWords } from './words.ts';

const EVERY_MS = 5_000;

/** One listing: why it is or is not in its shop, how its quantity comes about, and its whole life. */
export default function ListingRecord() {
  const say = useWords(recordWords);
  const sayPool = useWords(pool);
  const sayColumn = useWords(columnWords);
  const { listing: number = '' } = useParams({ strict: false }) as { listing?: string };
  const params = { listing: number };
  const { data, error, refetch } = useApi('GET /api/listings/{listing}', { params } as never, { everyMs: EVERY_MS });
  const judged = useApi('GET /api/listings/{listing}/verdict', { params } as never, { everyMs: EVERY_MS, when: !error });
  const explained = useApi('GET /api/listings/{listing}/explanation', { params } as never, { everyMs: EVERY_MS, when: !error });
  const again = () => void Promise.all([refetch(), judged.refetch(), explained.refetch()]);
  useKeys([{ keys: 'r', says: sayPool('reload'), act: again }]);
  if (!data || String(data.listing) !== number)
    return <Unread title={say('title', { listing: number })} list="/stock-sync" problem={error} again={again} />;
  const sells = explained.data?.sells;
  return (
    <>
      <Back to="/stock-sync" />
      <PageHead title={say('title', { listing: data.listing })} note={<bdi>{nameOf(data)}</bdi>}>
        <ListingActions of={data} mended={judged.data?.mend} />
      </PageHead>
      <Problem of={error} again={again} />
      {judged.data ? (
        <ListingVerdict of={data} verdict={judged.data} explained={explained.data} />
      ) : (
        <Skeleton active paragraph={{ rows: 2 }} />
      )}
      <Facts
        facts={[
          [say('should'), <strong key="q">{data.bound ? data.quantity : '—'}</strong>],
          [say('told'), data.lastQuantity ?? '—'],
          [sayColumn('standing'), <Standing key="s" of={data.standing} />],
          [say('changed'), <When key="c" at={data.version === 0 ? null : data.changedAt} />],
          [say('confirmed'), <When key="a" at={data.lastAt} />],
          [say('pulled'), <When key="p" at={judged.data?.pulledAt} />],
          [say('version'), `${data.acknowledged} / ${data.version}`],
          [say('shop'), <LongText key="h" text={data.shopNo} />],
          [say('status'), say(data.status)],
          [say('goodsId'), <LongText key="g" text={data.goodsId} code copy />],
          [say('specId'), <LongText key="i" text={data.specId} code copy={data.specId !== ''} />],
          [say('goodsNo'), <LongText key="n" text={data.goodsNo} code copy={data.goodsNo !== ''} />],
          [say('specNo'), <LongText key="o" text={data.specNo} code copy={data.specNo !== ''} />],
          [say('sells'), sells ? `${say(sells.kind, { code: sells.code })} ${sells.byHand ? say('byHand') : ''}` : '—'],
        ]}
      />
      <div className={css.both}>
        {explained.data ? <Explained of={explained.data} /> : <Skeleton active />}
        <Story of="listing" number={data.listing} named={String(data.listing)} />
      </div>
    </>
  );
}
