import type { Database, Session } from '../store/database.ts';
import type { Page } from './walk.ts';

/** So long a page is looked for, in milliseconds; then it is told as it is. */
const LOOKED_FOR_MS = 400;

/**
 * Reads a page of a list on which little may belong, such as what has a text in its name: stretch by stretch until the page is full, the
 * list ends, or the time is up. Only the first stretch is read at once, each further one patiently and by itself, so that nobody waits
 * for all of them.
 *
 * @param page.cursor where to begin; null for the start
 * @param page.limit rows at most
 * @param read reads one stretch
 */
export async function readOn<R>(
  database: Pick<Database, 'read'>,
  { cursor, limit }: { cursor: string | null; limit: number },
  read: (session: Session, page: { cursor: string | null; limit: number }) => Promise<Page<R>>,
): Promise<Page<R>> {
  const until = performance.now() + LOOKED_FOR_MS;
  let { rows, next } = await database.read((session) => read(session, { cursor, limit }));
  while (next !== null && rows.length < limit && performance.now() < until) {
    const from = { cursor: next, limit: limit - rows.length };
    const more = await database.read((session) => read(session, from), { patient: true });
    rows = [...rows, ...more.rows];
    next = more.next;
  }
  return { rows, next };
}
