import { ExactNumber, type UnreadableRow, writeEach } from '@tongbu/protocol';
import { UnreadableError } from './error.ts';

/**
 * A row of an answer that the client cannot read, such as a record whose quantity is no number. Nothing is acknowledged for it: the
 * server goes on offering it until somebody mends it there.
 */
export interface Unreadable {
  /** The record's number (`rec_id`, `sync_id`), digits; null where not even that can be read. */
  id: string | null;
  /** Interface and place, counted from 0: `api_goods_stock_change_query: stock_change_list[3]`. */
  where: string;
  /** What is wrong: `field "sync_stock": type (many)`. */
  reason: string;
  /** The row as JSON, its numbers digit for digit. It comes from the server and may be long: cut it for a log. */
  raw: string;
}

/** What a row is, in a caller's words. */
export function unreadableOf(method: string, { at, row, problem }: UnreadableRow): Unreadable {
  return { id: idOf(row), where: `${method}: ${at}`, reason: problem.message, raw: writeEach(row) };
}

function idOf(row: unknown): string | null {
  const { rec_id, sync_id = rec_id } = (row ?? {}) as { rec_id?: unknown; sync_id?: unknown };
  const digits = sync_id instanceof ExactNumber ? sync_id.text : String(sync_id);
  return /^\d+$/.test(digits) ? digits : null;
}

/** What one pass met and could not read: each is told once, and where nobody listens the pass ends with an error. */
export class Unread {
  readonly #met = new Set<string>();
  readonly #records: Unreadable[] = [];
  readonly #tell: ((unreadable: Unreadable) => void) | undefined;

  /** @param tell who wants to be told */
  constructor(tell: ((unreadable: Unreadable) => void) | undefined) {
    this.#tell = tell;
  }

  /** How many there are. */
  get count(): number {
    return this.#met.size;
  }

  /** Takes one of them; one that was met before, for it is offered again, says nothing new. */
  readonly meet = (unreadable: Unreadable): void => {
    if (this.#met.has(unreadable.raw)) return;
    this.#met.add(unreadable.raw);
    if (this.#tell) this.#tell(unreadable);
    else this.#records.push(unreadable);
  };

  /** @throws UnreadableError where there were some and nobody was told */
  end(): void {
    if (this.#records.length > 0) throw new UnreadableError(this.#records);
  }
}
