import { styleText } from 'node:util';
import type { Engine, JournalEntry } from '@tongbu/engine';
import { cut, printable, widthOf } from '../output/width.ts';
import { demoFiles } from './seed.ts';
import { amounts, type Say } from './words.ts';
import { SELLER } from './world.ts';

type Color = Parameters<typeof styleText>[0];

/** Cells before what is told: the time, who tells it, and the blanks between. */
const BEFORE = 21;

/** Cells of a line where no terminal says how wide it is. */
const USUAL_WIDTH = 100;

/** A name is not cut further than to so many cells. */
const SHORTEST_NAME = 16;

/** A few of them, then how many more: a first start has hundreds of lines nobody reads. */
const MOST_LINES_OF_A_KIND = 6;

/** How far back a second start looks for the orders of parcels that still wait. */
const MOST_REMEMBERED = 5000;

/** Tells what happens, a line each, from the journal: what the server has made durable, not what somebody believes. */
export class Story {
  readonly #engine: Engine;
  readonly #say: Say;
  readonly #write: (line: string) => void;
  readonly #goods = new Map<string, string>();
  readonly #listings = new Map<number, { shop: string; goods: string }>();
  readonly #shops = new Map<number, string>();
  readonly #parcels = new Map<number, { shop: string; tid: string }>();
  #seq = 0;

  constructor(engine: Engine, say: Say, write: (line: string) => void) {
    this.#engine = engine;
    this.#say = say;
    this.#write = write;
    for (const item of demoFiles().items) this.#goods.set(item['spec_no'] as string, `${item['goods_name']} ${item['spec_name']}`.trim());
  }

