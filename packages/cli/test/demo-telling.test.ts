/** What the demo says of a row of the journal, in both languages. */
import type { JournalEntry } from '@tongbu/engine';
import { describe, expect, test } from 'vitest';
import { PretendShop } from '../src/demo/pretend-shop.ts';
import { Story } from '../src/demo/story.ts';
import { type Names, tellingOf } from '../src/demo/telling.ts';
import { type Language, speak } from '../src/demo/words.ts';
import { widthOf } from '../src/output/width.ts';

const names: Names = {
  listing: () => ({ shop: 'mall-web', goods: 'tea' }),
  item: () => 'tea',
  warehouse: () => 'HZ01',
  shopOf: () => 'mall-mini',
  shipment: () => ({ shop: 'mall-mini', tid: 'T1' }),
};

const entry = (pool: JournalEntry['pool'], event: string, effect: string, rest: Partial<JournalEntry> = {}): JournalEntry => ({
  ...{ seq: 1, at: 0, actor: 'operator', pool, event, subject: 1, version: 3, quantity: '117', effect, signedAt: null, detail: '' },
  ...rest,
});
const moved = (effect: string, before: object, after: object, reason = '') =>
  entry('level', 'moved', effect, { detail: JSON.stringify({ warehouse: 1, kind: effect, reason, before, after }) });
const pushed = (effect: string, detail: string) => entry('order', 'push', effect, { detail });
const parcel = (part: number) =>
  entry('shipment', 'created', 'pending', {
    detail: JSON.stringify({ carrier_name: '中通快递', tracking_number: '78781234567890', part }),
  });

/** Cells for what is said, where a line has 80. */
const ROOM = 33;

const tell = (row: JournalEntry, language: Language = 'en') => {
  const told = tellingOf(row, names, speak(language));
  return told && `${told.who} ${told.mark} ${told.subject}: ${told.what}`;
};

