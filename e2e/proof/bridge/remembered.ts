/** What a bridge has said to the ERP, and what of it its journal held on the disk by then. */
import type { Edition } from '@tongbu/client';
import { readRecords } from '../native/records.ts';

/**
 * What an acknowledgement says is done, as the ends of the journal's keys: `stock:<listing>:<version>`, `<shipment>`.
 *
 * @param url with the interface in it
 */
export function keysSaid(edition: Edition, url: string, body: string): string[] {
  if (edition === 'flagship') {
    if (url.includes('syncSuccess')) {
      const [listing, { stock_change_count: version }] = JSON.parse(body) as [number, { stock_change_count: number }];
      return [`stock:${listing}:${version}`];
    }
    if (!url.includes('LogisticsSync.update')) return [];
    const [list] = JSON.parse(body) as [{ sync_id: number; status: number }[]];
    return list.flatMap(({ sync_id, status }) => (Number(status) === 0 ? [`${sync_id}`] : []));
  }
  const form = new URLSearchParams(body);
  const stock = JSON.parse(form.get('stock_sync_list') ?? '[]') as { rec_id: string; stock_change_count: string }[];
  const shipments = JSON.parse(form.get('logistics_list') ?? '[]') as { rec_id: number; status: string }[];
  return [
    ...stock.map(({ rec_id, stock_change_count }) => `stock:${rec_id}:${stock_change_count}`),
    ...shipments.flatMap(({ rec_id, status }) => (Number(status) === 0 ? [`${rec_id}`] : [])),
  ];
}

/**
 * The keys a journal would have after a loss of power now: of `confirmed` and `ignored` lines that were written and then synced. What a sync
 * failed on is lost, whatever is synced later; a file that another
 * one has replaced counts no more, whoever still writes to it.
 *
 * @param log what the preloaded library recorded of its folder
 */
export function keysOnDisk(log: string, journal: string): Set<string> {
  const synced = new Map<string, string>();
  const unsynced = new Map<string, string>();
  for (const { kind, path, data } of readRecords(log)) {
    if (kind === 'write') unsynced.set(path, (unsynced.get(path) ?? '') + data);
    else if (kind === 'sync') {
      synced.set(path, (synced.get(path) ?? '') + (unsynced.get(path) ?? ''));
      unsynced.delete(path);
    } else if (kind === 'failed sync') unsynced.delete(path);
    else if (kind === 'rename') synced.set(data.toString(), synced.get(path) ?? '');
  }
  const keys = new Set<string>();
  for (const line of (synced.get(journal) ?? '').split('\n')) {
    const [, key] = /^\{"is":"(?:confirmed|ignored)","key":"[^:]+:[^:]+:([^"]+)"/.exec(line) ?? [];
    if (key !== undefined) keys.add(key);
  }
  return keys;
}
