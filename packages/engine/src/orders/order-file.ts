import type { OrderState, Payment, PushedOrder, PushedSubOrder, RefundState } from '@tongbu/model';
import { CellError, type Column, flag, optionalText, quantity, text, time, whole, withFallback } from '../import/column.ts';
import { kind, type ResolveContext } from '../import/kind.ts';
import { statement } from '../store/database.ts';
import { judge, type Shop } from './judge.ts';
import { knownLines } from './known-lines.ts';
import { take } from './push.ts';
import { type Problem, problemText } from './update.ts';
import { type Who, workIn } from './work.ts';

const STATES: Record<number, OrderState> = {
  10: 'unpaid',
  20: 'balanceDue',
  30: 'toShip',
  40: 'partlyShipped',
  50: 'shipped',
  60: 'signed',
  70: 'finished',
  80: 'refunded',
  90: 'closed',
};
const PAYMENTS: Record<number, Payment> = { 0: 'unpaid', 1: 'partly', 2: 'paid' };
const REFUNDS: Record<number, RefundState> = {
  0: 'none',
  1: 'cancelled',
  2: 'requested',
  3: 'awaitingReturn',
  4: 'awaitingReceipt',
  5: 'refunded',
  6: 'closed',
};

/** What a page calls each of them in Chinese, in the order of their numbers. */
const STATES_ZH = ['未付款', '待付尾款', '待发货', '部分发货', '已发货', '已签收', '已完成', '已退款', '已关闭'];
const PAYMENTS_ZH = ['未付款', '部分付款', '已付款'];
const REFUNDS_ZH = ['无退款', '取消退款', '申请退款', '待退货', '待收货', '已退款', '已关闭'];

/** Orders: one row for each sub-order. What belongs to the order is read from its first row; sub-orders a file leaves out stay as they are. */
export const orders = kind({
  name: 'orders',
  summary: {
    en: 'Orders of the shops, one row for each sub-order; they reserve stock. The first row of an order says what belongs to the order; sub-orders that a file leaves out stay as they are.',
    zh: '原始单：每行一个子订单，按状态占用库存；订单级字段以该订单的第一行为准；文件中未列出的子订单不变。',
  },
  columns: {
    shop_no: text(20),
    tid: text(40),
    oid: text(40),
    trade_status: oneOf(STATES, STATES_ZH, 'toShip'),
    pay_status: oneOf(PAYMENTS, PAYMENTS_ZH, 'paid'),
    delivery_term: whole(1, 3, 1),
    trade_time: time(),
    pay_time: time(),
    buyer_nick: optionalText(100),
    receiver_name: optionalText(100),
    receiver_area: optionalText(40),
    receiver_address: optionalText(256),
    receiver_mobile: optionalText(40),
    receivable: quantity(),
    post_amount: quantity(),
    cod_amount: quantity(),
    warehouse_no: optionalText(40),
    is_sealed: flag(false),
    buyer_message: optionalText(1024),
    remark: optionalText(1024),
    status: oneOf(STATES, STATES_ZH, undefined),
    refund_status: oneOf(REFUNDS, REFUNDS_ZH, 'none'),
    goods_id: optionalText(40),
    spec_id: optionalText(40),
    goods_no: optionalText(40),
    spec_no: optionalText(40),
    goods_name: optionalText(255),
    spec_name: optionalText(100),
    num: quantity(),
    price: quantity(),
    adjust_amount: quantity(),
    discount: quantity(),
    share_discount: quantity(),
  },
  pool: 'stock',
  claim: ({ tid, oid }) => ({ group: `${tid}\n${oid}`, members: null }),
  async resolve(context, rows) {
    const shops = await findShops(context, rows);
    const problems = new Map<Row, CellError>();
    for (const row of rows)
      if (!shops.has(row.shop_no)) problems.set(row, new CellError('shop_no', row.shop_no, 'is no shop; import shops first'));
    for (const [shopNo, shop] of shops) {
      const found = await grouped(
        context,
        rows.filter((row) => row.shop_no === shopNo),
      );
      const work = { ...context, sheets: { orders: new Map(), trades: new Map() } };
      const { verdicts } = await judge(
        work,
        shop,
        found.map(({ order }) => order),
        false,
      );
      for (const [place, verdict] of verdicts.entries()) {
        if ('order' in verdict) continue;
        for (const row of found[place]?.rows ?? []) problems.set(row, cellError(row, verdict));
      }
    }
    return rows.map((row) => problems.get(row) ?? (shops.get(row.shop_no) as Shop));
  },
  async write(context, rows) {
    const { session, seller, actor, now } = context;
    const who: Who = { seller, actor, now };
    let changed = 0;
    for (const shop of new Set(rows.map(({ resolved }) => resolved))) {
      const found = await grouped(
        context,
        rows.filter(({ resolved }) => resolved === shop).map(({ row }) => row),
      );
      const results = await workIn(session, who, (work) =>
        take(
          work,
          shop,
          found.map(({ order }) => order),
          { whole: false, checkAmounts: false },
        ),
      );
      for (const [place, { effect, reason, detail }] of results.entries()) {
        const { rows } = found[place] as Found;
        if (effect === 'refused') throw cellError(rows[0] as Row, { reason: reason as Problem['reason'], detail });
        if (effect !== 'unchanged') changed += rows.length;
      }
    }
    return changed;
  },
});

