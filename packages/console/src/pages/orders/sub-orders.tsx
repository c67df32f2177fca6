import { Flex } from 'antd';
import { useWords } from '../../language/words.ts';
import { Lines } from '../../parts/lines.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { goodsOf, type Order, type SubOrder } from './order-type.ts';
import { StateMark } from './state-mark.tsx';
import { words } from './words.ts';

/** The lines of an order, and where their pieces are. */
export function SubOrders({ order }: { order: Order }) {
  const say = useWords(words);
  return (
    <Lines<SubOrder>
      label={say('subOrders')}
      rows={order.subOrders}
      rowKey="oid"
      columns={[
        { title: say('oid'), dataIndex: 'oid', render: (oid: string) => <LongText text={oid} code width={180} /> },
        {
          title: say('goods'),
          bare: true,
          key: 'goods',
          grow: 220,
          render: (_, line) => (
            <Flex gap="small">
              <LongText text={goodsOf(line)} />
              {line.item === null && line.suite === null && <Mark tone="warn">{say('unknown')}</Mark>}
            </Flex>
          ),
        },
        { title: say('state'), dataIndex: 'state', bare: true, render: (state: string) => <StateMark state={state} /> },
        { title: say('count'), dataIndex: 'count', align: 'end' },
        { title: say('openPieces'), dataIndex: 'open', align: 'end' },
        { title: say('shippedPieces'), dataIndex: 'shipped', align: 'end' },
        { title: say('dropped'), dataIndex: 'dropped', align: 'end' },
        {
          title: say('refundState'),
          dataIndex: 'refund',
          render: (refund: string) => (refund === 'none' ? '—' : <StateMark state={refund} />),
        },
      ]}
    />
  );
}
