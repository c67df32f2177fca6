import type { enterprise, flagship } from '@tongbu/protocol';
import type { Entries } from './entry.ts';

/** Every case in which a call is refused as a whole, in either edition. The compiler misses one that is not here. */
export const WIRE: Entries<keyof typeof flagship.refuse | keyof typeof enterprise.refuse> = {
  parameters: {
    en: [
      'A public parameter is missing, stands twice or is not one of the edition; a value has another form than it may have; the body is not one JSON array in UTF-8.',
      '`tongbu sign --explain --last` names it. Send exactly `sid`, `key`, `salt`, `method`, `v`, `timestamp`, `sign` and, for paged interfaces, `page_size`, `page_no`, `calc_total`.',
    ],
    zh: [
      '公共参数缺失、重复或不属于本版本；参数值格式不对；请求体不是 UTF-8 编码的一个 JSON 数组。',
      '`tongbu sign --explain --last` 会指出是哪一个。只发送 `sid`、`key`、`salt`、`method`、`v`、`timestamp`、`sign`，分页接口另加 `page_size`、`page_no`、`calc_total`。',
    ],
  },
  version: { en: ['`v` is not `1.0`.', 'Send `v=1.0`.'], zh: ['`v` 不是 `1.0`。', '发送 `v=1.0`。'] },
  timestampForm: {
    en: [
      'The timestamp is not a 32-bit number. Milliseconds look like this.',
      'Divide by 1000, and on the flagship edition subtract 1325347200.',
    ],
    zh: ['时间戳超出 32 位整数，多半是发送了毫秒。', '除以 1000；旗舰版还要减去 1325347200。'],
  },
  timestampWindow: {
    en: [
      'The timestamp is more than 120 s from the server’s clock: a clock is wrong, a request waited in a queue, or Unix time was sent where seconds since 2012 are meant.',
      'Let a time service keep both clocks; sign just before sending. `tongbu sign --explain --last` tells the difference, `tongbu doctor` the clocks of all clients.',
    ],
    zh: [
      '时间戳与服务器时钟相差超过 120 秒：某一端时钟不准、请求在队列里等了太久，或者误发了 Unix 时间（应为自 2012 年起的秒数）。',
      '两端都用时间同步服务校时，临发送前再签名。`tongbu sign --explain --last` 给出相差多少，`tongbu doctor` 列出各客户端的时钟偏差。',
    ],
  },
  timestamp: {
    en: [
      'The timestamp is missing, no number, or more than 5 minutes from the server’s clock.',
      'Send Unix seconds, ten digits, taken just before signing; let a time service keep both clocks.',
    ],
    zh: ['时间戳缺失、不是数值，或与服务器时钟相差超过 5 分钟。', '发送 10 位 Unix 秒，临签名前再取；两端都用时间同步服务校时。'],
  },
  unknownSeller: {
    en: [
      'No seller of this name is here.',
      '`tongbu seller list` shows them. To keep a `sid`, name the seller after it: `tongbu seller add <sid>`.',
    ],
    zh: ['没有这个卖家。', '`tongbu seller list` 列出全部卖家。想沿用原来的 `sid`，就以它命名：`tongbu seller add <sid>`。'],
  },
  unknownKey: {
    en: [
      'The seller has no such key in this edition. On the flagship edition a disabled one is answered alike.',
      '`tongbu key list` shows them with their editions; a key of one edition is none in the other.',
    ],
    zh: [
      '该卖家在本版本下没有这个接口账号；旗舰版已停用的账号也是同样的应答。',
      '`tongbu key list` 列出各账号及其版本；一个版本的账号不能用于另一个版本。',
    ],
  },
  disabledKey: {
    en: ['The key was disabled here.', 'Use another one, or add one: `tongbu key add`.'],
    zh: ['该接口账号已停用。', '换一个账号，或用 `tongbu key add` 新建。'],
  },
  signature: {
    en: [
      'The signature, or the salt, is not that of the key over what was received: a wrong secret, or a text that was signed and then changed.',
      '`tongbu sign --explain --last` signs wrongly in every way it knows and names the mistake ([refused signatures](refused-signatures.md)).',
    ],
    zh: [
      '签名或 salt 与该账号对所收到内容的计算结果不符：密钥不对，或者签名之后内容又变了。',
      '`tongbu sign --explain --last --lang zh-CN` 会按各种常见错法逐一重算，指出错在哪里（见[签名被拒](refused-signatures.zh-CN.md)）。',
    ],
  },
  address: {
    en: [
      'The request comes from an address that the key’s list does not hold. Behind a proxy that was not named, that is the proxy’s.',
      'Compare the address in the server’s log with the key’s list; name the proxy with `--proxy`.',
    ],
    zh: [
      '请求来源地址不在该账号的白名单里。前面有代理而没有声明时，看到的是代理的地址。',
      '对照服务日志里的地址和账号白名单；用 `--proxy` 声明代理。',
    ],
  },
  right: {
    en: [
      'The interface does not exist here, or the key may not call it, or may not see the shop.',
      '[docs/api](api/README.md) lists the interfaces; `tongbu key list` shows what a key may do.',
    ],
    zh: [
      '接口不存在，或该账号无权调用该接口、无权查看该店铺。',
      '接口清单见 [docs/api](api/README.md)；`tongbu key list` 列出账号的权限。',
    ],
  },
  callsPerMinute: {
    en: [
      'The key has made more calls within a minute than it may.',
      'Wait and repeat; read in larger pages. A key can have a limit of its own; `serve --limits` chooses the usual one.',
    ],
    zh: ['该账号一分钟内的调用次数超过限制。', '稍等再试，每次多取一些。账号可以单独设置限制；默认限制由 `serve --limits` 决定。'],
  },
  callsAtOnce: {
    en: ['The key has more calls in hand than it may.', 'Send fewer at once; a call counts until its answer has left.'],
    zh: ['该账号同时进行的调用超过限制。', '减少并发；一次调用到应答发出为止都计入。'],
  },
  unpaged: {
    en: [
      'A query that must be paged came without paging.',
      'Send `page_size`, `page_no` (from 0) and `calc_total` in the query string, and sign them.',
    ],
    zh: ['必须分页的查询没有带分页参数。', '在查询串里发送 `page_size`、`page_no`（从 0 开始）、`calc_total`，并参与签名。'],
  },
  pageSize: {
    en: [
      'A page is larger than it may be, or no number. It is not cut silently: a client that stops at a short page would lose rows.',
      'Ask for as many as the message, or the interface’s page in [docs/api](api/README.md), allows.',
    ],
    zh: [
      '每页条数超过上限或不是正整数。不会悄悄截短，否则遇短页即停的客户端会漏数据。',
      '按报错或 [docs/api](api/README.md) 中该接口的上限填写。',
    ],
  },
  argumentCount: {
    en: [
      'The body’s array has more or fewer elements than the interface has arguments.',
      'Send one array of the arguments in order; `tongbu call <interface>` takes them by name and shows the form.',
    ],
    zh: ['请求体数组的元素个数与接口参数个数不符。', '按顺序把各参数放进一个数组；`tongbu call <接口>` 可按名称传参并给出写法。'],
  },
  argumentType: {
    en: [
      'An argument is of another kind than it is to be, such as a text for a list.',
      'Compare with the interface’s page; the example there can be sent as it stands.',
    ],
    zh: ['某个参数的类型不对，例如该给列表却给了字符串。', '对照该接口的文档，其中的示例可以原样发送。'],
  },
  missing: {
    en: ['A field that is required was not sent, is `null`, or is empty.', 'The message names it; send it.'],
    zh: ['必填字段没有发送、为 `null` 或为空。', '报错中有字段名，请补上。'],
  },
  empty: {
    en: [
      'A result names no version, and such a result acknowledges nothing.',
      'Send `stock_change_count` as `calcStock` gave it, with every result.',
    ],
    zh: ['回写没有带版本号，这样的回写不能确认任何变动。', '每次回写都把 `calcStock` 给出的 `stock_change_count` 原样带上。'],
  },
  tooLong: {
    en: ['A text is longer than the vendor’s column.', 'Cut it; lengths count characters and stand on the interface’s page.'],
    zh: ['文本超过字段长度。', '请截短；长度按字符计，见该接口的文档。'],
  },
  outOfRange: {
    en: [
      'A number has more digits than the field takes.',
      'At most 15 digits before and 4 after the point; ids and counts below 2³¹ where they are the wire’s own.',
    ],
    zh: ['数值的位数超过字段范围。', '整数部分最多 15 位、小数最多 4 位；接口自己的编号和计数小于 2³¹。'],
  },
  date: {
    en: [
      'A time has another form than `yyyy-MM-dd HH:mm:ss`, or is no day that exists.',
      'Write it so, in Beijing time, with hyphens and two digits each.',
    ],
    zh: ['时间不是 `yyyy-MM-dd HH:mm:ss` 格式，或日期不存在。', '按此格式书写，北京时间，用连字符，各部分两位数。'],
  },
  batchSize: {
    en: ['A batch has more elements than one call may have.', 'Send it in parts of as many as the message says.'],
    zh: ['一批的条数超过单次上限。', '按报错所说的条数分批发送。'],
  },
  range: {
    en: ['A query by time has no beginning or no end.', 'Send both.'],
    zh: ['按时间查询没有带起止时间。', '两者都要发送。'],
  },
  timeRange: {
    en: ['`start_time` or `end_time` is missing or has another form.', 'Send both as `yyyy-MM-dd HH:mm:ss`, Beijing time.'],
    zh: ['`start_time` 或 `end_time` 缺失或格式不对。', '两者都按 `yyyy-MM-dd HH:mm:ss`（北京时间）发送。'],
  },
  wideRange: {
    en: ['The beginning and the end are more than 30 days apart.', 'Ask in parts.'],
    zh: ['起止时间跨度超过 30 天。', '请分段查询。'],
  },
  warehouseRight: {
    en: ['The key may see no warehouse of the call.', 'Name another warehouse, or use a key that may see it.'],
    zh: ['该账号无权访问所查的仓库。', '换一个仓库，或使用有权限的账号。'],
  },
  unknownWarehouse: {
    en: ['The seller has no warehouse of this number.', '`tongbu import warehouses`; the number is text, `01` is not `1`.'],
    zh: ['该卖家没有这个编号的仓库。', '用 `tongbu import warehouses` 导入；编号是文本，`01` 与 `1` 不同。'],
  },
  noItems: {
    en: [
      'None of the merchant codes that were asked for exists, or all are deleted.',
      '`tongbu import items`; codes are compared as text, digit by digit.',
    ],
    zh: ['所查的商家编码都不存在或都已删除。', '用 `tongbu import items` 导入；编码按文本逐字比较。'],
  },
  unknownItems: {
    en: [
      'A stocktake names items that do not exist or have no level in the warehouse. The others were counted, unless the call asked for all or none.',
      'Correct the codes that the message lists and send those again.',
    ],
    zh: ['盘点中的某些单品不存在，或在该仓库没有库存记录；其余已盘点，除非要求整单全部成功。', '更正报错列出的编码，只重发这些。'],
  },
  shopOfListings: {
    en: [
      'Listings were pushed for a shop that does not exist, is disabled, or is not one of the key’s.',
      '`tongbu import shops`; look at the key’s shops.',
    ],
    zh: ['推送货品的店铺不存在、已停用，或不在该账号的店铺范围内。', '用 `tongbu import shops` 导入店铺，并检查账号的店铺权限。'],
  },
  orders: {
    en: [
      'Orders of a push were refused. The text is that of the first, or a JSON text with each.',
      'Look the text up under [single records](#single-records); those that were taken are not to be sent again, but may be.',
    ],
    zh: ['推送的订单被拒，文字为第一条的原因，或包含每一条的 JSON。', '在[单条记录](#单条记录)中查该文字；已接收的不必重发，重发也无妨。'],
  },
  unknownShop: {
    en: [
      'The seller has no such shop, or it is disabled, or the key may not see it.',
      '`tongbu key list` and the shops of the seller; shop numbers are text.',
    ],
    zh: ['该卖家没有这家店铺、店铺已停用，或该账号看不到它。', '核对店铺编号（文本）和 `tongbu key list` 中账号的店铺范围。'],
  },
  unknownShopOfOrders: {
    en: ['Orders were pushed for a shop that does not exist or is disabled.', 'Import the shop first; shop numbers are text.'],
    zh: ['推送订单的店铺不存在或已停用。', '先导入店铺；店铺编号是文本。'],
  },
  unknownListing: {
    en: [
      'The seller has no listing of this number, or it is in a shop that the key may not see.',
      'Numbers come from `getSelfWaitSyncIdListOpen`; those of another seller or server mean nothing here.',
    ],
    zh: [
      '该卖家没有这个平台货品，或它所在的店铺该账号看不到。',
      '编号应来自 `getSelfWaitSyncIdListOpen`；其他卖家或其他服务器的编号在这里无效。',
    ],
  },
  disabledListing: {
    en: [
      'The listing is disabled, suspended, deleted, or bound to no item.',
      '`tongbu explain <listing>` says which; `tongbu listing enable`, `resume` or `bind` mend it. With `forceSync` true it is calculated all the same.',
    ],
    zh: [
      '该货品已停用、暂停、删除，或没有绑定单品。',
      '`tongbu explain <货品>` 说明是哪一种，用 `tongbu listing enable`、`resume` 或 `bind` 处理；`forceSync` 为 true 时仍会计算。',
    ],
  },
  cancel: {
    en: [
      'The listing has a newer version than the one to be cancelled, or none waits, or it changed after the request was signed.',
      'Nothing to mend: pull it again and decide on the newer version.',
    ],
    zh: ['要取消的不是当前版本、没有待同步的版本，或在请求签名之后又有变化。', '无需处理：重新拉取，按新版本决定。'],
  },
  storeResult: {
    en: [
      'The result could not be saved; nothing was changed. The disk is full, refuses, or the server stops.',
      'Repeat later, with growing pauses: it is no statement about the record. The operator looks at `tongbu doctor` and the log.',
    ],
    zh: [
      '结果没有保存，什么都没有改变：磁盘已满或拒绝写入，或服务正在停止。',
      '间隔逐渐加长地重试，这与该记录本身无关；运维请看 `tongbu doctor` 和日志。',
    ],
  },
  other: {
    en: [
      'Something unexpected happened in the server; nothing half done is kept.',
      'Repeat later. The server’s log has a line `failed` with the reason.',
    ],
    zh: ['服务端出现意外；不会留下半完成的结果。', '稍后重试。服务日志中有一行 `failed` 写明原因。'],
  },
  busy: {
    en: ['The server has 2,000 calls in hand, or stops.', 'Repeat after some seconds; a client does so by itself.'],
    zh: ['服务同时处理的请求已达 2,000，或正在停止。', '几秒后重试；客户端库会自动重试。'],
  },
  json: {
    en: [
      'A form field that holds a JSON text cannot be read.',
      'Send one complete JSON text in the field, percent-encoded once; no `list[0][…]=`.',
    ],
    zh: ['某个表单字段里的 JSON 无法解析。', '字段里放一个完整的 JSON 文本，做一次 URL 编码；不要写成 `list[0][…]=`。'],
  },
  unknownInterface: {
    en: ['There is no interface of this name.', '[docs/api](api/README.md) lists them; the path is `/openapi2/<name>.php`.'],
    zh: ['没有这个名称的接口。', '接口清单见 [docs/api](api/README.md)；路径为 `/openapi2/<接口名>.php`。'],
  },
  invalid: {
    en: ['A field has a value that it cannot have.', 'The message names it; its page in [docs/api](api/README.md) says what it takes.'],
    zh: ['字段的值无效。', '报错中有字段名；可取的值见 [docs/api](api/README.md) 中该接口的文档。'],
  },
  repeated: {
    en: [
      'A form field stands twice.',
      'Send each once. PHP would silently take the last, and two readings of one signed text are not taken here.',
    ],
    zh: ['表单字段重复。', '每个字段只发一次。PHP 会悄悄取最后一个，而这里不接受同一签名文本有两种读法。'],
  },
  otherPlatform: {
    en: ['The shop is of another platform than `platform_id` says.', 'Self-built shops are platform 127.'],
    zh: ['店铺所属平台与传入的 `platform_id` 不一致。', '自有商城的平台为 127。'],
  },
  repeatedOuterNo: {
    en: ['A stocktake of this `api_outer_no` was taken before.', 'Nothing to do if it is the same one; a new one needs a new number.'],
    zh: ['该 `api_outer_no` 的盘点单已处理过。', '如果就是同一单，无需处理；新的盘点请换新单号。'],
  },
  orderListEmpty: {
    en: ['`trade_list` holds no order.', 'Send at least one.'],
    zh: ['`trade_list` 里没有订单。', '至少发送一个。'],
  },
  orderListShape: {
    en: ['`trade_list` is no list of orders.', 'Send a JSON list of objects, as one text.'],
    zh: ['`trade_list` 不是订单列表。', '发送一个由对象组成的 JSON 列表文本。'],
  },
  buyerNick: {
    en: ['Every order of a push of several has the same buyer.', 'Send each buyer’s own name.'],
    zh: ['一次推送的多个订单买家昵称全都相同。', '每个订单填写各自的买家。'],
  },
};