  /** Learns the names of the listings and where the journal stands. */
  async begin(): Promise<void> {
    const [sold] = await this.#engine.listSellers({});
    const listings = Array.from({ length: sold?.listings ?? 0 }, (_, i) => i + 1);
    const caller = { seller: SELLER, key: null, actor: 'operator' };
    for (const found of await this.#engine.calculateStock({ caller, listings })) {
      if (found.found)
        this.#listings.set(found.change.listing, {
          shop: found.change.shopNo,
          goods: this.goods(found.change.specNo || found.change.goodsNo),
        });
    }
    for (const { shop, shopNo } of await this.#engine.pendingByShop({ seller: SELLER, now: Date.now() })) this.#shops.set(shop, shopNo);
    const past = await this.#read(MOST_REMEMBERED);
    this.#seq = past[0]?.seq ?? 0;
    for (const entry of past) if (entry.event === 'created') this.#learnParcel(entry);
  }

  /** The name of an item. */
  goods(specNo: string): string {
    return this.#goods.get(specNo) ?? specNo;
  }

  /** The name of a listing. */
  listing(id: number): string {
    return this.#listings.get(id)?.goods ?? `#${id}`;
  }

  /** A mark, a thing, and what is said of it. Of a long line, it is the name that is cut first. */
  of(mark: string, name: string, what: string): string {
    const room = widthOfStory() - widthOf(`${mark} ${this.#say('of', { who: '', what })}`);
    return `${mark} ${this.#say('of', { who: cut(name, Math.max(SHORTEST_NAME, room)), what })}`;
  }

  /** One line, no wider than the terminal: who, and what. */
  tell(who: string, what: string, color?: Color): void {
    const time = new Date().toTimeString().slice(0, 8);
    const fits = cut(printable(what), widthOfStory());
    const text = color ? styleText(color, fits) : fits;
    this.#write(`${styleText('dim', time)}  ${styleText('bold', who.padEnd(9))}  ${text}`);
  }

  /** Tells what the journal has that was not told yet. */
  async goOn(): Promise<void> {
    const fresh = (await this.#read(1000)).filter(({ seq }) => seq > this.#seq).reverse();
    this.#seq = fresh.at(-1)?.seq ?? this.#seq;
    const told = new Map<string, number>();
    for (const entry of fresh) {
      const kind = `${entry.actor} ${entry.event} ${entry.effect}`;
      const count = (told.get(kind) ?? 0) + 1;
      told.set(kind, count);
      if (entry.event === 'created') this.#learnParcel(entry);
      if (count <= MOST_LINES_OF_A_KIND) this.#tellEntry(entry);
    }
    for (const count of told.values()) {
      if (count > MOST_LINES_OF_A_KIND) this.tell('', `  ${this.#say('more', { n: count - MOST_LINES_OF_A_KIND })}`, 'dim');
    }
  }

  #read(limit: number): Promise<JournalEntry[]> {
    return this.#engine.readJournal({ seller: SELLER, before: null, limit });
  }

  #learnParcel({ subject, detail }: JournalEntry): void {
    const { shop, tid } = JSON.parse(detail) as { shop: number; tid: string };
    this.#parcels.set(subject as number, { shop: this.#shops.get(shop) ?? '', tid });
  }

  #tellEntry(entry: JournalEntry): void {
    if (entry.pool === 'stock') this.#tellStock(entry);
    else this.#tellShipment(entry);
  }

  #tellStock({ subject, event, effect, version, quantity, detail }: JournalEntry): void {
    const { shop, goods } = this.#listings.get(subject ?? 0) ?? { shop: '', goods: `#${subject}` };
    const values = { version: version ?? '', quantity: quantity ?? '', reason: detail };
    const line = (mark: string, word: Parameters<Say>[0], color?: Color) =>
      this.tell(shop, this.of(mark, goods, this.#say(word, values)), color);
    if (event === 'changed') line('·', 'changed', 'dim');
    else if (effect.startsWith('cleared')) line('✓', 'cleared', 'green');
    else if (effect.startsWith('superseded')) line('↷', 'superseded', 'yellow');
    else if (effect === 'repeated') line('=', 'repeated', 'dim');
    else if (effect === 'delayed') line('✗', 'delayed', 'red');
  }

  #tellShipment({ subject, event, effect, detail }: JournalEntry): void {
    const { shop, tid } = this.#parcels.get(subject ?? 0) ?? { shop: '', tid: `#${subject}` };
    const line = (mark: string, word: Parameters<Say>[0], color?: Color) =>
      this.tell(shop, this.of(mark, tid, this.#say(word, { reason: detail })), color);
    if (event === 'created') {
      const { tid, tracking_number: tracking, carrier_name: carrier } = JSON.parse(detail) as Record<string, string>;
      this.tell('ERP', `→ ${this.#say('parcel', { tid: tid ?? '', tracking: tracking ?? '', carrier: carrier ?? '' })}`, 'cyan');
    } else if (effect === 'replaced') line('↷', 'replaced', 'yellow');
    else if (effect === 'done') line('✓', 'done', 'green');
    else if (effect === 'delayed') line('✗', 'delayed', 'red');
    else if (effect === 'failed') line('✗', 'failed', 'red');
    else if (effect === 'repeated' || effect === 'settled') line('=', 'repeated', 'dim');
  }

  /** How much waits, per shop. */
  async tellPending(): Promise<void> {
    const shops = await this.#engine.pendingByShop({ seller: SELLER, now: Date.now() });
    const waits = shops.map(({ shopNo, listings, listingsHeld, shipments }) => ({ shopNo, listings: listings - listingsHeld, shipments }));
    const parts = waits.map(({ shopNo, listings, shipments }) =>
      this.#say('pendingOf', { shop: shopNo, ...amounts(this.#say, listings, shipments) }),
    );
    const idle = waits.every(({ listings, shipments }) => listings + shipments === 0);
    this.tell('', ` ${idle ? this.#say('nothing') : this.#say('pending', { what: parts.join(' · ') })} `, 'inverse');
  }
}

/** Cells that a line has for what is told. */
function widthOfStory(): number {
  return (process.stdout.columns || USUAL_WIDTH) - BEFORE;
}
