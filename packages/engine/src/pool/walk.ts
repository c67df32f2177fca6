/** Reading a list a page at a time, whatever is filtered: along an index, and never more than so many rows for one page. */
import { EngineError } from '../error.ts';
import type { Session, Statement, Value } from '../store/database.ts';

/** A page shows what was found after so many rows were looked at, even if that is less than it may hold. */
const MOST_LOOKED_AT = 1000;
/** Where the database itself tells which rows belong on the list, it looks at so many for one page. */
const MOST_LEAPT = 20_000;

/** The same where a text is looked for anywhere in the rows, for which there is no index: some 30 ms of a reader's time. */
export const MOST_SEARCHED = 20_000;

/** One way along an index: where a row stands on it, and what finds the rows after that. */
export interface Walk<R> {
  /** Takes `:limit` and the names of `position`. */
  statement: Statement;
  values: Record<string, Value>;
  /** Where to begin, in the names that the statement takes. */
  start: Record<string, Value>;
  position(row: R): Record<string, Value>;
  /** Rows that do not belong on the list. */
  keeps(row: R): boolean;
  /** Given where few rows belong on the list and the statement leaves the others out by itself. */
  leap?: Leap;
}

/** A stretch of so many rows is searched by the database: what it leaves out never leaves it. */
export interface Leap {
  /** Finds the row `:skip` rows further on, with the columns that `position` reads. The statement of the walk goes no further than `:until_…`. */
  far: Statement;
  /** The end of the index, in the names of `position`. */
  end: Record<string, Value>;
}

/** A page of a list. */
export interface Page<R> {
  rows: R[];
  /** Continues after this page; null where the list ends. */
  next: string | null;
}

/**
 * Reads the next page along these walks, one after another.
 *
 * @param cursor what {@link Page.next} said; null to begin
 * @param limit rows on a page at most; it may hold fewer, none even, and go on
 * @param most rows looked at for one page
 * @throws EngineError `input` for a cursor that no page of these walks has given
 */
export async function readPage<R extends object>(
  session: Session,
  walks: Walk<R>[],
  { cursor, limit, most = MOST_LOOKED_AT }: { cursor: string | null; limit: number; most?: number },
): Promise<Page<R>> {
  const rows: R[] = [];
  let { place, position } = readCursor(walks, cursor);
  for (let looked = 0; place < walks.length; ) {
    const walk = walks[place] as Walk<R>;
    const asked = walk.leap ? limit - rows.length : Math.min(4 * limit, most - looked);
    const { until, isEnd } = await reachOf(session, walk, position);
    const found = await session.query<R>(walk.statement, { ...walk.values, ...position, ...until, limit: asked });
    for (const row of found) {
      position = walk.position(row);
      if (walk.keeps(row) && rows.push(row) === limit) return { rows, next: writeCursor(place, position) };
    }
    const isThrough = found.length < asked;
    looked += walk.leap && isThrough && !isEnd ? most : found.length;
    if (isThrough) position = isEnd ? (walks[++place]?.start ?? {}) : atReach(until);
    if (looked >= most && place < walks.length) return { rows, next: writeCursor(place, position) };
  }
  return { rows, next: null };
}

/** How far this walk may go now, in names that begin with `until_`, and whether the index ends there. */
async function reachOf<R extends object>(session: Session, { leap, values, position: of }: Walk<R>, position: Record<string, Value>) {
  if (!leap) return { until: {}, isEnd: true };
  const [far] = await session.query<R>(leap.far, { ...values, ...position, skip: MOST_LEAPT - 1 });
  const reach = far ? of(far) : leap.end;
  return { until: Object.fromEntries(Object.entries(reach).map(([name, value]) => [`until_${name}`, value])), isEnd: !far };
}

const atReach = (until: Record<string, Value>) =>
  Object.fromEntries(Object.entries(until).map(([name, value]) => [name.slice('until_'.length), value]));

function writeCursor(place: number, position: Record<string, Value>): string {
  return Buffer.from(JSON.stringify([place, ...Object.values(position)])).toString('base64url');
}

function readCursor(walks: Walk<never>[], cursor: string | null): { place: number; position: Record<string, Value> } {
  if (cursor === null) return { place: 0, position: walks[0]?.start ?? {} };
  const [place, ...values] = parse(cursor);
  const start = typeof place === 'number' ? walks[place]?.start : undefined;
  const names = Object.keys(start ?? {});
  const fits = start && names.length === values.length && names.every((name, i) => typeof values[i] === typeof start[name]);
  if (!fits) throw new EngineError('input', `cursor "${cursor}": take the one that the page before has given, with the same filters`);
  return { place: place as number, position: Object.fromEntries(names.map((name, i) => [name, values[i] as Value])) };
}

function parse(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

/** Above every text that begins with this one. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/** A pattern for `like … escape '~'` that finds this text anywhere, whatever signs are in it. */
export function containing(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[~%_]/g, '~$&')}%`;
}

/** Whether a text has another in it, upper and lower case alike. */
export function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** Whether a text stands in one of these, upper and lower case alike. */
export function standsIn(search: string, texts: readonly string[]): boolean {
  return texts.some((text) => contains(text, search));
}
