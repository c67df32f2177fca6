import { journal, type Occasion } from '../journal/journal.ts';
import { type Session, statement } from '../store/database.ts';

/** A signed request that overwrites something: what tells it from every other, and how long anybody could send it again. */
export interface SignedRequest {
  /** Edition, key and signature; the same content signed in the same second is the same request. */
  signature: string;
  /** The end of its clock window, by our clock; epoch milliseconds. */
  expiresAt: number;
}

/** What a request that comes again is journalled as: what it asked, when and by whom. */
export type Repeat = Occasion & { event: string };

/** How many closed windows one request forgets in passing. */
const FORGOTTEN_AT_ONCE = 100;

/**
 * Does the work of a request that overwrites, unless the same request was applied before: then nothing is done but one row
 * of the journal (effect `repeated`), and its first answer is given again (promise B2).
 *
 * To be called first in the transaction of the effect, so that the two are durable together or not at all. What `work`
 * throws undoes both: a request that failed was not applied.
 *
 * @param request null where nothing was signed (commands, imports): the work is simply done
 * @param work gives plain data, which must survive JSON
 */
export async function once<T>(session: Session, request: SignedRequest | null, repeat: Repeat, work: () => Promise<T>): Promise<T> {
  if (!request) return work();
  const { seller, at } = repeat;
  await session.run(forget, { seller, now: at, most: FORGOTTEN_AT_ONCE });
  const which = { seller, signature: request.signature };
  if ((await session.run(claim, { ...which, expiresAt: request.expiresAt })) === 0) {
    const [first] = await session.query<{ answer: string }>(find, which);
    await journal(session, repeat, [{ event: repeat.event, subject: null, effect: 'repeated' }]);
    return JSON.parse(first?.answer as string) as T;
  }
  const answer = await work();
  await session.run(keep, { ...which, answer: JSON.stringify(answer) });
  return answer;
}

// Of two at once, PostgreSQL lets the second wait here until the first has answered.
const claim = statement(`
  insert into applied (seller, signature, expires_at, answer) values (:seller, :signature, :expiresAt, '')
  on conflict (seller, signature) do nothing`);

const find = statement('select answer from applied where seller = :seller and signature = :signature');

const keep = statement('update applied set answer = :answer where seller = :seller and signature = :signature');

const forget = statement(`
  delete from applied where seller = :seller and signature in (
    select signature from applied where seller = :seller and expires_at < :now order by expires_at limit :most)`);
