import { Link } from '@tanstack/react-router';
import { useWords } from '../../language/words.ts';
import type { Column } from '../../parts/columns.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { When } from '../../parts/when.tsx';
import { type Shipment, State } from './state.tsx';
import { columnWords } from './words.ts';

/** Every column of the shipments. */
export function useShipmentColumns(): Column<Shipment>[] {
  const say = useWords(columnWords);
  const column = (name: keyof (typeof columnWords)['texts'], rest: Omit<Column<Shipment>, 'name' | 'title'>): Column<Shipment> =>
    ({ name, key: name, title: say(name), ...rest }) as Column<Shipment>;
  return [
    column('number', {
      align: 'right',
      render: (_, { shipment }) => <Link to={`/shipment-sync/${shipment}` as never}>{shipment}</Link>,
    }),
    column('state', { bare: true, render: (_, row) => <State of={row} /> }),
    column('shop', { bare: true, render: (_, { shopNo }) => <LongText text={shopNo} width={96} /> }),
    column('tid', { render: (_, { tid }) => <LongText text={tid} code width={170} /> }),
    column('oids', {
      render: (_, { oids }) => (oids.length === 0 ? say('whole') : <LongText text={oids.join(', ')} code width={130} />),
    }),
    column('tracking', { render: (_, { trackingNumber }) => <LongText text={trackingNumber} code width={170} /> }),
    column('carrier', { render: (_, row) => <LongText text={carrierOf(row, say('unmapped'))} width={150} /> }),
    column('count', { hidden: true, align: 'right', render: (_, { goodsCount }) => goodsCount ?? '—' }),
    column('shipped', { hidden: true, render: (_, { shippedAt }) => <When at={shippedAt} /> }),
    column('created', { render: (_, { createdAt }) => <When at={createdAt} /> }),
    column('settled', { hidden: true, render: (_, { settledAt }) => <When at={settledAt} /> }),
    column('retries', { hidden: true, align: 'right', render: (_, { retries }) => retries }),
    column('retry', { hidden: true, render: (_, { retryAt }) => <When at={retryAt} /> }),
    column('trade', { hidden: true, align: 'right', render: (_, { tradeId }) => tradeId }),
    column('message', { grow: 130, render: (_, { message }) => <LongText text={message} /> }),
  ];
}

/** A carrier's name and code, and that it is mapped to none where it is. */
export function carrierOf({ carrier: { code, name, type } }: Pick<Shipment, 'carrier'>, unmapped: string): string {
  const known = [name, code].filter(Boolean).join(' · ') || '—';
  return type === -1 ? `${known} (${unmapped})` : known;
}
