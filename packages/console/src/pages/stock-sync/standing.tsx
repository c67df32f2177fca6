import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { standings } from './words.ts';

/** A listing as the API gives it. */
export type Listing = Answer<'GET /api/listings'>['items'][number];

const TONES: Record<Listing['standing'], Tone> = {
  unbound: 'warn',
  'no rule': 'warn',
  deleted: 'plain',
  disabled: 'plain',
  suspended: 'plain',
  failed: 'bad',
  superseded: 'info',
  pending: 'info',
  new: 'plain',
  done: 'good',
  cancelled: 'plain',
};

/** How a listing stands. */
export function Standing({ of }: { of: Listing['standing'] }) {
  const say = useWords(standings);
  return <Mark tone={TONES[of]}>{say(of)}</Mark>;
}
