import type { Entry } from './entry.ts';

/** A text that names one record of a call that succeeded; `…` stands for what differs. */
export interface RecordText extends Entry {
  text: string;
}

const text = (message: string, en: Entry['en'], zh: Entry['zh']): RecordText => ({ text: message, en, zh });

const UNREADABLE: [Entry['en'], Entry['zh']] = [
  [
    'A field of this record is missing or cannot be read; the others of the call were taken.',
    'Correct the field that the text names, and send the record again.',
  ],
  ['该记录的某个字段缺失或无法读取；同一次请求的其他记录已处理。', '更正文字中的字段，只重发这一条。'],
];

/** Texts of single records, as the sources write them; a test looks for every one that a source has. */
export const RECORDS: RecordText[] = [
  text(
    '记录不存在',
    [
      'The seller has no record of this number, or the key may not see its shop.',
      'Send numbers that a pull gave to this key; those from before a restore, or of another server, mean nothing.',
    ],
    ['该卖家没有这个编号的记录，或该账号看不到它的店铺。', '只回写拉取到的编号；恢复之前的或其他服务器的编号无效。'],
  ),
  text(
    '非待同步状态,不可更新',
    [
      'The shipment was settled before: done, cancelled, or replaced by a correction.',
      'Nothing to do. What replaced it has a number of its own, and is pulled.',
    ],
    ['该物流记录已有结果：已完成、已取消，或已被更正的记录取代。', '无需处理；取代它的记录有新的编号，会另行拉取到。'],
  ),
  text(
    '商家编码不存在、已删除或无法读取，或仓库中没有库存记录',
    ['An item of a stocktake is unknown, deleted, or has no level in the warehouse.', 'Correct the code; import the item, or its level.'],
    ['盘点中的单品不存在、已删除，或在该仓库没有库存记录。', '更正编码，或导入该单品及其库存。'],
  ),
  text('…缺失或无效', ...UNREADABLE),
  text(
    '同步结果状态为空!',
    ['A result has no `status`; the shipment stays waiting.', 'Send 0 done, 2 failed, or -100 to be offered again later.'],
    ['回写没有 `status`，该记录仍在等待。', '发送 0（成功）、2（失败）或 -100（稍后再试）。'],
  ),
  text(
    '…错误: … (sync_id: …)',
    [
      'A field of a result cannot be read (`同步结果状态` is `status`, with another value than it may have); the shipment stays waiting.',
      '`status` is 0 done, 2 failed, or -100 to be offered again later; other fields as they were pulled.',
    ],
    [
      '回写的某个字段无法读取（「同步结果状态」即 `status` 的值无效），该记录仍在等待。',
      '`status` 取 0（成功）、2（失败）或 -100（稍后再试），其余字段按拉取到的原样带回。',
    ],
  ),
  text(
    '物流同步id为空!',
    ['A result names no shipment.', 'Send `sync_id` as it was pulled.'],
    ['回写没有带物流同步编号。', '把拉取到的 `sync_id` 原样带上。'],
  ),
  text(
    '物流同步id错误: …',
    ['`sync_id` is no number.', 'Send it as it was pulled.'],
    ['`sync_id` 不是数值。', '把拉取到的 `sync_id` 原样带上。'],
  ),
  text(
    '物流同步记录不存在: …',
    ['The seller has no shipment of this number, or the key may not see its shop.', 'Send numbers that a pull gave to this key.'],
    ['该卖家没有这个编号的物流记录，或该账号看不到它的店铺。', '只回写该账号拉取到的编号。'],
  ),
  text(
    '获取子订单号失败',
    ['The shipment exists no more, is another shop’s, or its sub-orders are no longer kept.', 'Pull the list again.'],
    ['物流记录已不存在、属于其他店铺，或子订单列表已不保留。', '重新拉取列表。'],
  ),
  text('本次请求中单号重复', ['An order stands twice in one push.', 'Send it once.'], ['同一次推送中订单重复。', '每个订单只发一次。']),
  text(
    '单号已被使用',
    [
      'The number of the order, or of a sub-order, belongs to another order of the seller.',
      'Numbers are unique for a seller over all shops.',
    ],
    ['订单号或子订单号已属于该卖家的其他订单。', '单号在同一卖家的所有店铺内必须唯一。'],
  ),
  text(
    '子订单不可删除，发货后不可增加，数量和单价不可修改',
    [
      'A push leaves out a sub-order, adds one after something left, or changes pieces or price.',
      'Send the order as it was, with its new state; what changed otherwise is a refund or a new order.',
    ],
    ['推送删掉了子订单、在发货后新增子订单，或修改了数量、单价。', '按原样推送订单及新状态；其他变化用退款或新订单表达。'],
  ),
  text('原始单已完成或已关闭，不可更新', ['The order has ended.', 'Nothing to do.'], ['订单已完成或已关闭。', '无需处理。']),
  text(
    '仓库不存在',
    ['The order names a warehouse that the seller does not have.', 'Leave it out, or import the warehouse.'],
    ['订单指定的仓库不存在。', '去掉该字段，或导入仓库。'],
  ),
  text('子订单不能为空', ['The order has no sub-order.', 'Send at least one.'], ['订单没有子订单。', '至少发送一个。']),
  text(
    '子订单过多，最多200条',
    ['An order has more than 200 sub-orders.', 'Divide it.'],
    ['一个订单的子订单超过 200 条。', '请拆成多个订单。'],
  ),
  text(
    '子订单数量非法',
    ['A sub-order counts no pieces, or fewer than none.', 'Send a number above 0.'],
    ['子订单数量为 0 或负数。', '发送大于 0 的数量。'],
  ),
  text(
    '金额不正确',
    [
      'The amounts of the order do not come to what is to be paid.',
      'Compare `receivable` or `paid` with the sum of the sub-orders, discounts and postage.',
    ],
    ['订单金额与应收不符。', '核对应收与子订单、优惠、邮费之和。'],
  ),
  text(
    '已付金额不正确 paid',
    ['The amounts of the order do not come to `paid`.', 'Compare it with the sum of the sub-orders, discounts and postage.'],
    ['订单金额与 `paid` 不符。', '核对 `paid` 与子订单、优惠、邮费之和。'],
  ),
  text(
    '同批的其他原始单有误，整批未处理',
    ['The call asked for all or none, and another order of it was refused.', 'Correct that one, and send all again.'],
    ['要求整批成功，而同批其他订单有误。', '更正有误的订单后整批重发。'],
  ),
  text(
    '子订单或优惠没有对应的原始单',
    ['A line names an order that is not in the push.', 'Send the order with it.'],
    ['子订单或优惠所属的订单不在本次推送中。', '与订单一起发送。'],
  ),
  text(
    '下单时间非法,原始单号为：…',
    [
      '`trade_time` cannot be read, or lies in the future.',
      'Send `yyyy-MM-dd HH:mm:ss` in Beijing time; let a time service keep the clock.',
    ],
    ['`trade_time` 无法读取或在未来。', '按 `yyyy-MM-dd HH:mm:ss`（北京时间）发送，并校准时钟。'],
  ),
  text(
    '昵称/收件人姓名/收件人地址/买家留言包含非法字符或为空,原始单号为：…',
    [
      'Buyer, recipient or address is empty, or one of them or the message holds control characters.',
      'Take control characters out; fill in what is empty.',
    ],
    ['买家、收件人或地址为空，或其中含控制字符。', '去除控制字符，补全为空的字段。'],
  ),
  text(
    '电话号码不能包含*',
    ['A telephone number is masked.', 'Send the whole number, or leave it out.'],
    ['电话号码是脱敏的。', '发送完整号码，或不发送。'],
  ),
  text('应收不能小于0', ['`paid` is below 0.', 'Send 0 or more.'], ['`paid` 小于 0。', '发送 0 或正数。']),
  text(
    '货到付款订单COD金额不能为0',
    ['An order to be paid on delivery says nothing of how much.', 'Send `cod_amount`.'],
    ['货到付款订单没有填写金额。', '发送 `cod_amount`。'],
  ),
  text(
    'COD金额cod_amount大于应收paid',
    ['More is to be collected than the order costs.', 'Correct `cod_amount` or `paid`.'],
    ['货到付款金额大于应收。', '更正 `cod_amount` 或 `paid`。'],
  ),
  text(
    '子订单…退款状态与子订单状态不一致',
    ['A sub-order is refunded by one field and not by the other.', 'Send `status` and `refund_status` alike.'],
    ['子订单的两个状态字段对是否退款说法不一。', '让 `status` 与 `refund_status` 一致。'],
  ),
  text(
    '第…条: …',
    ['A listing of a push was refused; the rest were taken.', 'The number is its place in the list, the text its reason.'],
    ['推送的某个货品被拒，其余已接收。', '编号为它在列表中的位置，其后是原因。'],
  ),
  text(
    'goods_id和spec_id不能同时为空',
    ['A pushed listing has neither id of the shop.', 'Send at least one.'],
    ['推送的货品两个平台编号都没有。', '至少发送一个。'],
  ),
  text('盘点数量不能小于0', ['A stocktake counts less than nothing.', 'Send 0 or more.'], ['盘点数量为负。', '发送 0 或正数。']),
];
