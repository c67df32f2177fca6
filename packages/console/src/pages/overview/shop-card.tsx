import { Link } from '@tanstack/react-router';
import { Badge, Tooltip } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { When } from '../../parts/when.tsx';
import css from './overview.module.css';
import { agoOf, countOf, spanOf } from './span.ts';
import { words } from './words.ts';

/** One shop of the overview. */
export type Shop = Answer<'GET /api/overview'>['shops'][number];

/** Whether a shop needs somebody to look at it: one of its pools is not pulled any more. */
export function hasStopped({ stock, shipments }: Shop): boolean {
  return stock.pulls.state === 'stopped' || shipments.pulls.state === 'stopped';
}

/** One shop: both pools, and what came through each edition. */
export function ShopCard({ shop, now }: { shop: Shop; now: number }) {
  const say = useWords(words);
  const language = useLanguage();
  const { shopNo, name, stock, shipments, editions, quantityDiffers } = shop;
  const n = (value: number) => countOf(value, language);
  const differs = quantityDiffers > 0 && <span>{say('differs', { count: n(quantityDiffers) })}</span>;
  return (
    <article className={`${css.shop} ${hasStopped(shop) ? css.troubled : ''}`} aria-label={name || shopNo}>
      <header className={css.shopHead}>
        <h3 title={name || shopNo}>
          <bdi>{name || shopNo}</bdi>
        </h3>
        {name && <code className={css.small}>{shopNo}</code>}
        <State shop={shop} />
      </header>
      <Stopped shop={shop} now={now} />
      <div className={css.pools}>
        <Pool title={say('stock')} page="/stock-sync" shopNo={shopNo} of={stock} now={now}>
          {stock.failed > 0 && (
            <Part page="/stock-sync" search={{ state: 'failed', shop: shopNo }} word={say('failing', { n: n(stock.failed) })} isBad />
          )}
          {stock.held > 0 && <Part page="/stock-sync" search={{ state: 'held', shop: shopNo }} word={say('held', { n: n(stock.held) })} />}
          {differs}
        </Pool>
        <Pool title={say('parcels')} page="/shipment-sync" shopNo={shopNo} of={shipments} now={now}>
          {shipments.failed > 0 && (
            <Part
              page="/shipment-sync"
              search={{ state: 'failed', shop: shopNo }}
              word={say('givenUp', { n: n(shipments.failed) })}
              isBad
            />
          )}
        </Pool>
      </div>
      {editions.length === 0 ? (
        <p className={css.small}>{say('noCalls')}</p>
      ) : (
        <table className={css.editions}>
          <thead>
            <tr>
              <th scope="col">{say('hour')}</th>
              <th scope="col">{say('aMinute')}</th>
              <th scope="col">{say('ok')}</th>
              <th scope="col">{say('failed')}</th>
              <th scope="col">{say('superseded')}</th>
              <th scope="col">{say('acknowledged')}</th>
            </tr>
          </thead>
          <tbody>
            {editions.map(({ edition, perMinute, hour, acknowledgedAt }) => (
              <tr key={edition}>
                <th scope="row">{say(edition)}</th>
                <td>{n(perMinute)}</td>
                <td>{n(hour.acknowledged)}</td>
                <td className={hour.failed > 0 ? css.error : ''}>{n(hour.failed)}</td>
                <td className={hour.superseded > 0 ? css.warning : ''}>{n(hour.superseded)}</td>
                <td>{acknowledgedAt === null ? say('never') : <When at={acknowledgedAt} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

function State({ shop }: { shop: Shop }) {
  const say = useWords(words);
  if (shop.paused) return <Badge status="default" text={say('paused')} />;
  if (hasStopped(shop)) return <Badge status="error" text={say('stopped')} />;
  const isPulling = shop.stock.pulls.state === 'pulling' || shop.shipments.pulls.state === 'pulling';
  return isPulling ? <Badge status="success" text={say('pulling')} /> : <Badge status="default" text={say('quiet')} />;
}

/** Which of its pools is not pulled any more, since when, and what to look at. */
function Stopped({ shop, now }: { shop: Shop; now: number }) {
  const say = useWords(words);
  const language = useLanguage();
  if (!hasStopped(shop)) return null;
  const pools = [[say('stock'), shop.stock.pulls] as const, [say('parcels'), shop.shipments.pulls] as const];
  return (
    <div className={css.stopped} role="status">
      {pools
        .filter(([, { state }]) => state === 'stopped')
        .map(([pool, { at, usualSeconds }]) => {
          const ago = agoOf(at, now, language);
          if (ago === null) return <div key={pool}>{say('stoppedNever', { pool })}</div>;
          if (usualSeconds === null) return <div key={pool}>{say('stoppedWaits', { pool, ago })}</div>;
          return <div key={pool}>{say('stoppedHabit', { pool, ago, usual: spanOf(usualSeconds, language) })}</div>;
        })}
      <div className={css.small}>{say('stoppedDo')}</div>
    </div>
  );
}

interface PoolProps {
  title: string;
  page: '/stock-sync' | '/shipment-sync';
  shopNo: string;
  of: Pick<Shop['stock'], 'pending' | 'delayed' | 'oldestAt' | 'pulls'>;
  now: number;
  children?: React.ReactNode;
}

function Pool({ title, page, shopNo, of: { pending, delayed, oldestAt, pulls }, now, children }: PoolProps) {
  const say = useWords(words);
  const language = useLanguage();
  const n = (value: number) => countOf(value, language);
  return (
    <div className={css.pool}>
      <h4>{title}</h4>
      <Link to={page as string} search={{ state: 'pending', shop: shopNo } as never} className={css.value}>
        {n(pending)}
      </Link>
      <div className={css.parts}>
        {oldestAt !== null && (
          <Tooltip title={<When at={oldestAt} />}>
            <span>
              {say('oldest')} {agoOf(oldestAt, now, language)}
            </span>
          </Tooltip>
        )}
        {delayed > 0 && <span>{say('delayed', { n: n(delayed) })}</span>}
        {children}
        <span>
          {say('pulled')} {pulls.at === null ? say('never') : <When at={pulls.at} />}
        </span>
      </div>
    </div>
  );
}

interface PartProps {
  page: string;
  search: Record<string, string>;
  word: string;
  isBad?: boolean;
}

function Part({ page, search, word, isBad = false }: PartProps) {
  return (
    <Link to={page} search={search as never} className={isBad ? css.error : css.plain}>
      {word}
    </Link>
  );
}
