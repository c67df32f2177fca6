import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { RENEWS } from './order-type.ts';
import { words } from './words.ts';

type Doing = { act: 'pay' | 'close'; tid: string } | { act: 'approve'; trade: number };

const WRITES = { pay: 'payOrder', close: 'closeOrder', approve: 'approveTrades' } as const;
const NOTES = { pay: 'payNote', close: 'closeNote', approve: 'approveNote' } as const;
const AT = {
  pay: 'POST /api/orders/{tid}/pay',
  close: 'POST /api/orders/{tid}/close',
} as const;

/** What needs no more than a yes: paying or closing an order, approving a trade. */
export function ClosePayApprove(props: Doing & { close(): void }) {
  const { act, close } = props;
  const say = useWords(words);
  const what = props.act === 'approve' ? String(props.trade) : props.tid;
  const shared = { title: say('of', { act: say(act), what }), act: say(act), renews: RENEWS, close };
  if (props.act === 'approve') {
    const body = { trades: [props.trade] };
    return (
      <ActDialog {...shared} at="POST /api/trades/approve" input={{ body }}>
        <span>{say(NOTES[act])}</span>
        <WillHappen write={WRITES[act]} body={body} />
      </ActDialog>
    );
  }
  const params = { tid: props.tid };
  return (
    <ActDialog {...shared} danger={act === 'close'} at={AT[props.act]} input={{ params }}>
      <span>{say(NOTES[act])}</span>
      <WillHappen write={WRITES[act]} params={params} body={undefined} />
    </ActDialog>
  );
}
