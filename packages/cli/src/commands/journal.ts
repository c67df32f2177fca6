import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, JournalEntry } from '@tongbu/engine';
import { Command, Option } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { EXIT, exitCodeOf } from '../error.ts';
import { JournalLines } from '../journal-lines.ts';
import { onlySeller } from '../only-seller.ts';
import { option, whole } from '../option.ts';
import { print, remark } from '../output/print.ts';
import { withEngine } from '../with-engine.ts';

const POLL_MS = 1_000;
/** Rows asked of the engine at once. */
const PAGE = 1_000;
/** Rows read at once while following. */
const STEP = 500;

const HELP = `
Newest last, one line each: when, which record, its version, what was asked,
what it did, the quantity, who, and the words.
Times are this machine's own (TZ); on the wire they are Beijing time.

After changed stands the cause: level, binding, rule, suite, enabled, forced or
restore. After success, retry and fail stands what it did:
  cleared       acknowledged: the newest version, nothing more waits
  superseded    acknowledged, but a newer version waits; "quantity differs" after
                either: the shop named another quantity than the one offered
  done, failed  where a parcel ends
  delayed       offered again after a while
  repeated      was said before: no change
  settled       of a parcel that had ended otherwise: no change
  stale         failure of an old version: no change
  never issued  names a version that never was: no change
  unversioned   names no version: no change
  unknown       no such record for this key: no change
  refused       cannot be read: no change
After moved, of an item's level, stands how: set, adjust, count, order, ship,
feed or import.

Example:
  $ tongbu journal --seller demo --pool stock --subject 12
  $ tongbu journal --seller demo --follow
`;

interface JournalFlags extends Flags {
  limit: number;
  subject?: number;
  pool?: JournalEntry['pool'];
  follow?: true;
  json?: true;
}

/** `tongbu journal`: what happened. */
export function journalCommand(): Command {
  return new Command('journal')
    .summary('what happened, newest last')
    .description('Shows the journal of a seller: every change, and every word of a shop.')
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--limit <n>', 'how many rows', whole(1, 100_000), 50)
    .option('--subject <id>', 'only this listing, shipment (rec_id, sync_id), order, key, or item', whole(1, 2 ** 31 - 1))
    .addOption(new Option('--pool <pool>', 'only this pool').choices(['stock', 'shipment', 'level', 'order', 'key']))
    .option('-f, --follow', 'go on with what happens from now on, until Ctrl-C')
    .option('--json', 'print JSON, one object a line')
    .addHelpText('after', HELP)
    .action(showJournal);
}

/** Reads the journal, newest first: rows before one, and after another. */
type Read = (before: number | null, limit: number, after: number) => Promise<JournalEntry[]>;

async function showJournal(flags: JournalFlags): Promise<void> {
  const { data, seller } = readSettings(['data', 'seller'], flags);
  const { limit, subject = null, pool = null } = flags;
  // Each reading opens and lets go: whoever follows must not keep a server from starting.
  const read: Read = (before, limit, after) =>
    withEngine(data, async (engine) => {
      const sid = await onlySeller(engine, seller);
      if (subject !== null || pool !== null) return search(engine, { seller: sid, subject, pool, before, limit, after });
      return inPages((before, limit) => engine.readJournal({ seller: sid, before, limit }), before, limit);
    });
  const lines = new JournalLines();
  const show = (rows: JournalEntry[]) => {
    for (const line of flags.json ? rows.map((row) => JSON.stringify(row)) : lines.of(rows)) print(line);
  };
  const rows = (await read(null, limit, 0)).reverse();
  show(rows);
  if (rows.length === 0 && !flags.json && !flags.follow) remark('nothing in the journal yet');
  if (flags.follow) await follow(read, rows.at(-1)?.seq ?? 0, show);
}

/** Reads in pages: acknowledgements wait for a reading to end. */
export async function inPages(
  read: (before: number | null, limit: number) => Promise<JournalEntry[]>,
  before: number | null,
  limit: number,
): Promise<JournalEntry[]> {
  const rows: JournalEntry[] = [];
  while (rows.length < limit) {
    const asked = Math.min(PAGE, limit - rows.length);
    const page = await read(rows.at(-1)?.seq ?? before, asked);
    rows.push(...page);
    if (page.length < asked) break;
  }
  return rows;
}

/** Searches part by part, until there are enough rows or nothing is left to be looked through. */
export async function search(engine: Engine, asked: Parameters<Engine['searchJournal']>[0]): Promise<JournalEntry[]> {
  const rows: JournalEntry[] = [];
  for (let before = asked.before; ; ) {
    const limit = Math.min(PAGE, asked.limit - rows.length);
    const part = await engine.searchJournal({ ...asked, before, limit });
    rows.push(...part.rows);
    if (part.ended || rows.length === asked.limit) return rows;
    before = part.before;
  }
}

async function follow(read: Read, shown: number, show: (rows: JournalEntry[]) => void): Promise<never> {
  let last = shown;
  for (;;) {
    await pause(POLL_MS);
    const rows = await since(read, last);
    show(rows);
    last = rows.at(-1)?.seq ?? last;
  }
}

/** Rows after `last`, oldest first. A server that restarts between two readings is waited for. */
async function since(read: Read, last: number): Promise<JournalEntry[]> {
  const newest: JournalEntry[] = [];
  try {
    for (;;) {
      const rows = await read(newest.at(-1)?.seq ?? null, STEP, last);
      const fresh = rows.filter(({ seq }) => seq > last);
      newest.push(...fresh);
      if (fresh.length < STEP) return newest.reverse();
    }
  } catch (error) {
    if (exitCodeOf(error) === EXIT.unreachable) return [];
    throw error;
  }
}
