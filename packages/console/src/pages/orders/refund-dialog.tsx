import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { goodsOf, type Order, RENEWS } from './order-type.ts';
import { type Chosen, Portions, portionsOf } from './portions.tsx';
import { words } from './words.ts';

/** Refunds sub-orders, or some pieces of them, before they leave. */
export function RefundDialog({ order, close }: { order: Order; close(): void }) {
  const say = useWords(words);
  const lines = order.subOrders
    .filter(({ open }) => open !== '0')
    .map((line) => ({ oid: line.oid, goods: goodsOf(line), open: line.open }));
  const [chosen, choose] = useState<Chosen>({});
  const portions = portionsOf(chosen);
  const body = portions && { lines: portions };
  const params = { tid: order.tid };
  return (
    <ActDialog
      title={say('of', { act: say('refund'), what: order.tid })}
      act={say('refund')}
      danger
      at="POST /api/orders/{tid}/refund"
      input={body && { params, body }}
      renews={RENEWS}
      close={close}
    >
      <span>{say('refundNote')}</span>
      <Portions lines={lines} chosen={chosen} choose={choose} />
      <WillHappen write="refundOrder" params={params} body={body} />
    </ActDialog>
  );
}
