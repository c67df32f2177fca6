import type { Entry } from './entry.ts';

/** What a bridge logs and shows at `/status`, by how it reads; `…` stands for what differs. */
export const BRIDGE: Record<string, Entry> = {
  '… cannot be reached: …': {
    en: [
      'The shop’s address does not answer: it is down, or name, port or TLS are wrong.',
      'Nothing is lost; the bridge waits with growing pauses. `tongbu bridge --check` says what it meets.',
    ],
    zh: ['商城地址连不上：宕机，或域名、端口、TLS 有误。', '不会丢数据，桥接会逐渐加长间隔重试。`tongbu bridge --check` 给出具体原因。'],
  },
  '… gave no answer within … ms': {
    en: [
      'The shop is slow; what was sent may have been applied.',
      'It is sent again, with the same id, and a parcel with `again`. Make the shop quicker, or `timeout` longer.',
    ],
    zh: ['商城太慢，发出的内容可能已生效。', '会以同一编号重发，包裹带 `again`。请优化商城，或调大 `timeout`。'],
  },
  '… refuses the signature (…); compare the secrets': {
    en: ['The shop has another secret than the bridge.', 'While changing it, both stand in `secrets:`.'],
    zh: ['商城与桥接的密钥不一致。', '更换期间把新旧两个都写进 `secrets:`。'],
  },
  '… redirects to another address (…), which is not followed; configure the final address': {
    en: ['A redirect could lead anywhere, so none is followed.', 'Name the final address.'],
    zh: ['跳转可能指向任意地址，因此不跟随。', '直接填写最终地址。'],
  },
  '… answered with something that is not JSON (…)': {
    en: [
      'A page of a proxy, or a shop that answers without results.',
      'Answer JSON with a result for each record; see [shop adapters](shop-adapters.md).',
    ],
    zh: ['代理的页面，或商城应答里没有结果。', '按记录逐条返回 JSON 结果，见[商城适配](shop-adapters.zh-CN.md)。'],
  },
  'the database at … failed: …': {
    en: [
      'The SQL shop’s database refused a statement or the connection.',
      'Rights of the user, the statement, the network; the reason is the database’s own.',
    ],
    zh: ['商城数据库拒绝了语句或连接。', '检查用户权限、语句和网络；原因为数据库原文。'],
  },
};
