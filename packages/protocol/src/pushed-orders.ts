import type { OrderRefusal, OrderResult, PushedOrder } from '@tongbu/model';

/** Why a pushed order was refused, in the words both editions answer with. */
export function orderText({ reason, detail }: OrderResult): string {
  if (reason === 'unreadable') return detail;
  const words = WORDS[reason];
  return detail === '' ? words : `${words}: ${detail}`;
}

const WORDS: Record<Exclude<OrderRefusal, 'unreadable'> | '', string> = {
  '': '',
  repeated: '本次请求中单号重复',
  elsewhere: '单号已被使用',
  altered: '子订单不可删除，发货后不可增加，数量和单价不可修改',
  ended: '原始单已完成或已关闭，不可更新',
  warehouse: '仓库不存在',
  empty: '子订单不能为空',
  tooMany: '子订单过多，最多200条',
  count: '子订单数量非法',
  amount: '金额不正确',
  others: '同批的其他原始单有误，整批未处理',
};

/** An order that cannot be taken as it was written: it changes nothing, and is journalled and answered. */
export function refusedOrder(tid: string, refused: string): PushedOrder {
  const receiver = { name: '', mobile: '', telno: '', area: '', address: '', zip: '' };
  return {
    tid,
    state: 'unpaid',
    payment: 'unpaid',
    deliveryTerm: 1,
    tradeAt: null,
    paidAt: null,
    endedAt: null,
    buyerNick: '',
    receiver,
    receivable: '0',
    postage: '0',
    codAmount: '0',
    warehouseNo: '',
    carrierType: -1,
    buyerMessage: '',
    remark: '',
    sealed: false,
    subOrders: [],
    refused,
  };
}
