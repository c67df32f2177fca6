import { Link } from '@tanstack/react-router';
import { useWords } from '../../language/words.ts';
import { Lines } from '../../parts/lines.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { When } from '../../parts/when.tsx';
import type { Order } from './order-type.ts';
import { StateMark } from './state-mark.tsx';
import { words } from './words.ts';

/** The shipments that the shop is told of an order. */
export function Shipments({ order }: { order: Order }) {
  const say = useWords(words);
  return (
    <Lines<Order['shipments'][number]>
      label={say('shipments')}
      rows={order.shipments}
      rowKey="shipment"
      empty={say(order.progress === 'open' ? 'notShipped' : 'noShipments')}
      columns={[
        {
          title: say('shipment'),
          dataIndex: 'shipment',
          render: (shipment: number) => (
            <Link to="/shipment-sync/$shipment" params={{ shipment: String(shipment) } as never}>
              {shipment}
            </Link>
          ),
        },
        { title: say('itsState'), dataIndex: 'state', bare: true, render: (state: string) => <StateMark state={state} /> },
        {
          title: say('numbers'),
          dataIndex: 'trackingNumber',
          render: (number: string, { carrier }) => <LongText text={`${carrier.code} ${number}`} copy width={240} />,
        },
        {
          title: say('holds'),
          dataIndex: 'oids',
          render: (oids: string[]) => (oids.length === 0 ? say('whole') : <LongText text={oids.join(', ')} code width={260} />),
        },
        { title: say('told'), dataIndex: 'message', grow: 140, render: (text: string) => <LongText text={text} /> },
        { title: say('made'), dataIndex: 'createdAt', render: (at: string) => <When at={at} /> },
      ]}
    />
  );
}
