import type { JournalEntry } from '@tongbu/engine';
import { line } from './output/table.ts';
import { moment } from './output/time.ts';
import { cut, printable, widthOf } from './output/width.ts';

const COLUMNS = [{}, {}, {}, {}, {}, { align: 'right' as const }, {}, {}];

/** A cell that is longer does not push the others to the right for ever. */
const WIDEST = 32;
const LONGEST_WORDS = 120;

/** Journal rows as lines; columns line up over all that were ever asked for. */
export class JournalLines {
  readonly #widths = [19, 12, 3, 7, 9, 3, 8];

  /** @param rows oldest first */
  of(rows: JournalEntry[]): string[] {
    const all = rows.map(cellsOf);
    for (const cells of all) {
      this.#widths.forEach((width, i) => {
        this.#widths[i] = Math.min(WIDEST, Math.max(width, widthOf(cells[i] ?? '')));
      });
    }
    return all.map((cells) => line(cells, COLUMNS, this.#widths));
  }
}

function cellsOf({ at, pool, subject, version, event, effect, quantity, actor, detail }: JournalEntry): string[] {
  return [
    moment(at),
    `${pool} ${subject ?? '?'}`,
    version === null ? '' : `v${version}`,
    event,
    effect,
    quantity ?? '',
    actor,
    cut(wordsOf(pool, event, detail), LONGEST_WORDS),
  ].map(printable);
}

function wordsOf(pool: JournalEntry['pool'], event: string, detail: string): string {
  if (pool === 'shipment' && event === 'created') return parcel(detail);
  return event === 'moved' ? movement(detail) : detail;
}

/** A movement keeps what was and is as JSON. */
function movement(detail: string): string {
  const { warehouse, defective, reason, reference, before, after } = JSON.parse(detail) as Movement;
  const changes = Object.entries(after).map(([name, is]) => `${name} ${before[name]} → ${is}`);
  const where = `warehouse ${warehouse}${defective ? ', defective' : ''}`;
  return [`${where}: ${changes.join(', ')}`, reference, reason].filter(Boolean).join('; ');
}

interface Movement {
  warehouse: number;
  defective?: boolean;
  reason: string;
  reference?: string;
  before: Record<string, string>;
  after: Record<string, string>;
}

/** A new shipment keeps its content as JSON; what identifies it is enough here. */
function parcel(detail: string): string {
  const { tid, oids, carrier_name, carrier_code, tracking_number } = JSON.parse(detail) as Record<string, string>;
  return `order ${tid}${oids ? ` (${oids})` : ''}, ${[carrier_name || carrier_code, tracking_number].filter(Boolean).join(' ')}`;
}
