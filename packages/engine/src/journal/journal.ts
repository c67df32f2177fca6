import { type Session, statement } from '../store/database.ts';

/** What a row of the journal is about: a listing, a shipment, an item's level, an order, or an app key. Only the first two are pools that are replayed (promise B6). */
export type JournalPool = 'stock' | 'shipment' | 'level' | 'order' | 'key';

/** One row of the journal: a transition, or an authenticated element that changed nothing (promise B6). */
export interface JournalEntry {
  /** Grows with every row; gaps are normal. */
  seq: number;
  /** By our clock, epoch milliseconds. */
  at: number;
  /** Who: `flagship:<key>`, `enterprise:<key>`, `import`, `operator`. */
  actor: string;
  pool: JournalPool;
  /**
   * What was asked or happened: `changed`, `created`, `success`, `retry`, `fail`, `cancel`, `requeue`, `suspend`, `disable`; `moved` for
   * a level; of an order `push`, `pay`, `approve`, `refund`, `split`, `merge`, `ship`, `close`; of a key `rotate`, `end-secret`, `rights`.
   */
  event: string;
  /** Number of the listing, shipment, order, key, or item whose level moved; null where none could be read. */
  subject: number | null;
  /** The version named or made. */
  version: number | null;
  /** The quantity named or made. */
  quantity: string | null;
  /** What it did; see the model's effects. For a change, its cause; for a movement, its kind. */
  effect: string;
  /** When the request was signed, by the client's clock; null where nothing was signed. */
  signedAt: number | null;
  /** The client's message; for a new shipment its content as JSON, for a movement what was and is. */
  detail: string;
}

/** What all rows of one transaction have in common. */
export type Occasion = Pick<JournalEntry, 'at' | 'actor' | 'pool' | 'signedAt'> & { seller: string };

/** What happened to one record. Left out, a version and a quantity are null and a detail is empty. */
export type Happening = Pick<JournalEntry, 'event' | 'subject' | 'effect'> & Partial<Pick<JournalEntry, 'version' | 'quantity' | 'detail'>>;

/** Appends a row for each happening, in their order, in the transaction of their effects. */
export async function journal(session: Session, { seller, at, actor, pool, signedAt }: Occasion, happenings: Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  const rows = happenings.map(({ event, subject, effect, version = null, quantity = null, detail = '' }) => [
    event,
    subject,
    version,
    quantity,
    effect,
    detail,
  ]);
  await session.run(append, { seller, at, actor, pool, signedAt, rows: JSON.stringify(rows) });
}

// One statement for a whole batch: a third cheaper than one for each row (measured).
const append = statement(`
  insert into journal (seller, at, actor, pool, signed_at, event, subject, version, quantity, effect, detail)
  select :seller, cast(:at as bigint), :actor, :pool, cast(:signedAt as bigint),
    value->>0, cast(value->>1 as bigint), cast(value->>2 as bigint), value->>3, value->>4, value->>5
  from each(:rows)`);

/** The columns of {@link JournalEntry}. */
export const JOURNAL_COLUMNS = `seq, at, actor, pool, event, subject, version, quantity, effect, signed_at as "signedAt", detail`;

/**
 * So many rows of the journal are looked through at once. It has no index by record: written with every acknowledgement, that would cost
 * two fifths of what the server can take (measured), for a question that is asked a few times a day.
 */
export const LOOKED_THROUGH = 20_000;

/** The newest rows first; `before` continues an earlier reading. */
export async function readJournal(
  session: Session,
  { seller, before, limit }: { seller: string; before: number | null; limit: number },
): Promise<JournalEntry[]> {
  return await session.query<JournalEntry>(newest, { seller, before: before ?? Number.MAX_SAFE_INTEGER, limit });
}

const newest = statement(`
  select ${JOURNAL_COLUMNS} from journal where seller = :seller and seq < :before order by seq desc limit :limit`);
