import { useWords } from '../../language/words.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { stateIn, states } from './words.ts';

const TONES: Record<string, Tone> = {
  ...{
    unpaid: 'warn',
    balanceDue: 'warn',
    toShip: 'info',
    partlyShipped: 'info',
    ordered: 'info',
    sending: 'info',
    pending: 'info',
    open: 'info',
  },
  ...{ partly: 'info', shipped: 'good', signed: 'good', finished: 'good', paid: 'good', done: 'good' },
  ...{ failed: 'bad', requested: 'warn', awaitingReturn: 'warn', awaitingReceipt: 'warn' },
};

/** A state of an order, a trade or a shipment. */
export function StateMark({ state }: { state: string }) {
  const say = useWords(states);
  return <Mark tone={TONES[state] ?? 'plain'}>{stateIn(say, state)}</Mark>;
}
