import { useParams } from '@tanstack/react-router';
import { Button, Flex, Tooltip, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { amount } from '../../parts/amount.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Back } from '../../parts/record/back.tsx';
import { Facts } from '../../parts/record/facts.tsx';
import { Unread } from '../../parts/record/unread.tsx';
import { useCan } from '../../parts/use-can.ts';
import { When } from '../../parts/when.tsx';
import { ClosePayApprove } from './close-pay-approve.tsx';
import { Life } from './life.tsx';
import type { Order } from './order-type.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { ShipDialog } from './ship-dialog.tsx';
import { Shipments } from './shipments.tsx';
import { StateMark } from './state-mark.tsx';
import { SubOrders } from './sub-orders.tsx';
import { Trades } from './trades.tsx';
import { words } from './words.ts';

/** One order: its lines and where their pieces are, its trades and shipments, what happened, and what can be done. */
export default function OneOrder() {
  const say = useWords(words);
  const { tid = '' } = useParams({ strict: false }) as { tid?: string };
  const { data: order, error, refetch } = useApi('GET /api/orders/{tid}', { params: { tid } }, { everyMs: 10_000, keep: false });
  const again = () => void refetch();
  const title = say('one', { tid });
  if (!order) return <Unread title={title} list="/orders" problem={error} again={again} />;
  return (
    <>
      <Back to="/orders" />
      <PageHead title={title}>
        <Actions order={order} />
      </PageHead>
      <Problem of={error} again={again} />
      <Whole order={order} />
    </>
  );
}

function Whole({ order }: { order: Order }) {
  const say = useWords(words);
  const { receiver } = order;
  const place = [receiver.name, receiver.mobile || receiver.telno, receiver.area, receiver.address].filter(Boolean).join(' ');
  return (
    <>
      <Facts
        facts={[
          [say('shop'), order.shopNo],
          [say('state'), <StateMark key="state" state={order.state} />],
          [say('payment'), <StateMark key="payment" state={order.payment} />],
          [say('progress'), <StateMark key="progress" state={order.progress} />],
          [say('receivable'), amount(order.receivable)],
          [say('paidAt'), <When key="paid" at={order.paidAt} />],
          [say('buyer'), <bdi key="buyer">{order.buyerNick || '—'}</bdi>],
          [say('warehouse'), order.warehouseNo || '—'],
          [say('receiver'), <bdi key="receiver">{place || '—'}</bdi>, 'wide'],
        ]}
      />
      <Section title={say('subOrders')}>
        <SubOrders order={order} />
      </Section>
      <Section title={say('trades')}>
        <Trades order={order} />
      </Section>
      <Section title={say('shipments')}>
        <Shipments order={order} />
      </Section>
      <Section title={say('life')}>
        <Life tid={order.tid} />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} style={{ marginBlockEnd: 24 }}>
      <Typography.Title level={2} style={{ fontSize: 16, marginBlock: '0 8px' }}>
        {title}
      </Typography.Title>
      {children}
    </section>
  );
}

/** What can be done to the whole order now; what cannot is not offered. */
function Actions({ order }: { order: Order }) {
  const say = useWords(words);
  const [doing, setDoing] = useState<'pay' | 'close' | 'refund' | 'ship' | null>(null);
  const isOpen = order.subOrders.some(({ open }) => open !== '0');
  const close = () => setDoing(null);
  if (!useCan('operator')) return null;
  return (
    <Flex gap="small" wrap>
      {order.payment !== 'paid' && isOpen && (
        <Button type="primary" onClick={() => setDoing('pay')}>
          {say('pay')}
        </Button>
      )}
      {isOpen && (
        <Button type={order.payment === 'paid' ? 'primary' : 'default'} onClick={() => setDoing('ship')}>
          {say('ship')}
        </Button>
      )}
      {isOpen && <Button onClick={() => setDoing('refund')}>{say('refund')}</Button>}
      {isOpen && (
        <Tooltip title={say('closeNote')}>
          <Button onClick={() => setDoing('close')}>{say('close')}</Button>
        </Tooltip>
      )}
      {(doing === 'pay' || doing === 'close') && <ClosePayApprove act={doing} tid={order.tid} close={close} />}
      {doing === 'refund' && <RefundDialog order={order} close={close} />}
      {doing === 'ship' && <ShipDialog order={order} close={close} />}
    </Flex>
  );
}