interface Row {
  shop_no: string;
  tid: string;
  oid: string;
  trade_status: OrderState;
  pay_status: Payment;
  delivery_term: number;
  trade_time: number | undefined;
  pay_time: number | undefined;
  buyer_nick: string;
  receiver_name: string;
  receiver_area: string;
  receiver_address: string;
  receiver_mobile: string;
  receivable: string | undefined;
  post_amount: string | undefined;
  cod_amount: string | undefined;
  warehouse_no: string;
  is_sealed: boolean;
  buyer_message: string;
  remark: string;
  status: OrderState | undefined;
  refund_status: RefundState;
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
  num: string | undefined;
  price: string | undefined;
  adjust_amount: string | undefined;
  discount: string | undefined;
  share_discount: string | undefined;
}

interface Found {
  order: PushedOrder;
  rows: Row[];
}

/** Rows by order, in the order of the file; known sub-orders that no row names are added as they are. */
async function grouped(context: Pick<ResolveContext, 'session' | 'seller'>, rows: Row[]): Promise<Found[]> {
  const byTid = new Map<string, Row[]>();
  for (const row of rows) byTid.set(row.tid, [...(byTid.get(row.tid) ?? []), row]);
  const found: Found[] = [];
  for (const [tid, own] of byTid) {
    const known = await knownLines(context, tid);
    const named = own.map(lineOf);
    const rest = known.filter(({ oid }) => !named.some((line) => line.oid === oid));
    found.push({ order: { ...orderOf(own[0] as Row), subOrders: [...named, ...rest] }, rows: own });
  }
  return found;
}

function orderOf(row: Row): PushedOrder {
  return {
    tid: row.tid,
    state: row.trade_status,
    payment: row.pay_status,
    deliveryTerm: row.delivery_term,
    tradeAt: row.trade_time ?? null,
    paidAt: row.pay_time ?? null,
    endedAt: null,
    buyerNick: row.buyer_nick,
    receiver: {
      name: row.receiver_name,
      mobile: row.receiver_mobile,
      telno: '',
      area: row.receiver_area,
      address: row.receiver_address,
      zip: '',
    },
    receivable: row.receivable ?? '0',
    postage: row.post_amount ?? '0',
    codAmount: row.cod_amount ?? '0',
    warehouseNo: row.warehouse_no,
    carrierType: -1,
    buyerMessage: row.buyer_message,
    remark: row.remark,
    sealed: row.is_sealed,
    subOrders: [],
  };
}

function lineOf(row: Row): PushedSubOrder {
  return {
    oid: row.oid,
    state: row.status ?? row.trade_status,
    refund: row.refund_status,
    kind: 0,
    goodsId: row.goods_id,
    specId: row.spec_id,
    goodsNo: row.goods_no,
    specNo: row.spec_no,
    goodsName: row.goods_name,
    specName: row.spec_name,
    count: row.num ?? '1',
    price: row.price ?? '0',
    adjustAmount: row.adjust_amount ?? '0',
    discount: row.discount ?? '0',
    shareDiscount: row.share_discount ?? '0',
    remark: '',
  };
}

/** The column that a problem is about. */
function cellError(row: Row, problem: Problem): CellError {
  if (problem.reason === 'warehouse') return new CellError('warehouse_no', row.warehouse_no, 'is no warehouse; import warehouses first');
  if (problem.reason === 'count') return new CellError('num', row.num ?? '', problemText(problem));
  return new CellError('tid', row.tid, problemText(problem));
}

async function findShops({ session, seller }: ResolveContext, rows: Row[]): Promise<ReadonlyMap<string, Shop>> {
  const names = JSON.stringify([...new Set(rows.map(({ shop_no }) => shop_no))].map((name) => [name]));
  const found = await session.query<Shop & { shop_no: string }>(shopsNamed, { seller, names });
  return new Map(found.map((row) => [row.shop_no, { shop: row.shop, warehouse: row.warehouse }]));
}

/** One of the wire's numbers, read as its word. */
function oneOf<W extends string, F extends W | undefined>(words: Record<number, W>, chinese: string[], fallback: F): Column<W | F> {
  const numbers = Object.keys(words);
  const usual = numbers.find((number) => words[Number(number)] === fallback);
  const list = {
    en: numbers.map((number) => `${number} ${words[Number(number)]}`).join(', '),
    zh: numbers.map((number, index) => `${number} ${chinese[index]}`).join('、'),
  };
  return {
    required: false,
    note: usual ? withFallback(list, usual) : { en: `${list.en}; as trade_status when empty`, zh: `${list.zh}；留空同 trade_status` },
    read(cell, name) {
      if (cell === '') return fallback;
      const word = Object.hasOwn(words, cell) ? words[Number(cell)] : undefined;
      if (word === undefined) throw new CellError(name, cell, `is none of ${numbers.join(', ')}`);
      return word;
    },
  };
}

const shopsNamed = statement(`
  select s.shop_no, s.shop_id as shop, s.warehouse_id as warehouse from each(:names) e cross join shops s
  where s.seller = :seller and s.shop_no = e.value->>0`);
