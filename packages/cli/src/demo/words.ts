/** What the demo says, in English and in Chinese. `{…}` is filled in. */

const en = {
  title: 'Tongbu demo: an ERP, two shops, and what waits between them. All of it is made up.',
  notAffiliated: 'Tongbu speaks the sync interfaces of the Wangdian open API; it is not affiliated with their vendor.',
  first: 'First start: importing 2 shops, 3 warehouses, {items} items, {listings} listings …',
  again: 'Going on where the last start stopped ({folder}).',
  api: 'signed API',
  health: 'health',
  data: 'data folder',
  byHand: 'Make a signed call by hand, in another terminal:',
  look: 'See what waits, and what happened:',
  stop: 'Ctrl-C stops; the next start goes on from here.',
  stopping: 'Stopping: finishing what was begun …',
  pulled: 'pulled {listings}, {shipments}',
  listings: '{n} listings',
  listing: '1 listing',
  parcels: '{n} parcels',
  parcelOne: '1 parcel',
  moved: '{warehouse}: {goods} now {stock}',
  changed: 'to show {quantity}, waits as version {version}',
  parcel: 'parcel {tracking} ({carrier}) of order {tid} waits',
  replaced: 'replaced: its parcel number was corrected',
  cleared: 'shows {quantity}, acknowledged version {version}',
  superseded: 'superseded: version {version} acknowledged, a newer one waits',
  repeated: 'acknowledged again (answer was lost): no change',
  delayed: 'failed: {reason}; comes again later',
  leftOut: 'failed: {reason}; not acknowledged, comes again',
  done: 'order shipped, acknowledged',
  failed: 'given up: {reason}',
  of: '{who}: {what}',
  pending: 'waiting: {what}',
  pendingOf: '{shop} {listings}, {shipments}',
  nothing: 'nothing waits',
  more: '… and {n} more like these',
  shopDown: 'cannot reach the server: {reason}',
};

const zh: typeof en = {
  title: 'Tongbu 演示：一个 ERP、两家店铺，以及两者之间等待同步的内容。全部为虚构数据，只在本机运行。',
  notAffiliated: 'Tongbu 兼容旺店通开放平台的同步接口，与其厂商没有任何关联。',
  first: '首次启动：正在导入 2 家店铺、3 个仓库、{items} 个单品、{listings} 个平台货品……',
  again: '从上次停止的地方继续（{folder}）。',
  api: '签名接口',
  health: '健康检查',
  data: '数据目录',
  byHand: '在另一个终端手动发起一次签名调用：',
  look: '查看等待同步的内容和发生过的事：',
  stop: '按 Ctrl-C 停止；下次启动会从这里继续。',
  stopping: '正在停止：先处理完手上的请求……',
  pulled: '拉取到 {listings}、{shipments}',
  listings: '{n} 个货品',
  listing: '1 个货品',
  parcels: '{n} 个包裹',
  parcelOne: '1 个包裹',
  moved: '{warehouse}：{goods} 现有 {stock}',
  changed: '应展示 {quantity}，版本 {version} 等待同步',
  parcel: '订单 {tid} 的包裹 {tracking}（{carrier}）等待回传',
  replaced: '已替换：物流单号有更正',
  cleared: '已展示 {quantity}，确认版本 {version}',
  superseded: '已被取代：版本 {version} 已确认，但库存又有变化，新版本等待同步',
  repeated: '重复回写（上次应答丢失），不产生变化',
  delayed: '失败：{reason}；稍后再次给出',
  leftOut: '失败：{reason}；不回写，下次仍会给出',
  done: '订单已发货，回写成功',
  failed: '放弃：{reason}',
  of: '{who}：{what}',
  pending: '当前等待：{what}',
  pendingOf: '{shop} {listings}、{shipments}',
  nothing: '没有等待同步的内容',
  more: '……另有 {n} 条同类记录',
  shopDown: '无法连接服务：{reason}',
};

/** The languages the demo speaks. */
export type Language = 'en' | 'zh';

/** Says something in the chosen language. */
export type Say = (word: keyof typeof en, values?: Record<string, string | number>) => string;

/** How many listings and parcels, in words. */
export function amounts(say: Say, listings: number, shipments: number): { listings: string; shipments: string } {
  return {
    listings: listings === 1 ? say('listing') : say('listings', { n: listings }),
    shipments: shipments === 1 ? say('parcelOne') : say('parcels', { n: shipments }),
  };
}

/** The voice of a language. */
export function speak(language: Language): Say {
  const words = language === 'zh' ? zh : en;
  return (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
