import { styleText } from 'node:util';
import type { Engine, JournalEntry } from '@tongbu/engine';
import { cut, printable, widthOf } from '../output/width.ts';
import { LearntNames } from './names.ts';
import { SELLER } from './setup.ts';
import { type Telling, tellingOf } from './telling.ts';
import { amounts, type Language, type Say, speak } from './words.ts';

/** Cells before the subject: the time, whose doing it is, a mark, and the blanks between. */
const BEFORE = 23;

/** Cells of a line where no terminal says how wide it is. */
const USUAL_WIDTH = 80;

/** A few of them, then how many more: a first start has hundreds of lines nobody reads. */
const MOST_LINES_OF_A_KIND = 3;

/** Rows of the journal that are read at once. */
const PAGE = 1_000;

/** Tells what happens, a line each, from the journal: what the server has made durable, not what somebody believes. */
export class Story {
  readonly names: LearntNames;
  readonly #engine: Engine;
  readonly #say: Say;
  readonly #write: (line: string) => void;
  #seq: number;

  private constructor({ engine, language, write }: StoryOptions, names: LearntNames, seq: number) {
    this.#engine = engine;
    this.#say = speak(language);
    this.#write = write;
    this.names = names;
    this.#seq = seq;
  }

  /** Begins where the journal ends now. */
  static async begin(options: StoryOptions): Promise<Story> {
    const { engine, language } = options;
    const { last } = await engine.readChanges({ seller: SELLER, after: null, limit: 0 });
    return new Story(options, await LearntNames.of(engine, language), last);
  }

  /** One line, no wider than the terminal, in columns. */
  tell({ who, mark, subject, what, color }: Telling, at = Date.now()): void {
    const room = (process.stdout.columns || USUAL_WIDTH) - BEFORE;
    const first = Math.min(40, Math.max(22, Math.floor(room * 0.4)));
    const name = what === '' ? printable(subject) : cut(printable(subject), first);
    const gap = ' '.repeat(Math.max(0, first - widthOf(name)));
    const text = cut(`${mark} ${name}${gap}  ${printable(what)}`.trimEnd(), room + 2);
    const time = new Date(at).toTimeString().slice(0, 8);
    this.#write(`${styleText('dim', time)}  ${styleText('bold', who.padEnd(9))}  ${color ? styleText(color, text) : text}`);
  }

  /** Tells what the journal has that was not told yet. */
  async goOn(): Promise<void> {
    const { rows, last } = await this.#engine.readChanges({ seller: SELLER, after: this.#seq, limit: PAGE });
    this.#seq = last;
    await this.names.learn(rows.filter(({ pool }) => pool === 'shipment').map(({ subject }) => subject));
    const told = new Map<string, number>();
    let more = 0;
    for (const entry of causesFirst(rows)) {
      const telling = tellingOf(entry, this.names, this.#say);
      if (!telling) continue;
      const count = (told.get(kindOf(entry)) ?? 0) + 1;
      told.set(kindOf(entry), count);
      if (count <= MOST_LINES_OF_A_KIND) this.tell(telling, entry.at);
      else more++;
    }
    if (more > 0) this.tell({ who: '', mark: ' ', subject: this.#say('more', { n: more }), what: '', color: 'dim' });
  }

  /** How much waits, per shop. */
  async tellPending(): Promise<void> {
    for (const shop of await this.#engine.pendingByShop({ seller: SELLER, now: Date.now() })) {
      const listings = shop.listings - shop.listingsHeld;
      const what = amounts(this.#say, listings, shop.shipments);
      this.tell({ who: shop.shopNo, mark: '…', subject: this.#say('waiting'), what, color: 'inverse' });
    }
  }
}

/** What a story needs. */
export interface StoryOptions {
  engine: Engine;
  language: Language;
  write: (line: string) => void;
}

/** What comes first where rows were written together: an order, what it moved, and which listings follow. */
const FIRST_TOLD = ['order', 'level', 'shipment', 'stock'];

/** Rows of one transaction stand in the order in which it wrote them; told is what happened, and then what followed from it. */
function causesFirst(rows: JournalEntry[]): JournalEntry[] {
  const together: JournalEntry[][] = [];
  for (const row of rows) {
    const before = together.at(-1);
    if (before?.[0]?.at === row.at && before[0].actor === row.actor) before.push(row);
    else together.push([row]);
  }
  return together.flatMap((some) => some.sort((a, b) => FIRST_TOLD.indexOf(a.pool) - FIRST_TOLD.indexOf(b.pool) || a.seq - b.seq));
}

/** Rows of one kind come one after another by the dozen: a few of them are enough. */
function kindOf({ actor, pool, event, effect }: JournalEntry): string {
  return [actor, pool, event, effect].join(' ');
}
