import type { FoundKind } from '@tongbu/engine';
import { z } from 'zod';
import { csvLine } from '../csv.ts';
import { type Call, NO_BODY, NOTHING, route, type Words } from '../route.ts';
import { CSV_NOTE } from './export-rows.ts';
import { listingFilter, listingsAsked, shipmentFilter, shipmentsAsked } from './record-filters.ts';

/** Records that are read, and travel, together. */
const AT_ONCE = 500;

/** A route that exports the records which a list with the same filter shows. */
function exporting<const K extends FoundKind['kind'], Q extends z.ZodRawShape>(
  kind: K,
  summary: Words,
  filter: Q,
  what: (asked: never) => FoundKind,
) {
  return route({
    name: kind === 'listings' ? 'exportListings' : 'exportShipments',
    method: 'GET',
    path: `/api/export/${kind}` as const,
    role: 'viewer',
    group: 'files',
    summary,
    params: NOTHING,
    query: z.strictObject(filter),
    body: NO_BODY,
    answers: { text: 'text/csv', note: CSV_NOTE },
    repeats: 'reads',
    problems: [],
    async handle(call) {
      const body = lines(call as unknown as Call, what(call.query as never));
      return { body, headers: { 'content-disposition': `attachment; filename="${kind}.csv"` } };
    },
  });
}

export const exportListings = exporting(
  'listings',
  {
    en: 'The listings that a filter finds, all without one, as a CSV file.',
    zh: '导出符合筛选条件的平台货品（不筛选则为全部），CSV 格式。',
  },
  listingFilter,
  (asked) => ({ kind: 'listings', filter: listingsAsked(asked) }),
);

export const exportShipments = exporting(
  'shipments',
  {
    en: 'The shipments that a filter finds, all without one, the newest first, as a CSV file.',
    zh: '导出符合筛选条件的物流同步记录（不筛选则为全部），由新到旧，CSV 格式。',
  },
  shipmentFilter,
  (asked) => ({ kind: 'shipments', filter: shipmentsAsked(asked) }),
);

async function* lines({ engine, token, signal, now }: Call, what: FoundKind): AsyncGenerator<string> {
  let cursor: string | null = null;
  let isFirst = true;
  do {
    const part: Awaited<ReturnType<typeof engine.exportFound>> = await engine.exportFound({
      ...{ seller: token.seller, what, cursor, limit: AT_ONCE, now },
    });
    const head: string = isFirst ? `\ufeff${csvLine([...part.columns])}` : '';
    const text: string = head + part.rows.map(csvLine).join('');
    if (text !== '') yield text;
    isFirst = false;
    cursor = part.next;
  } while (cursor !== null && !signal.aborted);
}
