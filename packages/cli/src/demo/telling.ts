/** What one row of the journal says to somebody who watches, as a pure function. */
import type { styleText } from 'node:util';
import type { JournalEntry } from '@tongbu/engine';
import type { Say, Word } from './words.ts';

/** One line of the story. */
export interface Telling {
  /** Whose doing it is: a shop, or the ERP. */
  who: string;
  /** One cell: `+` ordered, `→` from the ERP, `·` to be pulled, `✓` acknowledged, `↷` overtaken, `✗` failed, `=` said again. */
  mark: string;
  /** An order, an item, a rule. */
  subject: string;
  what: string;
  color?: Parameters<typeof styleText>[0];
}

/** What the numbers in the journal stand for; a number nobody knows is shown as `#7`. */
export interface Names {
  listing(number: number | null): { shop: string; goods: string };
  item(number: number | null): string;
  warehouse(number: number): string;
  /** The shop of a key, by the actor of the journal: `flagship:demo-web`. */
  shopOf(actor: string): string;
  shipment(number: number | null): { shop: string; tid: string };
}

/** Whose doing it is where it is no shop's. */
export const ERP = 'ERP';

/** What a row of the journal tells; null where it would only say again what another row has said. */
export function tellingOf(entry: JournalEntry, names: Names, say: Say): Telling | null {
  if (entry.pool === 'stock') return tellListing(entry, names, say);
  if (entry.pool === 'shipment') return tellShipment(entry, names, say);
  if (entry.pool === 'key') return null;
  return entry.pool === 'level' ? tellLevel(entry, names, say) : tellOrder(entry, names, say);
}

type Color = NonNullable<Telling['color']>;

function tellListing({ subject, event, effect, version, quantity, detail }: JournalEntry, names: Names, say: Say): Telling | null {
  const { shop, goods } = names.listing(subject);
  const values = { version: version ?? '', quantity: quantity ?? '', reason: detail };
  const line = (mark: string, word: Word, color: Color): Telling => ({ who: shop, mark, subject: goods, what: say(word, values), color });
  if (event === 'changed') return line('·', 'changed', 'dim');
  if (effect.startsWith('cleared')) return line('✓', 'cleared', 'green');
  if (effect.startsWith('superseded')) return line('↷', 'superseded', 'yellow');
  if (effect === 'repeated') return line('=', 'repeated', 'dim');
  return effect === 'delayed' ? line('✗', 'failed', 'red') : null;
}

function tellShipment({ subject, event, effect, detail }: JournalEntry, names: Names, say: Say): Telling | null {
  const { shop, tid } = names.shipment(subject);
  const line = (mark: string, word: Word, color: Color): Telling => ({
    ...{ who: shop, mark, subject: tid, what: say(word, { reason: detail }), color },
  });
  if (event === 'created') {
    const { carrier_name: carrier, tracking_number: tracking, part } = JSON.parse(detail) as Parcel;
    const what = say(part ? 'parcelOfPart' : 'parcel', { carrier, tracking });
    return { who: ERP, mark: '→', subject: tid, what, color: 'cyan' };
  }
  if (effect === 'replaced') return { ...line('↷', 'replaced', 'yellow'), who: ERP };
  if (effect === 'done') return line('✓', 'done', 'green');
  if (effect === 'delayed') return line('✗', 'failed', 'red');
  if (effect === 'failed') return line('✗', 'givenUp', 'red');
  return effect === 'repeated' || effect === 'settled' ? line('=', 'repeated', 'dim') : null;
}

interface Parcel {
  carrier_name: string;
  tracking_number: string;
  part: number;
}

/** The quantities that orders reserve. */
const RESERVED = ['unpay_num', 'subscribe_num', 'order_num', 'sending_num'];

function tellLevel({ subject, event, effect, quantity, detail }: JournalEntry, names: Names, say: Say): Telling | null {
  const { warehouse: number, before = {}, after = {}, reason = '' } = JSON.parse(detail) as Movement;
  const warehouse = names.warehouse(number);
  const line = (word: Word, values: Record<string, string | number>, color: Color = 'cyan'): Telling => ({
    ...{ who: ERP, mark: '→', subject: names.item(subject), what: say(word, { warehouse, stock: quantity ?? '', ...values }), color },
  });
  if (event === 'count') return effect === 'unchanged' ? line('countedSame', {}) : null;
  const rise = (quantities: string[]) => quantities.reduce((sum, name) => sum + Number(after[name] ?? 0) - Number(before[name] ?? 0), 0);
  const [stock, reserved] = [rise(['stock_num']), rise(RESERVED)];
  if (effect === 'count') return line('counted', { before: before['stock_num'] ?? '0' });
  if (effect === 'ship') return line('left', { n: -stock });
  if (effect !== 'order') return line('adjusted', { by: stock < 0 ? `−${-stock}` : `+${stock}`, reason });
  if (reserved > 0) return line('reserved', { n: reserved }, 'dim');
  return reserved < 0 ? line('released', { n: -reserved }, 'dim') : null; // approved: it is reserved as before
}

interface Movement {
  warehouse: number;
  reason?: string;
  before?: Record<string, string>;
  after?: Record<string, string>;
}

function tellOrder({ actor, event, effect, detail }: JournalEntry, names: Names, say: Say): Telling | null {
  const [, tid = '', rest = ''] = /^([^:]*)(?:: (.*))?$/s.exec(detail) ?? [];
  const line = (who: string, mark: string, word: Word, color?: Color): Telling => ({
    ...{ who, mark, subject: tid, what: say(word, { trade: tradeIn(rest) }), ...(color && { color }) },
  });
  if (event === 'push') {
    const word = PUSHED[`${effect} ${rest}`.trim()];
    return word ? line(names.shopOf(actor), '+', word) : null;
  }
  if (event === 'approve') return line(ERP, '→', 'approved', 'dim');
  if (event === 'merge') return line(ERP, '→', 'merged', 'cyan');
  if (event === 'ship') return line(ERP, '→', effect === 'corrected' ? 'corrected' : 'shipped', 'cyan');
  return null;
}

/** What the demo's shops push; whatever else an order changes in is a line that was given back. */
const PUSHED: Record<string, Word> = {
  'created toShip': 'ordered',
  'created unpaid': 'orderedUnpaid',
  'changed unpaid → toShip': 'paid',
  'changed unpaid → closed': 'neverPaid',
  changed: 'partlyRefunded',
};

/** `trade 4, a × 1, SF SF1` is about trade 4, `trade 4 into 3` about trade 3. */
function tradeIn(text: string): string {
  return /into (\d+)$/.exec(text)?.[1] ?? /^trade (\d+)/.exec(text)?.[1] ?? '';
}
