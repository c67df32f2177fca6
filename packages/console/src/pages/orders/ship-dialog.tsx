import { Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { CarrierSelect } from '../../parts/selects.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { goodsOf, type Order, RENEWS, type Trade } from './order-type.ts';
import { allOf, isAll, Portions, portionsOf } from './portions.tsx';
import { words } from './words.ts';

/** By whom and under which numbers a parcel leaves. */
function useConsignment(known?: Trade) {
  const say = useWords(words);
  const [carrier, setCarrier] = useState(known?.carrier ?? '');
  const [numbers, setNumbers] = useState<string[]>(known?.numbers ?? []);
  const given = numbers.map((number) => number.trim()).filter(Boolean);
  const fields = (
    <Fields>
      <Field label={say('carrier')}>
        <CarrierSelect {...(carrier && { value: carrier })} onChange={setCarrier} />
      </Field>
      <Field label={say('numbers')} note={say('numbersNote')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '\n']} value={numbers} onChange={setNumbers} />
      </Field>
    </Fields>
  );
  return { fields, consignment: carrier !== '' && given.length > 0 ? { carrier, numbers: given } : null };
}

/** Ships an order, some of its sub-orders, or some pieces of them. */
export function ShipDialog({ order, close }: { order: Order; close(): void }) {
  const say = useWords(words);
  const lines = order.subOrders
    .filter(({ open }) => open !== '0')
    .map((line) => ({ oid: line.oid, goods: goodsOf(line), open: line.open }));
  const [chosen, choose] = useState(() => allOf(lines));
  const { fields, consignment } = useConsignment();
  const portions = isAll(lines, chosen) ? null : portionsOf(chosen);
  const isReady = consignment !== null && (isAll(lines, chosen) || portions !== null);
  const body = isReady ? { ...consignment, lines: portions } : null;
  const params = { tid: order.tid };
  return (
    <ActDialog
      title={say('of', { act: say('ship'), what: order.tid })}
      act={say('ship')}
      at="POST /api/orders/{tid}/ship"
      input={body && { params, body }}
      renews={RENEWS}
      told={say('shippedNow')}
      close={close}
    >
      {fields}
      <Portions lines={lines} chosen={chosen} choose={choose} />
      <WillHappen write="shipOrder" params={params} body={body} />
    </ActDialog>
  );
}

/** Ships a trade, or corrects how one has left. */
export function ShipTrade({ trade, close }: { trade: Trade; close(): void }) {
  const say = useWords(words);
  const hasLeft = trade.state === 'shipped';
  const { fields, consignment } = useConsignment(hasLeft ? trade : undefined);
  const params = { trade: String(trade.trade) };
  const act = say(hasLeft ? 'correct' : 'ship');
  return (
    <ActDialog
      title={say('of', { act, what: params.trade })}
      act={act}
      at="POST /api/trades/{trade}/ship"
      input={consignment && { params, body: consignment }}
      renews={RENEWS}
      told={say('shippedNow')}
      close={close}
    >
      {hasLeft && <span>{say('correctNote')}</span>}
      {fields}
      <WillHappen write="shipTrade" params={params} body={consignment} />
    </ActDialog>
  );
}
