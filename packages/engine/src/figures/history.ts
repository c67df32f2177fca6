import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { statement } from '../store/database.ts';
import type { Counts } from './counted.ts';
import { beginOf, KEPT_MS } from './keep.ts';

/** A time, and what happened from then until the next. */
export interface FiguresPoint extends Counts {
  /** Its begin, epoch milliseconds. */
  at: number;
  /** Calls of the whole seller that were refused before anything was done; 0 for a single shop. */
  unverified: number;
  limited: number;
  /** Records that waited at its end, and the longest that one of them had, in milliseconds; null where nobody looked. */
  pending: number | null;
  oldestMs: number | null;
}

/** Most points of an answer. */
const MOST_POINTS = 400;
const STEPS_MIN = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];

/**
 * What happened in a shop, or in all of a seller's, over a time: by minutes of the last week, by hours of the last quarter, put
 * together so that no answer has more than 400 points. Times in which nothing happened and nothing waited have none.
 *
 * @param input.shopNo null for all shops
 * @param input.edition null for both
 * @returns points in order of time and the milliseconds from one to the next
 * @throws EngineError `unknown` for a seller or shop that does not exist, `input` where it ends before it begins
 */
export async function figuresHistory(
  { database }: Context,
  input: { seller: string; shopNo: string | null; edition: string | null; from: number; to: number; now: number },
): Promise<{ stepMs: number; points: FiguresPoint[] }> {
  const { seller, shopNo, edition, from, to, now } = input;
  if (to <= from) throw new EngineError('input', 'to: must be after from');
  const step = stepFor(from, to, now);
  const minutes = step % 60 === 0 && (step >= 60 || from < now - KEPT_MS[1]) ? 60 : 1;
  const stepMs = step * 60_000;
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const shop = shopNo === null ? 0 : (await session.query<{ shop: number }>(shopOf, { seller, shopNo }))[0]?.shop;
    if (shop === undefined) throw new EngineError('unknown', `seller "${seller}" has no shop "${shopNo}"`);
    const first = beginOf(from, step);
    const points = await session.query<FiguresPoint>(select, { seller, minutes, shop, edition, from: first, to, stepMs });
    return { stepMs, points };
  });
}

/** The smallest step that shows the span in so few points, and that is kept for so long. */
function stepFor(from: number, to: number, now: number): number {
  const least = from < now - KEPT_MS[1] ? 60 : 1;
  const longest = STEPS_MIN.at(-1) as number;
  return STEPS_MIN.find((step) => step >= least && (to - from) / (step * 60_000) <= MOST_POINTS) ?? longest;
}

const shopOf = statement('select shop_id as shop from shops where seller = :seller and shop_no = :shopNo');

const COUNTED = ['acknowledged', 'failed', 'superseded', 'rejected', 'unverified', 'limited'];

// What waited is said by the rows of no edition, once for each minute or hour: of several the largest is shown.
const select = statement(`
  select at - at % cast(:stepMs as bigint) as at, ${COUNTED.map((name) => `cast(sum(${name}) as bigint) as ${name}`).join(', ')},
    max(pending) as pending, max(oldest_ms) as "oldestMs"
  from figures where seller = :seller and minutes = :minutes and shop_id = :shop and at >= :from and at < :to
    and (edition = '' or cast(:edition as text) is null or edition = cast(:edition as text))
  group by at - at % cast(:stepMs as bigint) order by 1`);
