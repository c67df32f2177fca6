import { Link } from '@tanstack/react-router';
import { declareWords, useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { type ShownShipment, State } from './state.tsx';

const words = declareWords('replacement', {
  replaces: { en: 'in place of record', zh: '接替记录' },
  replacedBy: { en: 'now record', zh: '现为记录' },
});

/** The record in whose place this one was made, with what the shop said of it, or the one that took its place, with how it stands. */
export function Replacement({ of, which }: { of: ShownShipment; which: 'replaces' | 'replacedBy' }) {
  const say = useWords(words);
  const other = of[which];
  if (!other) return null;
  const { shipment, trackingNumber, state, message } = other;
  return (
    <span>
      {say(which)} <Link to={`/shipment-sync/${shipment}` as never}>{shipment}</Link>{' '}
      {trackingNumber !== of.trackingNumber && <LongText text={trackingNumber} code width={170} />}{' '}
      {which === 'replacedBy' ? (
        <State of={{ state, retryAt: null }} />
      ) : (
        message !== '' && (
          <q>
            <LongText text={message} width={320} />
          </q>
        )
      )}
    </span>
  );
}
