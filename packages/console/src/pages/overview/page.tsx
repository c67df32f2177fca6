import { Badge, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { When } from '../../parts/when.tsx';
import { Failures } from './failures.tsx';
import { FirstSteps } from './first-steps.tsx';
import { History } from './history.tsx';
import css from './overview.module.css';
import { hasStopped, type Shop, ShopCard } from './shop-card.tsx';
import { Totals } from './totals.tsx';
import { words } from './words.ts';

const DEFAULTS = { shop: '', range: 'h24' };
const EVERY_MS = 5_000;
const MOST_SHOPS = 12;

/** What waits for each shop, what came back, who stopped pulling, and what failed for which reason. */
export default function Overview() {
  const say = useWords(words);
  const [{ shop, range }, choose] = useFilters(DEFAULTS);
  const [shown, setShown] = useState(MOST_SHOPS);
  const { data, error, refetch } = useApi('GET /api/overview', {}, { everyMs: EVERY_MS });
  const shops = [...(data?.shops ?? [])].filter(({ shopNo }) => shop === '' || shopNo === shop).sort(byUrgency);
  const isFresh = data !== undefined && data.next !== null && data.next !== 'pull';
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        {data && (
          <span className={css.small}>
            <Badge status={error ? 'error' : 'processing'} /> {error ? say('asOf') : say('live')} ·{' '}
            {data.surveyedAt === null ? say('counting') : <When at={data.surveyedAt} />}
          </span>
        )}
      </PageHead>
      <Problem of={error} again={() => void refetch()} />
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && (
        <div className={css.page}>
          {data.next && <FirstSteps next={data.next} />}
          {data.shops.length > 0 && (
            <>
              <Totals of={data} />
              <section aria-labelledby="shops">
                <h2 id="shops" className={css.heading}>
                  {say('shops')}
                </h2>
                <div className={css.shops}>
                  {shops.slice(0, shown).map((each) => (
                    <ShopCard key={each.shop} shop={each} now={Date.parse(data.at)} />
                  ))}
                </div>
                {shops.length > shown && (
                  <Button type="link" onClick={() => setShown(shops.length)}>
                    {say('more', { count: shops.length - shown })}
                  </Button>
                )}
              </section>
            </>
          )}
          {!isFresh && (
            <>
              <Failures shops={data.shops} shop={shop} />
              <History shops={data.shops} shop={shop} range={range} choose={(some) => choose(some, { replace: true })} />
            </>
          )}
        </div>
      )}
    </>
  );
}

/** Who stopped pulling comes first, then who waits longest; shops that are paused come last. */
function byUrgency(a: Shop, b: Shop): number {
  const rank = (shop: Shop) => (shop.paused ? 2 : hasStopped(shop) ? 0 : 1);
  const oldest = ({ stock, shipments }: Shop) => [stock.oldestAt, shipments.oldestAt].filter((each) => each !== null).sort()[0] ?? '9';
  return rank(a) - rank(b) || oldest(a).localeCompare(oldest(b)) || a.shop - b.shop;
}
