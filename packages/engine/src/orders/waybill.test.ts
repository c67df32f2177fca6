/** Which records arise, as a table: every case the documents know. */
import { describe, expect, test } from 'vitest';
import { type ShopSettings, type SubOrderToReport, type Waybill, waybillToReport } from './waybill.ts';

const OFF: ShopSettings = { split: false, reported: 'last', byQuantity: false };
const ON: ShopSettings = { ...OFF, split: true };
const MAIN: ShopSettings = { ...OFF, reported: 'main' };
const FIRST: ShopSettings = { ...OFF, reported: 'first' };
const BY_QUANTITY: ShopSettings = { ...ON, byQuantity: true };

const pieces = (count: number) => BigInt(Math.round(count * 10_000));

/** `a2` has 2 open pieces, `a-2` 2 shipped, `a~2` 2 given back; `!` marks one that has ended in the shop. */
function subOrdersIn(text: string): SubOrderToReport[] {
  return text.split(' ').map((word) => {
    const [, oid = '', rest = ''] = /^(\w)(.*)$/.exec(word) ?? [];
    const sum = (mark: string) =>
      pieces([...rest.matchAll(/([-~]?)([\d.]+)/g)].reduce((all, [, m, n]) => (m === mark ? all + Number(n) : all), 0));
    return { oid, ended: rest.includes('!'), open: sum(''), shipped: sum('-'), dropped: sum('~') };
  });
}

const leftIn = (text: string) =>
  new Map(text === '' ? [] : text.split(' ').map((word) => [word[0] as string, pieces(Number(word.slice(1)))] as const));

const shown = (waybill: Waybill | null) =>
  waybill && `${waybill.part ? 'part' : 'whole'} ${waybill.oids.join(',') || '*'}${waybill.count === null ? '' : ` × ${waybill.count}`}`;

/** What it is, the shop, the order after it, what left, what is reported, the record. */
const cases: [string, ShopSettings, string, string, string, string | null][] = [
  ['whole', OFF, 'a-1 b-2', 'a1 b2', '', 'whole *'],
  ['whole, split shipping on', ON, 'a-1 b-2', 'a1 b2', '', 'whole *'],
  ['split with the setting on: the first part', ON, 'a-1 b2', 'a1', '', 'part a'],
  ['split with the setting on: the last part', ON, 'a-1 b-2', 'b2', 'a', 'part b'],
  ['split with the setting off, last: nothing while something is open', OFF, 'a-1 b2', 'a1', '', null],
  ['split with the setting off, last: the last to leave', OFF, 'a-1 b-2', 'b2', '', 'whole *'],
  ['split with the setting off, first: the first to leave', FIRST, 'a1 b-2', 'b2', '', 'whole *'],
  ['split with the setting off, first: nothing more', FIRST, 'a-1 b-2', 'a1', 'ab', null],
  ['split with the setting off, main: not with another sub-order', MAIN, 'a1 b-2 c1', 'b2', '', null],
  ['split with the setting off, main: with the main one', MAIN, 'a-1 b-2 c1', 'a1', '', 'whole *'],
  ['split with the setting off, main: nothing more', MAIN, 'a-1 b-2 c-1', 'c1', 'abc', null],
  ['the main one was given back: the next is the main one', MAIN, 'a~1 b-2 c1', 'b2', '', 'whole b,c'],
  ['one sub-order over several parcels: the first is reported', ON, 'a1-1', 'a1', '', 'part a'],
  ['one sub-order over several parcels: the others are not', ON, 'a-2', 'a1', 'a', null],
  ['one sub-order over several parcels: what else is in them is', ON, 'a-2 b-1', 'a1 b1', 'a', 'part b'],
  ['quantity split: each part counts its pieces', BY_QUANTITY, 'a1.5-0.5', 'a0.5', '', 'part a × 0.5'],
  ['quantity split: the last part too', BY_QUANTITY, 'a-2', 'a1.5', 'a', 'part a × 1.5'],
  ['quantity split: pieces of several sub-orders are one sum', BY_QUANTITY, 'a1-1 b-2', 'a1 b2', '', 'part a,b × 3'],
  ['quantity split: not split, nothing is counted', BY_QUANTITY, 'a-2', 'a2', '', 'whole *'],
  ['partly refunded: the remaining sub-orders are listed', OFF, 'a-1 b~2 c-1', 'a1 c1', '', 'whole a,c'],
  ['partly refunded by quantity: they are listed, too', OFF, 'a-1~1 b-1', 'a1 b1', '', 'whole a,b'],
  ['ended sub-orders are left out', OFF, 'a-1! b-1', 'a1 b1', '', 'whole b'],
  ['ended sub-orders are left out of a part', ON, 'a-1! b-1 c1', 'a1 b1', '', 'part b'],
  ['all have ended: no record', OFF, 'a-1! b-1!', 'a1 b1', '', null],
  ['all of a part have ended: no record', ON, 'a-1! b1', 'a1', '', null],
  ['the rest was given back: the number put off is reported', OFF, 'a-1 b~2', '', '', 'whole a'],
  ['the rest was given back: what is reported is not again', OFF, 'a-1 b~2', '', 'a', null],
  ['the rest was given back, split shipping on: all was reported', ON, 'a-1 b~2', '', 'a', null],
  ['all was given back', OFF, 'a~1 b~2', '', '', null],
  ['reported by hand before', OFF, 'a-1 b-2', 'a1 b2', 'ab', null],
];

describe('which records arise', () => {
  test.each(cases)('%s', (_, settings, order, left, reported, wanted) => {
    const waybill = waybillToReport({
      settings,
      subOrders: subOrdersIn(order),
      left: leftIn(left),
      isReported: (oid) => reported.includes(oid),
    });
    expect(shown(waybill)).toBe(wanted);
  });
});
