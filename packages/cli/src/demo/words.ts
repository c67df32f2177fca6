/** What the demo says, in English and in Chinese. `{…}` is filled in. A line of the story has 33 cells for what is said, on 80. */

const words = {
  title: [
    'Tongbu demo: an ERP, two shops, and what waits between them. All of it made up.',
    'Tongbu 演示：一个 ERP、两家店铺，以及两者之间等待同步的内容（全部为虚构数据）',
  ],
  notAffiliated: [
    'Speaks the sync interfaces of the Wangdian open API; not affiliated with the\nvendor. Everything stays on this machine.',
    '兼容旺店通开放平台的同步接口，与其厂商没有任何关联。只在本机运行。',
  ],
  first: [
    'First start: importing 2 shops, 3 warehouses, {items} items, {listings} listings …',
    '首次启动：正在导入 2 家店铺、3 个仓库、{items} 个单品、{listings} 个平台货品……',
  ],
  again: ['Going on where the last start stopped.', '从上次停止的地方继续。'],
  api: ['signed API', '签名接口'],
  console: ['console', '控制台'],
  signIn: ['Into the console: choose a name and a password by this link, good once.', '进入控制台：用这个一次性链接设置姓名和密码。'],
  forgotten: ['Forgot the password to the console?', '忘记了控制台的密码？'],
  manage: ['management API', '管理接口'],
  data: ['data folder', '数据目录'],
  byHand: ['A signed call by hand, in another terminal:', '在另一个终端手动发起一次签名调用：'],
  look: ['What waits, what happened, and why a listing shows what it shows:', '查看等待同步的内容、流水，以及某个货品为什么显示这个数量：'],
  explain: ['explain 12', 'explain 12 --lang zh'],
  tryIt: [
    'Soon each shop refuses a parcel: see why in the console, Shipment sync, state\nfailed; "Queue again" there, and the shop takes it.',
    '每家店铺很快会拒收一个包裹：到控制台“物流同步”筛选“失败”查看原因，\n点“重新排队”，商城就会收下。',
  ],
  stop: ['Ctrl-C stops; the next start goes on from here.', '按 Ctrl-C 停止；下次启动会从这里继续。'],
  stopping: ['Stopping: finishing what was begun …', '正在停止：先处理完手上的请求……'],

  ordered: ['ordered and paid', '下单并付款'],
  orderedUnpaid: ['ordered, not paid yet', '下单，尚未付款'],
  paid: ['is paid now', '已付款'],
  neverPaid: ['closed: never paid', '未付款，已关闭'],
  partlyRefunded: ['one line given back, refunded', '部分退款：退回一个子订单'],
  reserved: ['{n} reserved in {warehouse}', '{warehouse} 占用 {n}'],
  released: ['{n} free again in {warehouse}', '{warehouse} 释放占用 {n}'],
  approved: ['approved, to be sent', '审核通过，待发货'],
  merged: ['goes with trade {trade}', '合并到系统订单 {trade}'],
  shipped: ['left as trade {trade}', '系统订单 {trade} 已发出'],
  corrected: ['trade {trade}: number corrected', '系统订单 {trade} 更正物流单号'],
  left: ['{n} left {warehouse}, {stock} remain', '{warehouse} 出库 {n}，余 {stock}'],
  adjusted: ['{warehouse} {by}, now {stock}: {reason}', '{warehouse} {by}，现有 {stock}：{reason}'],
  delivery: ['delivery', '到货'],
  counter: ['sold in store', '门店售出'],
  counted: ['{warehouse} counted: {before} → {stock}', '{warehouse} 盘点：{before} → {stock}'],
  countedSame: ['{warehouse} counted: {stock}, as booked', '{warehouse} 盘点：{stock}，与账面一致'],
  rule: ['rule {no}', '策略 {no}'],
  onTheWay: ['counts what is on its way, too', '计入采购在途'],
  notOnTheWay: ['counts what is free, no more', '只计可用库存'],
  percent: ['{percent} % of what is free', '可用库存的 {percent}%'],

  changed: ['to show {quantity}, waits as v{version}', '应展示 {quantity}，v{version} 等待同步'],
  cleared: ['shows {quantity}, acknowledged v{version}', '已展示 {quantity}，确认 v{version}'],
  superseded: ['superseded: a newer version waits', '已被取代：新版本等待同步'],
  repeated: ['said again, changes nothing', '重复回写，不产生变化'],
  failed: ['failed: {reason}', '失败：{reason}'],
  leftOut: ['left out: {reason}', '不回写：{reason}'],
  parcel: ['{carrier} {tracking} waits', '{carrier} {tracking} 待回传'],
  parcelOfPart: ['{carrier} {tracking}, a part', '{carrier} {tracking} 部分'],
  replaced: ['replaced by a new record', '已作废，由新记录代替'],
  done: ['shipped in the shop, acknowledged', '商城已发货，回写成功'],
  givenUp: ['given up: {reason}', '放弃：{reason}'],

  locked: ['its database is locked', '商城数据库锁等待'],
  notYet: ['order not there yet', '订单尚未到达商城'],
  held: ['held by after-sales', '售后处理中，暂不发货'],
  refunded: ['refunded, order closed', '买家已退款，订单关闭'],

  pulled: ['pulls', '拉取'],
  waiting: ['waiting', '等待同步'],
  nothing: ['nothing', '无'],
  and: [', ', '、'],
  listings: ['{n} listings', '{n} 个货品'],
  listing: ['1 listing', '1 个货品'],
  parcels: ['{n} parcels', '{n} 个包裹'],
  parcelOne: ['1 parcel', '1 个包裹'],
  more: ['… and {n} more like these', '……另有 {n} 条同类记录'],
  notDone: ['not done', '未完成'],
} as const satisfies Record<string, readonly [en: string, zh: string]>;

/** The languages the demo speaks. */
export type Language = 'en' | 'zh';

/** Something the demo can say. */
export type Word = keyof typeof words;

/** Says something in the chosen language. */
export type Say = (word: Word, values?: Record<string, string | number>) => string;

/** How many listings and parcels, in words; what there is none of is not named. */
export function amounts(say: Say, listings: number, shipments: number): string {
  const parts = [
    ...(listings > 0 ? [listings === 1 ? say('listing') : say('listings', { n: listings })] : []),
    ...(shipments > 0 ? [shipments === 1 ? say('parcelOne') : say('parcels', { n: shipments })] : []),
  ];
  return parts.length > 0 ? parts.join(say('and')) : say('nothing');
}

/** The voice of a language. */
export function speak(language: Language): Say {
  const column = language === 'zh' ? 1 : 0;
  return (word, values = {}) => words[word][column].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
