/** Calls that can be read, made from the definitions of both editions. */
import { enterprise, type FieldDoc, flagship, type Method } from '@tongbu/protocol';
import type { Random } from './random.ts';
import { Members, type Value } from './value.ts';

/** An interface of an edition. */
export interface Interface {
  edition: 'flagship' | 'enterprise';
  method: Method;
}

/** Every interface of both editions, as the server defines them. */
export const interfaces: Interface[] = [
  ...Object.values(flagship.methods).map((method) => ({ edition: 'flagship' as const, method: method as Method })),
  ...Object.values(enterprise.methods).map((method) => ({ edition: 'enterprise' as const, method: method as Method })),
];

/** What is asked of an interface: its arguments by name, in the order of the definition. */
export type Arguments = [name: string, value: Value][];

/** How much there is to name: numbers of records run from 1 to somewhat beyond these. */
export interface Extent {
  listings: number;
  shipments: number;
}

/** Arguments that can be read; most name records and versions that exist. */
export function validArguments(random: Random, { method }: Interface, extent: Extent): Arguments {
  const made: Arguments = [];
  for (const [name, field] of Object.entries(method.request)) {
    const isLeftOut = !field.doc.required && random.chance(0.3);
    if (!isLeftOut || method.paged) made.push([name, isLeftOut ? null : valueFor(random, name, field.doc, extent)]);
  }
  return made;
}

/** The name of the shop, the seller's own number of it, an order, a sub-order, a reason. */
const TEXTS: Record<string, readonly string[]> = {
  shop_no: ['S1', 'S2', 'S1', 'S3', ''],
  tid: ['T1', 'T2', 'T7', '订单-无'],
  oids: ['', 'a,b', '!!!!:2024-01-01 00:00:00', '!!!!'],
  logistics_no: ['ZT1', 'ZT2', ''],
  warehouse_no: ['W1', 'W1', 'W9', ''],
  spec_no: ['A1', 'A2', 'none', ''],
  goods_id: ['G1', 'G2', 'g', ''],
  new_num: ['12', '12.5000', '-1', 'x'],
};

const WORDS = ['', 'ok', '同步成功', '商城忙，请稍后', 'a & b = c + d', '100%', '"quoted"', 'line\nbreak', '🧧'];

function valueFor(random: Random, name: string, doc: FieldDoc, extent: Extent): Value {
  if (doc.members) return elementsOf(random, name, doc, extent);
  if (doc.values) return inEitherForm(random, String(random.pick(Object.values(doc.values))));
  if (doc.type === 'Boolean') return random.pick<Value>([true, false, 1, 0, '1', '0', 'true']);
  if (doc.type.startsWith('Decimal')) return random.pick<Value>(['12', 12.5, '100.0000', 0, '0.0001', 999, '-3']);
  if (doc.type === 'DateTime')
    return random.pick<Value>(['2026-01-01 00:00:00', '2026-01-20 00:00:00', '0000-00-00 00:00:00', '', '2026/01/01']);
  if (doc.type === 'String') return random.pick(TEXTS[name] ?? WORDS);
  return inEitherForm(random, String(numberOf(random, name, extent)));
}

/** Lists that may be longer than a push takes, by name. */
const MANY: Record<string, number> = { rawTradeList: 101, trade_list: 51 };

function elementsOf(random: Random, name: string, { type, members = {} }: FieldDoc, extent: Extent): Value {
  const element = () => {
    const fields = Object.entries(members).filter(([, { doc }]) => doc.required || random.chance(0.7));
    return new Members(fields.map(([name, { doc }]) => [name, valueFor(random, name, doc, extent)]));
  };
  if (!type.includes('List')) return element();
  const many = MANY[name];
  const length = many && random.chance(0.1) ? many : random.pick([0, 1, 1, 1, 2, 3, 5]);
  return Array.from({ length }, element);
}

/** Some clients send numbers, others their text. */
function inEitherForm(random: Random, digits: string): Value {
  return random.chance(0.5) ? digits : Number(digits);
}

function numberOf(random: Random, name: string, { listings, shipments }: Extent): number {
  if (/count$|Count$/.test(name)) return random.pick([1, 1, 1, 2, 2, 3, 4, 5, 8, -1, 0, 1_000_000]);
  if (name === 'sync_id') return random.int(1, shipments + 3);
  if (name === 'rec_id') return random.int(1, random.chance(0.5) ? listings + 3 : shipments + 3);
  if (/oodsId|goods_id/.test(name)) return random.int(1, listings + 3);
  if (name === 'limit') return random.pick([1, 10, 100, 0, 5000]);
  return random.int(0, 20);
}
