import { Empty, Segmented, Select, Skeleton } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { useNow } from '../../parts/use-now.ts';
import css from './overview.module.css';
import { type Word, words } from './words.ts';

const Chart = lazy(() => import('./chart.tsx'));

const HOUR_MS = 3_600_000;
const RANGES = { h6: 6 * HOUR_MS, h24: 24 * HOUR_MS, d7: 7 * 24 * HOUR_MS, d30: 30 * 24 * HOUR_MS } as const;

/** A time span that can be chosen. */
export type Range = keyof typeof RANGES;

interface Props {
  shops: { shopNo: string; name: string }[];
  shop: string;
  range: string;
  choose(some: { shop?: string; range?: string }): void;
}

/** What happened over time, in one shop or all; the chart is loaded when there is something to draw. */
export function History({ shops, shop, range: asked, choose }: Props) {
  const say = useWords(words);
  const range: Range = asked in RANGES ? (asked as Range) : 'h24';
  // Asked anew once a minute, which is how often there is something new.
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const from = new Date(minute - RANGES[range]).toISOString();
  const to = useMemo(() => new Date(minute + 60_000).toISOString(), [minute]);
  const query = { from, to, ...(shop !== '' && { shop }) };
  const { data, error, isPending, refetch } = useApi('GET /api/overview/history', { query });
  return (
    <section aria-labelledby="history">
      <header className={css.sectionHead}>
        <h2 id="history" className={css.heading}>
          {say('history')}
        </h2>
        <div className={css.choices}>
          <Select
            aria-label={say('shops')}
            value={shop}
            onChange={(chosen) => choose({ shop: chosen })}
            options={[
              { value: '', label: say('allShops') },
              ...shops.map(({ shopNo, name }) => ({ value: shopNo, label: name || shopNo })),
            ]}
            showSearch={{ optionFilterProp: 'label' }}
            className={css.select}
          />
          <Segmented<Range>
            aria-label={say('range')}
            value={range}
            onChange={(chosen) => choose({ range: chosen })}
            options={(Object.keys(RANGES) as Range[]).map((value) => ({ value, label: say(value satisfies Word) }))}
          />
        </div>
      </header>
      <Problem of={error} again={() => void refetch()} />
      <div className={css.chart}>
        {isPending ? (
          <Skeleton active paragraph={{ rows: 6 }} title={false} />
        ) : !data || data.points.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('noHistory')} />
        ) : (
          <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} title={false} />}>
            <Chart points={data.points} stepSeconds={data.stepSeconds} from={Date.parse(from)} to={Date.parse(to)} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
