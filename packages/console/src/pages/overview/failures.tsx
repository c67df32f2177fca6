import { Link } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { Fragment, useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { failureKinds } from '../../parts/failure-kinds.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import css from './overview.module.css';
import { countOf } from './span.ts';
import { type Word, words } from './words.ts';

type Group = Answer<'GET /api/failures'>['items'][number];

/** Where the records of a group stand: these states, with the group's kind and reason, are exactly what it counts. */
const PAGES = {
  stock: { path: '/stock-sync', state: 'failed' },
  shipment: { path: '/shipment-sync', state: 'failing' },
} as const;
const ABOUT: Record<Group['about'], Word> = {
  stock: 'ofStock',
  shipment: 'ofShipment',
  call: 'ofCall',
  acknowledgement: 'ofAcknowledgement',
};
const MOST_SHOPS = 3;
const MOST_REASONS = 12;

interface Props {
  /** Every shop, for its name. */
  shops: { shopNo: string; name: string }[];
  /** Only what failed in this one; empty for all. */
  shop: string;
}

/** What failed, by reason, with what to do about each and the way to the records. */
export function Failures({ shops, shop }: Props) {
  const say = useWords(words);
  const sayKind = useWords(failureKinds);
  const language = useLanguage();
  const [shown, setShown] = useState(MOST_REASONS);
  const { data, error, isPending, refetch } = useApi('GET /api/failures', {}, { everyMs: 15_000 });
  const items = (data?.items ?? []).filter((group) => shop === '' || group.shops.some(({ shopNo }) => shopNo === shop));
  const nameOf = (shopNo: string) => shops.find((each) => each.shopNo === shopNo)?.name || shopNo;
  return (
    <section aria-labelledby="failures">
      <h2 id="failures" className={css.heading}>
        {say('failures')}
      </h2>
      <Problem of={error} again={() => void refetch()} />
      {data?.complete === false && <Alert type="warning" showIcon title={say('incomplete')} className={css.gap} />}
      {isPending && <Skeleton active paragraph={{ rows: 3 }} title={false} />}
      {data && items.length === 0 && <p className={css.none}>{say('noFailures')}</p>}
      {items.length > 0 && (
        <ol className={css.failures}>
          {items.slice(0, shown).map((group) => (
            <li key={`${group.about} ${group.kind} ${group.reason}`} className={css.failure}>
              <span style={{ gridArea: 'count' }}>{countOf(group.count, language)}</span>
              <div style={{ gridArea: 'reason' }} className={css.reason}>
                <span>
                  <span className={css.kind}>{sayKind(group.kind)}</span> <span className={css.small}>{say(ABOUT[group.about])}</span>
                </span>
                {group.reason && <LongText text={group.reason} />}
                <Examples of={group} nameOf={nameOf} />
              </div>
              <span style={{ gridArea: 'advice' }}>{group.advice[language]}</span>
              <div style={{ gridArea: 'shops' }}>
                <Shops of={group} nameOf={nameOf} />
              </div>
              <span style={{ gridArea: 'last' }} className={`${css.last} ${css.small}`}>
                <When at={group.lastAt} />
              </span>
            </li>
          ))}
        </ol>
      )}
      {items.length > shown && (
        <Button type="link" onClick={() => setShown(items.length)}>
          {say('moreReasons', { count: items.length - shown })}
        </Button>
      )}
    </section>
  );
}

/** The records that failed last, by what people know them by, each with what the shop said of it when pointed at. */
function Examples({ of: { about, examples }, nameOf }: { of: Group; nameOf(shopNo: string): string }) {
  const say = useWords(words);
  if (examples.length === 0 || (about !== 'stock' && about !== 'shipment')) return null;
  return (
    <ul className={css.examples} aria-label={say('examples')}>
      {examples.map(({ id, shopNo, knownBy, message }) => {
        const [name, ...more] =
          'tid' in knownBy ? [knownBy.tid, knownBy.trackingNumber] : [knownBy.code, nameOf(shopNo), knownBy.goodsName];
        return (
          <li key={id}>
            <Link to={`${PAGES[about].path}/${id}` as never} title={message}>
              <bdi>{name || `#${id}`}</bdi>
            </Link>
            {more.filter(Boolean).map((text) => (
              <Fragment key={text}>
                {' · '}
                <bdi>{text}</bdi>
              </Fragment>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function Shops({ of: { about, kind, reason, shops }, nameOf }: { of: Group; nameOf(shopNo: string): string }) {
  const say = useWords(words);
  const sayKind = useWords(failureKinds);
  const language = useLanguage();
  const page = about === 'stock' || about === 'shipment' ? PAGES[about] : null;
  if (about === 'call') {
    return (
      <Link to={'/requests' as string} search={{ outcome: 'refused' } as never}>
        {say('refusedCalls')}
      </Link>
    );
  }
  if (kind === 'unmapped-carrier') return <Link to={'/carriers' as string}>{sayKind('carrier')}</Link>;
  const shown = shops.slice(0, MOST_SHOPS);
  return (
    <ul className={css.plainList}>
      {shown.map(({ shopNo, count }) => (
        <li key={shopNo}>
          {page ? (
            <Link
              to={page.path as string}
              search={{ state: page.state, shop: shopNo, kind, ...(reason && { reason }) } as never}
              title={say('show')}
            >
              <bdi>{nameOf(shopNo)}</bdi>
            </Link>
          ) : (
            <bdi>{nameOf(shopNo)}</bdi>
          )}{' '}
          <span className={css.small}>{countOf(count, language)}</span>
        </li>
      ))}
      {shops.length > MOST_SHOPS && <li className={css.small}>+{shops.length - MOST_SHOPS}</li>}
    </ul>
  );
}
