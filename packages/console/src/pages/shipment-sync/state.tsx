import { Tag } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { states } from './words.ts';

/** A shipment as the API gives it. */
export type Shipment = Answer<'GET /api/shipments'>['items'][number];

const COLORS: Record<Shipment['state'], string> = {
  pending: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'default',
  replaced: 'default',
};

/** How a shipment stands; one that waits and is not offered yet says so. */
export function State({ of: { state, retryAt } }: { of: Pick<Shipment, 'state' | 'retryAt'> }) {
  const say = useWords(states);
  const isDelayed = state === 'pending' && retryAt !== null;
  return <Tag color={isDelayed ? 'gold' : COLORS[state]}>{say(isDelayed ? 'delayed' : state)}</Tag>;
}
