/** Everything a data folder holds, read from its file while no server runs on it, and the journal laid against it. */
import { DatabaseSync } from 'node:sqlite';
import { folderOf, type JournalEntry } from '@tongbu/engine';
import { NEVER } from '../../../packages/engine/src/backup/replay.ts';
import { replay } from '../../../packages/engine/test/replay.ts';
import type { Violations } from '../rig.ts';

type Row = Record<string, string | number | null>;

/** Tables that a server writes by itself: the way in that a start shows, and what it counted. */
const OF_SERVER = ['setup_links', 'figures', 'signs'];

/** When a secret was used last, which is noted beside the calls. */
const USED = ['used_at', 'old_used_at'];

/** All rows of all tables but the journal, by table; journal rows by seller. */
export interface Stored {
  tables: Record<string, Row[]>;
  journal: Record<string, JournalEntry[]>;
}

/** Reads a folder that no server holds; what a server notes of itself is left out. */
export function readStored(folder: string): Stored {
  const database = new DatabaseSync(folderOf(folder).database, { readOnly: true });
  try {
    const all = (sql: string) => database.prepare(sql).all() as Row[];
    const names = all(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'journal'`);
    const named = names.map(({ name }) => name as string).filter((name) => !OF_SERVER.includes(name));
    const tables = Object.fromEntries(named.map((name) => [name, all(`select * from "${name}" order by rowid`)]));
    // That the way in was shown.
    tables['audit'] = tables['audit']?.filter(({ action }) => action !== 'linkPerson') ?? [];
    for (const key of tables['app_keys'] ?? []) for (const column of USED) delete key[column];
    const journal: Stored['journal'] = {};
    for (const { seller, ...entry } of all(`select *, signed_at as signedAt from journal order by seq`)) {
      const own = journal[seller as string] ?? [];
      journal[seller as string] = own;
      own.push(entry as unknown as JournalEntry);
    }
    return { tables, journal };
  } finally {
    database.close();
  }
}

/** Tables that requests of shops may change; every other is as it was. */
const OF_POOLS = new Set(['listings', 'shipments', 'pool_counts']);

/** What of a listing and of a shipment the journal tells, by column. */
const TOLD = {
  listings: {
    ...{ version: 'version', quantity: 'quantity', changed_at: 'changedAt', acknowledged: 'acknowledged', last_quantity: 'lastQuantity' },
    ...{ last_at: 'lastAt', retry_at: 'retryAt', retry_steps: 'retrySteps', failure_signed_at: 'failureSignedAt' },
    cancel_signed_at: 'cancelSignedAt',
  },
  shipments: {
    ...{ state: 'state', message: 'message', retries: 'retries', retry_at: 'retryAt', retry_steps: 'retrySteps' },
    failure_signed_at: 'failureSignedAt',
  },
} as const;

/**
 * Notes where a folder is not what its journal tells of it (B6), and where anything but the pools was changed.
 *
 * @param except tables that something else than a request changed meanwhile, such as an import
 */
export function checkStored(before: Stored, after: Stored, violations: Violations, except: string[] = []): void {
  for (const [name, rows] of Object.entries(after.tables)) {
    if (OF_POOLS.has(name) || except.includes(name)) continue;
    if (JSON.stringify(rows) !== JSON.stringify(before.tables[name])) violations.add(`table ${name} was changed by requests of shops`);
  }
  for (const [seller, entries] of Object.entries(after.journal)) {
    const told = replay(entries);
    for (const table of ['listings', 'shipments'] as const) {
      const number = table === 'listings' ? 'listing_id' : 'shipment_id';
      for (const row of (after.tables[table] ?? []).filter((each) => each['seller'] === seller)) {
        const state = told[table].get(row[number] as number) as Record<string, unknown> | undefined;
        // When a listing came that was never given a version, no row says.
        const isNew = table === 'listings' && (state?.['version'] ?? 0) === 0;
        const wanted = isNew ? { ...NEVER, ...state, changedAt: row['changed_at'] } : state;
        for (const [column, name] of Object.entries(TOLD[table])) {
          if (row[column] === wanted?.[name]) continue;
          violations.add(`${seller}, ${table} ${row[number]}: ${column} is ${row[column]}, its journal tells ${wanted?.[name]} (B6)`);
        }
      }
    }
  }
}

/** What a shop says of an element, as the journal names it. */
const SAID = new Set(['success', 'retry', 'fail', 'cancel']);

/** How many rows the journals hold that acknowledgements of this actor (`flagship:<key>`) wrote. */
export function rowsOf(stored: Stored, actor: string): number {
  const isSaid = (row: JournalEntry) => row.actor === actor && SAID.has(row.event);
  return Object.values(stored.journal).reduce((sum, entries) => sum + entries.filter(isSaid).length, 0);
}
