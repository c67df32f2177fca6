/** What the made-up buyers order, and what becomes of it. The same on every run. */
import type { ImportRecord } from '@tongbu/engine';
import { type Random, seededRandom } from './random.ts';
import { type DemoFiles, demoFiles, MINI, WAREHOUSE_OF, WEB } from './seed.ts';

/** A line (子订单) of an order: some pieces of one item. */
export interface DemoLine {
  /** Number of the sub-order, unique among all orders. */
  oid: string;
  /** Merchant code of an item that the order's shop has on sale. */
  specNo: string;
  /** Pieces, 1 to 3. */
  num: number;
  /** What one costs, in yuan. */
  price: string;
}

/** Somebody who orders. */
export interface Buyer {
  nick: string;
  name: string;
  mobile: string;
  area: readonly [province: string, city: string, district: string];
  address: string;
}

/** An order as a mall numbers it. */
export interface DemoOrder {
  shopNo: string;
  /** Unique among all orders, and later orders have greater ones within a shop. */
  tid: string;
  buyer: Buyer;
  /** One to four, each of another item. */
  lines: DemoLine[];
  /** What the buyer does: pays at once, later or never, or pays and gives the last line back; of two orders at once, this is the second. */
  course: 'paid' | 'paid later' | 'never paid' | 'partly refunded' | 'second at once';
}

/** Pieces free in a shop's warehouse: more than all the demo's orders together want of one item. */
const ENOUGH = 20;

const BUYERS: readonly Buyer[] = [
  { nick: '云中鹤', name: '何静', mobile: '13800000001', area: ['浙江省', '杭州市', '滨江区'], address: '江南大道88号' },
  { nick: '小满的客人', name: '林晓', mobile: '13800000002', area: ['广东省', '广州市', '天河区'], address: '体育东路12号' },
  { nick: 'wx_8812', name: '周洋', mobile: '13800000003', area: ['上海市', '上海市', '长宁区'], address: '愚园路200号' },
  { nick: '山里人家', name: '吴桐', mobile: '13800000004', area: ['四川省', '成都市', '武侯区'], address: '科华北路65号' },
  { nick: '听雨', name: '苏晴', mobile: '13800000005', area: ['江苏省', '苏州市', '姑苏区'], address: '平江路31号' },
  { nick: '北方有佳木', name: '郑北', mobile: '13800000006', area: ['北京市', '北京市', '海淀区'], address: '成府路45号' },
  { nick: '半糖', name: '陈可', mobile: '13800000007', area: ['湖北省', '武汉市', '洪山区'], address: '珞喻路129号' },
];

/** What the orders of a shop become, one after another, and then again from the first. */
const COURSES: readonly DemoOrder['course'][] = ['paid', 'paid later', 'partly refunded', 'paid', 'second at once', 'paid', 'never paid'];

/** 100 orders from the first minutes of 11 November on, over both shops, in order of time; there is stock for all of them. */
export function demoOrders(): DemoOrder[] {
  const random = seededRandom(4);
  const files = demoFiles();
  const onSale = { [WEB]: codesOnSale(files, WEB), [MINI]: codesOnSale(files, MINI) };
  const lastOf = new Map<string, { count: number; buyer: Buyer }>();
  let second = 0;
  return Array.from({ length: 100 }, () => {
    second += random.int(20, 600);
    const shopNo = random.chance(0.6) ? WEB : MINI;
    const tid = orderNumber(shopNo, second, random);
    const { count = 0, buyer: before = BUYERS[0] as Buyer } = lastOf.get(shopNo) ?? {};
    const course = COURSES[count % COURSES.length] as DemoOrder['course'];
    const buyer = course === 'second at once' ? before : (BUYERS[(BUYERS.indexOf(before) + random.int(1, 6)) % BUYERS.length] as Buyer);
    lastOf.set(shopNo, { count: count + 1, buyer });
    const codes = someOf(onSale[shopNo] as string[], random.pick(course === 'partly refunded' ? [2, 3] : [1, 1, 1, 2, 2, 3, 4]), random);
    const lines = codes.map((specNo, index) => ({
      ...{ oid: lineNumber(shopNo, tid, index + 1), specNo, num: random.pick([1, 1, 1, 2, 3]) },
      price: `${random.int(9, 129)}.9`,
    }));
    return { shopNo, tid, buyer, lines, course };
  });
}

/**
 * The orders of one shop without an end: after the last of the {@link demoOrders} the same buyers order the same again, under
 * numbers of a new round.
 *
 * @returns the n-th order of the shop, from 0
 */
export function ordersOf(shopNo: string): (n: number) => DemoOrder {
  const orders = demoOrders().filter((order) => order.shopNo === shopNo);
  return (n) => {
    const order = orders[n % orders.length] as DemoOrder;
    const round = Math.floor(n / orders.length);
    if (round === 0) return order;
    const again = (number: string) => `${number}-${round + 1}`;
    return { ...order, tid: again(order.tid), lines: order.lines.map((line) => ({ ...line, oid: again(line.oid) })) };
  };
}

/** What an order may name: on sale, known to the ERP, and enough of it free in the shop's warehouse. */
function codesOnSale({ levels, listings }: DemoFiles, shopNo: string): string[] {
  const isEnough = (level: ImportRecord) =>
    level['warehouse_no'] === WAREHOUSE_OF[shopNo] &&
    Number(level['stock_num']) - Number(level['order_num']) - Number(level['sending_num']) >= ENOUGH;
  const inStock = new Set(levels.filter(isEnough).map(({ spec_no }) => spec_no));
  const onSale = listings.filter(({ shop_no, status }) => shop_no === shopNo && status === '1');
  return onSale.map(({ spec_no, goods_no }) => (spec_no || goods_no) as string).filter((code) => inStock.has(code));
}

/** Different members of a list, in the order drawn. */
function someOf(list: readonly string[], count: number, random: Random): string[] {
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(random.pick(list));
  return [...chosen];
}

/** The website writes the second of the order into its number, the mini program counts within the day. */
function orderNumber(shopNo: string, second: number, random: Random): string {
  const ending = String(random.int(0, 9999)).padStart(4, '0');
  if (shopNo === MINI) return `M20261111${String(second).padStart(6, '0')}${ending}`;
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return `20261111${clock.map((part) => String(part).padStart(2, '0')).join('')}${ending}`;
}

function lineNumber(shopNo: string, tid: string, line: number): string {
  return shopNo === MINI ? `${tid}-${line}` : `${tid}0${line}`;
}
