import { Button, Flex } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Lines } from '../../parts/lines.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { useCan } from '../../parts/use-can.ts';
import { ClosePayApprove } from './close-pay-approve.tsx';
import type { Order, Trade } from './order-type.ts';
import { ShipTrade } from './ship-dialog.tsx';
import { MergeTrades, SplitTrade } from './split-merge.tsx';
import { StateMark } from './state-mark.tsx';
import { words } from './words.ts';

const OPEN = ['unpaid', 'subscribed', 'ordered', 'sending'];
type Act = 'approve' | 'split' | 'merge' | 'ship';

/** The trades that fulfil an order, and what can be done to each. */
export function Trades({ order }: { order: Order }) {
  const say = useWords(words);
  const mayWrite = useCan('operator');
  const [doing, setDoing] = useState<{ act: Act; trade: Trade } | null>(null);
  const close = () => setDoing(null);
  const offer = (trade: Trade, act: Act, says: string) => (
    <Button key={act} size="small" onClick={() => setDoing({ act, trade })}>
      {says}
    </Button>
  );
  const actions = (trade: Trade) => {
    if (trade.state === 'shipped') return offer(trade, 'ship', say('correct'));
    if (!OPEN.includes(trade.state)) return null;
    return (
      <Flex gap={4}>
        {trade.state === 'ordered' && offer(trade, 'approve', say('approve'))}
        {offer(trade, 'split', say('split'))}
        {offer(trade, 'merge', say('merge'))}
        {offer(trade, 'ship', say('ship'))}
      </Flex>
    );
  };
  return (
    <>
      <Lines<Trade>
        label={say('trades')}
        rows={order.trades}
        rowKey="trade"
        empty={say('noTrades')}
        columns={[
          { title: say('trade'), dataIndex: 'trade' },
          { title: say('itsState'), dataIndex: 'state', bare: true, render: (state: string) => <StateMark state={state} /> },
          { title: say('warehouse'), dataIndex: 'warehouseNo', render: (no: string) => no || '—' },
          {
            title: say('holds'),
            dataIndex: 'lines',
            grow: 160,
            render: (lines: Trade['lines']) => (
              <LongText text={lines.map(({ oid, tid, num }) => `${num} × ${oid}${tid === order.tid ? '' : ` (${tid})`}`).join(', ')} />
            ),
          },
          {
            title: say('numbers'),
            dataIndex: 'numbers',
            render: (numbers: string[], { carrier }) => (
              <LongText text={[carrier, ...numbers].filter(Boolean).join(' ')} copy={numbers.length > 0} width={220} />
            ),
          },
          ...(mayWrite ? [{ title: say('actions'), key: 'act', bare: true, render: (_: unknown, trade: Trade) => actions(trade) }] : []),
        ]}
      />
      {doing?.act === 'approve' && <ClosePayApprove act="approve" trade={doing.trade.trade} close={close} />}
      {doing?.act === 'split' && <SplitTrade order={order} trade={doing.trade} close={close} />}
      {doing?.act === 'merge' && <MergeTrades trade={doing.trade} close={close} />}
      {doing?.act === 'ship' && <ShipTrade trade={doing.trade} close={close} />}
    </>
  );
}