describe('a row of the journal', () => {
  test.each<[string, JournalEntry, string | null]>([
    ['changed', entry('stock', 'changed', 'level'), 'mall-web · tea: to show 117, waits as v3'],
    ['acknowledged', entry('stock', 'success', 'cleared'), 'mall-web ✓ tea: shows 117, acknowledged v3'],
    ['overtaken', entry('stock', 'success', 'superseded'), 'mall-web ↷ tea: superseded: a newer version waits'],
    ['said again', entry('stock', 'success', 'repeated'), 'mall-web = tea: said again, changes nothing'],
    ['failed', entry('stock', 'fail', 'delayed', { detail: 'locked' }), 'mall-web ✗ tea: failed: locked'],
    ['of a stranger', entry('stock', 'success', 'unknown'), null],
    ['a parcel', parcel(0), 'ERP → T1: 中通快递 78781234567890 waits'],
    ['a part', parcel(1), 'ERP → T1: 中通快递 78781234567890, a part'],
    ['shipped', entry('shipment', 'success', 'done'), 'mall-mini ✓ T1: shipped in the shop, acknowledged'],
    ['given up', entry('shipment', 'fail', 'failed', { detail: 'closed' }), 'mall-mini ✗ T1: given up: closed'],
    ['replaced', entry('shipment', 'replaced', 'replaced'), 'ERP ↷ T1: replaced by a new record'],
    ['ordered', pushed('created', 'T1: toShip'), 'mall-mini + T1: ordered and paid'],
    ['ordered, unpaid', pushed('created', 'T1: unpaid'), 'mall-mini + T1: ordered, not paid yet'],
    ['paid', pushed('changed', 'T1: unpaid → toShip'), 'mall-mini + T1: is paid now'],
    ['never paid', pushed('changed', 'T1: unpaid → closed'), 'mall-mini + T1: closed: never paid'],
    ['given back', pushed('changed', 'T1'), 'mall-mini + T1: one line given back, refunded'],
    ['the same again', pushed('unchanged', 'T1'), null],
    ['merged', entry('order', 'merge', 'merged', { detail: 'T1: trade 5 into 4' }), 'ERP → T1: goes with trade 4'],
    ['left', entry('order', 'ship', 'shipped', { detail: 'T1: trade 4, a × 1, SF SF1' }), 'ERP → T1: left as trade 4'],
    ['corrected', entry('order', 'ship', 'corrected', { detail: 'T1: trade 4, SF SF2' }), 'ERP → T1: trade 4: number corrected'],
    ['reserved', moved('order', { order_num: '1' }, { order_num: '3' }), 'ERP → tea: 2 reserved in HZ01'],
    ['approved: reserved as before', moved('order', { order_num: '2', sending_num: '0' }, { order_num: '0', sending_num: '2' }), null],
    ['released', moved('order', { unpay_num: '2' }, { unpay_num: '1' }), 'ERP → tea: 1 free again in HZ01'],
    [
      'taken',
      moved('ship', { stock_num: '120', sending_num: '3' }, { stock_num: '117', sending_num: '0' }),
      'ERP → tea: 3 left HZ01, 117 remain',
    ],
    ['delivered', moved('adjust', { stock_num: '100' }, { stock_num: '117' }, 'delivery'), 'ERP → tea: HZ01 +17, now 117: delivery'],
    ['sold', moved('adjust', { stock_num: '118' }, { stock_num: '117' }, 'counter'), 'ERP → tea: HZ01 −1, now 117: counter'],
    ['counted', moved('count', { stock_num: '119' }, { stock_num: '117' }), 'ERP → tea: HZ01 counted: 119 → 117'],
    [
      'counted as booked',
      entry('level', 'count', 'unchanged', { detail: JSON.stringify({ warehouse: 1 }) }),
      'ERP → tea: HZ01 counted: 117, as booked',
    ],
  ])('%s', (_, row, line) => {
    expect(tell(row)).toBe(line);
    if (line === null) return;
    expect(tell(row, 'zh')).not.toMatch(/undefined|[{}]/);
    for (const language of ['en', 'zh'] as const)
      expect(widthOf(tellingOf(row, names, speak(language))?.what ?? '')).toBeLessThanOrEqual(ROOM);
  });

  test.each(['en', 'zh'] as const)('in %s every trouble of a shop fits into its line', (language) => {
    const say = speak(language);
    for (const word of ['failed', 'leftOut', 'givenUp'] as const) {
      for (const reason of ['locked', 'notYet', 'held', 'refunded'] as const)
        expect(widthOf(say(word, { reason: say(reason) }))).toBeLessThanOrEqual(ROOM);
    }
  });
});

test('a pretend shop holds its second order back once, and takes the parcel when it is queued again', () => {
  const never = { next: () => 0, int: () => 0, pick: <T>(list: readonly T[]) => list[0] as T, chance: () => false };
  const shop = new PretendShop('mall-web', never, speak('en'));
  shop.ship('T1', '', 'SF1');
  expect(() => shop.ship('T2', '', 'SF2')).toThrow('held by after-sales');
  shop.ship('T2', '', 'SF2');
  shop.ship('T3', '', 'SF3');
});

test.each([
  [80, 'en'],
  [140, 'zh'],
] as const)('on %i cells the words of all lines begin in one column, and names are cut, not words', async (columns, language) => {
  const lines: string[] = [];
  const none = { readChanges: async () => ({ rows: [], last: 0 }), listWarehouses: async () => ({ total: null, rows: [] }) };
  const engine = { ...none, listListings: async () => ({ rows: [], next: null }) };
  const story = await Story.begin({ engine: engine as never, language, write: (line) => lines.push(line) });
  const before = process.stdout.columns;
  process.stdout.columns = columns;
  try {
    story.tell({ who: 'ERP', mark: '→', subject: '栖棉 60支长绒棉四件套 云灰·1.5m床', what: 'WORDS and more' });
    story.tell({ who: 'mall-mini', mark: '✓', subject: 'T1', what: 'WORDS', color: 'green' });
  } finally {
    process.stdout.columns = before;
  }
  // Without their colours.
  const plain = lines.map((line) => line.replace(/\u001b\[\d+m/g, ''));
  const [first, second] = plain.map((line) => widthOf(line.slice(0, line.indexOf('WORDS'))));
  expect(first).toBe(second);
  for (const line of plain) expect(widthOf(line)).toBeLessThanOrEqual(columns);
});
