import { Tooltip } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import css from './overview.module.css';
import { agoOf, countOf } from './span.ts';
import { words } from './words.ts';

type Overview = Answer<'GET /api/overview'>;

/** The seller as a whole, in six figures. */
export function Totals({ of: { shops, refused, at } }: { of: Overview }) {
  const say = useWords(words);
  const language = useLanguage();
  const now = Date.parse(at);
  const n = (value: number) => countOf(value, language);
  const sum = (value: (shop: Overview['shops'][number]) => number) => shops.reduce((total, shop) => total + value(shop), 0);
  const hour = (name: 'acknowledged' | 'failed' | 'superseded') =>
    sum(({ editions }) => editions.reduce((total, { hour }) => total + hour[name], 0));
  const oldest = shops
    .flatMap(({ stock, shipments }) => [stock.oldestAt, shipments.oldestAt])
    .filter((each) => each !== null)
    .sort()[0];
  const perMinute = sum(({ editions }) => editions.reduce((total, { perMinute }) => total + perMinute, 0));
  const stock = sum(({ stock }) => stock.pending);
  const parcels = sum(({ shipments }) => shipments.pending);
  const failedStock = sum(({ stock }) => stock.failed);
  const failedParcels = sum(({ shipments }) => shipments.failed);
  const calls = refused.reduce((total, { unverified, limited }) => total + unverified + limited, 0);
  const elements = refused.reduce((total, { rejected }) => total + rejected, 0);
  const superseded = hour('superseded');
  return (
    <dl className={css.totals}>
      <Figure title={say('waiting')} value={n(stock + parcels)} note={say('waitingNote', { stock: n(stock), parcels: n(parcels) })} />
      <Figure title={say('oldest')} value={agoOf(oldest ?? null, now, language) ?? '—'} note={oldest ? undefined : say('nothing')} />
      <Figure title={say('perMinute')} value={n(perMinute)} note={say('perMinuteNote', { count: n(hour('acknowledged')) })} />
      <Figure
        title={say('failed')}
        value={n(failedStock + failedParcels)}
        note={say('waitingNote', { stock: n(failedStock), parcels: n(failedParcels) })}
        tone={failedStock + failedParcels > 0 ? 'error' : undefined}
      />
      <Figure
        title={say('superseded')}
        value={n(superseded)}
        note={say('supersededNote')}
        help={say('supersededHelp')}
        tone={superseded > 0 ? 'warning' : undefined}
      />
      <Figure
        title={say('refused')}
        value={n(calls + elements)}
        note={say('refusedNote', { calls: n(calls), elements: n(elements) })}
        help={say('refusedHelp')}
        tone={calls + elements > 0 ? 'warning' : undefined}
      />
    </dl>
  );
}

interface FigureProps {
  title: string;
  value: string;
  note?: string | undefined;
  help?: string | undefined;
  tone?: 'error' | 'warning' | undefined;
}

function Figure({ title, value, note, help, tone }: FigureProps) {
  return (
    <div className={css.total}>
      <dt>
        {help ? (
          <Tooltip title={help}>
            <span className={css.helped}>{title}</span>
          </Tooltip>
        ) : (
          title
        )}
      </dt>
      <dd>
        <span className={`${css.value} ${tone ? css[tone] : ''}`}>{value}</span>
        <span className={css.small}>{note ?? '\u00a0'}</span>
      </dd>
    </div>
  );
}
