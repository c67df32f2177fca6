import { declareWords, useWords } from '../../language/words.ts';

/** What the audit tells of, by the name that the server gives it, in the order of the filter. A test holds it to the server's routes. */
const NAMES = {
  signIn: { en: 'signed in', zh: '登录' },
  signInFailed: { en: 'failed to sign in', zh: '登录失败' },
  setUp: { en: 'became the first admin', zh: '成为首位管理员' },
  passwordByLink: { en: 'chose a password by a link', zh: '通过链接设置密码' },
  passwordChanged: { en: 'changed a password', zh: '修改密码' },
  endOwnSession: { en: 'ended a session', zh: '结束本人会话' },
  endOtherSessions: { en: 'signed out elsewhere', zh: '退出其他登录' },
  invitePerson: { en: 'added a person', zh: '新增人员' },
  changePerson: { en: 'changed a person', zh: '修改人员' },
  linkPerson: { en: 'made a link for a password', zh: '生成设密链接' },
  endSession: { en: 'ended somebody’s session', zh: '结束他人会话' },
  addSeller: { en: 'added the seller', zh: '新增卖家' },
  addToken: { en: 'added a token', zh: '新增令牌' },
  revokeToken: { en: 'revoked a token', zh: '吊销令牌' },
  addKey: { en: 'added an app key', zh: '新增接口账号' },
  setKeyRights: { en: 'set a key’s rights', zh: '设置账号权限' },
  setKeyShops: { en: 'set a key’s shops', zh: '设置账号店铺' },
  rotateKey: { en: 'rotated a key’s secret', zh: '换发账号密钥' },
  endPreviousSecret: { en: 'ended a key’s old secret', zh: '结束旧密钥' },
  disableKey: { en: 'disabled an app key', zh: '停用接口账号' },
  saveShop: { en: 'saved a shop', zh: '保存店铺' },
  pauseShop: { en: 'paused a shop', zh: '暂停店铺' },
  resumeShop: { en: 'resumed a shop', zh: '恢复店铺' },
  saveRule: { en: 'saved a rule', zh: '保存策略' },
  removeRule: { en: 'removed a rule', zh: '删除策略' },
  bulkListings: { en: 'acted on many listings', zh: '批量操作平台货品' },
  bulkShipments: { en: 'acted on many shipments', zh: '批量操作物流记录' },
  bindListing: { en: 'bound a listing', zh: '绑定平台货品' },
  unbindListing: { en: 'unbound a listing', zh: '解除绑定' },
  matchListing: { en: 'matched a listing', zh: '重新匹配货品' },
  suspendListing: { en: 'suspended a listing', zh: '暂停货品同步' },
  disableListing: { en: 'disabled a listing', zh: '停用货品同步' },
  enableListing: { en: 'enabled a listing', zh: '启用货品同步' },
  requeueListing: { en: 'queued a listing again', zh: '货品重新排队' },
  cancelListing: { en: 'cancelled a stock change', zh: '取消库存变化' },
  ruleListing: { en: 'set a listing’s rule', zh: '指定货品策略' },
  requeueShipment: { en: 'queued a shipment again', zh: '物流重新排队' },
  cancelShipment: { en: 'cancelled a shipment', zh: '取消物流同步' },
  saveItem: { en: 'saved an item', zh: '保存单品' },
  removeItem: { en: 'removed an item', zh: '删除单品' },
  saveSuite: { en: 'saved a suite', zh: '保存组合装' },
  removeSuite: { en: 'removed a suite', zh: '删除组合装' },
  saveWarehouse: { en: 'saved a warehouse', zh: '保存仓库' },
  setLevels: { en: 'set levels', zh: '设置库存' },
  adjustLevel: { en: 'adjusted a level', zh: '调整库存' },
  countStock: { en: 'counted stock', zh: '盘点' },
  payOrder: { en: 'marked an order paid', zh: '原始单付款' },
  shipOrder: { en: 'shipped an order', zh: '原始单发货' },
  refundOrder: { en: 'refunded sub-orders', zh: '子订单退款' },
  closeOrder: { en: 'closed an order', zh: '关闭原始单' },
  approveTrades: { en: 'approved trades', zh: '审核系统订单' },
  splitTrade: { en: 'split a trade', zh: '拆分系统订单' },
  mergeTrades: { en: 'merged trades', zh: '合并系统订单' },
  shipTrade: { en: 'shipped a trade', zh: '系统订单发货' },
  saveCarrier: { en: 'saved a carrier', zh: '保存物流公司' },
  importRows: { en: 'imported rows', zh: '导入数据' },
  moveSandboxStock: { en: 'moved stock in the sandbox', zh: '沙箱：变动库存' },
  playScene: { en: 'played a scene', zh: '沙箱：发货情形' },
  addFault: { en: 'added a fault', zh: '沙箱：设置故障' },
  removeFault: { en: 'ended a fault', zh: '沙箱：清除故障' },
  clearFaults: { en: 'ended all faults', zh: '沙箱：清除全部故障' },
  shiftClock: { en: 'shifted the clock', zh: '沙箱：拨动时钟' },
  saveState: { en: 'kept a state', zh: '沙箱：保存状态' },
  resetState: { en: 'put a state back', zh: '沙箱：恢复状态' },
};

type Action = keyof typeof NAMES;

const words = declareWords('actions', NAMES);

/** Everything that can be filtered by. */
export const ACTIONS = Object.keys(NAMES) as Action[];

/** What an action is called; one that this page does not know, as the server names it. */
export function useActionName(): (action: string) => string {
  const say = useWords(words);
  return (action) => (action in NAMES ? say(action as Action) : action);
}
