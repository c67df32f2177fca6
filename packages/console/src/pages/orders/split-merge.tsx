import { Select } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field } from '../../parts/fields.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { goodsOf, type Order, RENEWS, type Trade } from './order-type.ts';
import { type Chosen, Portions, portionsOf } from './portions.tsx';
import { words } from './words.ts';

/** Takes some pieces of a trade into a new one. */
export function SplitTrade({ order, trade, close }: { order: Order; trade: Trade; close(): void }) {
  const say = useWords(words);
  const nameOf = new Map(order.subOrders.map((line) => [line.oid, goodsOf(line)]));
  const lines = trade.lines.map(({ oid, tid, num }) => ({ oid, goods: nameOf.get(oid) ?? tid, open: num }));
  const [chosen, choose] = useState<Chosen>({});
  const portions = portionsOf(chosen);
  const body = portions && { lines: portions };
  const params = { trade: String(trade.trade) };
  return (
    <ActDialog
      title={say('of', { act: say('split'), what: params.trade })}
      act={say('split')}
      at="POST /api/trades/{trade}/split"
      input={body && { params, body }}
      renews={RENEWS}
      close={close}
    >
      <span>{say('splitNote')}</span>
      <Portions lines={lines} chosen={chosen} choose={choose} />
      <WillHappen write="splitTrade" params={params} body={body} />
    </ActDialog>
  );
}

/** Lets trades of a shop leave together. */
export function MergeTrades({ trade, close }: { trade: Trade; close(): void }) {
  const say = useWords(words);
  const [others, setOthers] = useState<number[]>([]);
  const { data, isPending } = useApi('GET /api/trades', {
    query: { shop: trade.shopNo, state: trade.state, warehouse: trade.warehouseNo || null, limit: '200' },
  });
  const options = (data?.items ?? [])
    .filter((each) => each.trade !== trade.trade)
    .map((each) => ({ value: each.trade, label: `${each.trade} · ${[...new Set(each.lines.map(({ tid }) => tid))].join(', ')}` }));
  const body = others.length === 0 ? null : { trades: [trade.trade, ...others] };
  return (
    <ActDialog
      title={say('of', { act: say('merge'), what: String(trade.trade) })}
      act={say('merge')}
      at="POST /api/trades/merge"
      input={body && { body }}
      renews={RENEWS}
      close={close}
    >
      <span>{say('mergeNote')}</span>
      <Field label={say('mergeWith')} wide>
        <Select<number[]>
          mode="multiple"
          loading={isPending}
          value={others}
          onChange={setOthers}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Field>
      <WillHappen write="mergeTrades" body={body} />
    </ActDialog>
  );
}
