import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { states } from './words.ts';

/** A shipment as the API gives it. */
export type Shipment = Answer<'GET /api/shipments'>['items'][number];

/** A shipment by itself, with the records before and after it. */
export type ShownShipment = Answer<'GET /api/shipments/{shipment}'>;

const TONES: Record<Shipment['state'], Tone> = { pending: 'info', done: 'good', failed: 'bad', cancelled: 'plain', replaced: 'plain' };

/** How a shipment stands; one that waits and is not offered yet says so. */
export function State({ of: { state, retryAt } }: { of: Pick<Shipment, 'state' | 'retryAt'> }) {
  const say = useWords(states);
  const isDelayed = state === 'pending' && retryAt !== null;
  return <Mark tone={isDelayed ? 'warn' : TONES[state]}>{say(isDelayed ? 'delayed' : state)}</Mark>;
}
