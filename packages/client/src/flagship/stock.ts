import type { Client } from '../client.ts';
import { RefusedError } from '../error.ts';
import { limitOf } from '../limit.ts';
import type { ClientOptions } from '../options.ts';
import type { PullOptions, StockPool } from '../pool.ts';
import { checkStockReport } from '../report.ts';
import { batchesOf, nothingSaid, rejection, sayAll } from '../say.ts';
import type { StockRecord } from '../stock-record.ts';
import { Unread } from '../unreadable.ts';
import { quantitiesOf } from './quantities.ts';
import { shopsOf } from './shops.ts';
import { sayStock } from './stock-report.ts';

/** How many ids the list gives at least and at most, whatever is asked for; and the largest page of ours. */
const FEWEST_IDS = 10;
const LARGEST_PAGE = 2000;

/** How many listings are acknowledged at once, each by a call of its own. */
const AT_ONCE = 4;

/** The stock pool of the flagship edition: a list of ids, quantities for them, and a call for every acknowledgement. */
export function flagshipStock(call: Client<'flagship'>['call'], { atOnce = AT_ONCE }: Pick<ClientOptions, 'atOnce'>): StockPool {
  const shopIdOf = shopsOf(call);
  const calculate = quantitiesOf(call, atOnce);

  async function* pass(size: number, options: PullOptions): AsyncGenerator<StockRecord[], void, undefined> {
    const { shop, signal, onSkip, onUnreadable } = options;
    const own = signal ? { signal } : {};
    const unread = new Unread(onUnreadable);
    const shopId = shop === undefined ? undefined : await shopIdOf(shop, own);
    let position = 0;
    let before = new Set<string>();
    for (;;) {
      const request = { count: Math.max(size, FEWEST_IDS), position };
      const unreadBefore = unread.count;
      const { data } = await call('sales.StockSync.getSelfWaitSyncIdListOpen', request, { ...own, onUnreadable: unread.meet });
      // Whether the id at a position is listed again is not written anywhere; a list that brings nothing new is the end.
      const ids = data.id_list.filter((id) => !before.has(id));
      if (ids.length === 0 && unread.count === unreadBefore) break;
      for (const some of batchesOf(ids, size)) {
        const records = await calculate(some, { shop, shopId, onSkip, onUnreadable: unread.meet }, own);
        if (records.length > 0) yield records;
      }
      before = new Set(data.id_list);
      position = data.position ?? position;
    }
    unread.end();
  }

  return {
    pull(options = {}) {
      const size = limitOf(options.limit, LARGEST_PAGE);
      return pass(size, options);
    },
    async acknowledge(reports, { signal } = {}) {
      reports.forEach(checkStockReport);
      const calls = reports.map((report) => sayStock(call, report, signal ? { signal } : {}));
      const named = reports.map((report, place) => ({ report, say: calls[place] as () => Promise<unknown>, record: report.record }));
      const said = await sayAll(
        named.map((each) => [each]),
        atOnce,
        async ([each]) => {
          if (!each) return nothingSaid();
          try {
            await each.say();
            return { ...nothingSaid(), accepted: [each] };
          } catch (error) {
            if (!isOfThisRecord(error)) throw error;
            return { ...nothingSaid(), rejected: [rejection(each, error.reason)] };
          }
        },
      );
      return {
        accepted: said.accepted.map(({ report }) => report),
        settled: [],
        rejected: said.rejected.map(({ report: { report }, ...rest }) => ({ ...rest, report, record: report.record })),
      };
    },
  };
}

/** Status 100 judges what was asked; but a right that is missing, or a limit, is missing for all. */
function isOfThisRecord(error: unknown): error is RefusedError {
  return error instanceof RefusedError && error.code === 'refused' && error.status === 100 && !error.reason.includes('权限');
}
