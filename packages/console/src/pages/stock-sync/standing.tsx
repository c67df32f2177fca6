import { Tag } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { standings } from './words.ts';

/** A listing as the API gives it. */
export type Listing = Answer<'GET /api/listings'>['items'][number];

const COLORS: Record<Listing['standing'], string> = {
  unbound: 'orange',
  'no rule': 'orange',
  deleted: 'default',
  disabled: 'default',
  suspended: 'default',
  failed: 'red',
  superseded: 'gold',
  pending: 'blue',
  new: 'default',
  done: 'green',
  cancelled: 'default',
};

/** How a listing stands. */
export function Standing({ of }: { of: Listing['standing'] }) {
  const say = useWords(standings);
  return <Tag color={COLORS[of]}>{say(of)}</Tag>;
}
