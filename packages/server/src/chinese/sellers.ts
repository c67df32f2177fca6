import type { Sentences } from './sentence.ts';

/** Of sellers, their keys and tokens, of people, passwords and sessions. */
export const sellers: Sentences = {
  '1 to 64 visible characters, no blank at either end': '须为 1 到 64 个可见字符，首尾不能有空格',
  'seller "{}": {said}': '卖家「{1}」：{2}',
  'seller "{}": a server tries itself with it; choose another name': '卖家「{1}」：该名称供服务端自检使用，请换一个名称',
  'seller "{}" is there already': '卖家「{1}」已存在',
  'seller "{}" does not exist; add it with: tongbu seller add {}': '卖家「{1}」不存在；新增请执行：tongbu seller add {2}',
  'seller "{}": all {} {} numbers are used up': '卖家「{1}」：{3} 编号已用尽（共 {2} 个）',

  'key "{}": {said}': '接口账号「{1}」：{2}',
  'key "{}": the secret has fewer than 6 characters': '接口账号「{1}」：密钥少于 6 个字符',
  'key "{}": a flagship secret is written secret:salt, with a colon between': '接口账号「{1}」：旗舰版密钥写作 secret:salt，中间用冒号分隔',
  'key "{}": "{}" is no address and no network such as 10.0.0.0/8': '接口账号「{1}」：「{2}」既不是 IP 地址，也不是 10.0.0.0/8 这样的网段',
  'key "{}": it may call no interface; disable it instead': '接口账号「{1}」：没有可调用的接口；若不再使用，请直接停用',
  'key "{}": "{}" is no name of an interface': '接口账号「{1}」：「{2}」不是接口名称',
  'is no interface of the {word} edition': '不是{1}的接口',
  'seller "{}" has no shop "{}"; import shops first': '卖家「{1}」没有店铺「{2}」，请先导入店铺',
  'seller "{}" has no warehouse "{}"; import warehouses first': '卖家「{1}」没有仓库「{2}」，请先导入仓库',
  'seller "{}" has no shop "{}"': '卖家「{1}」没有店铺「{2}」',
  'seller "{}" has no {word} key "{}"': '卖家「{1}」没有{2}接口账号「{3}」',
  'seller "{}" has no key "{}"': '卖家「{1}」没有接口账号「{2}」',
  'key "{}" is disabled; add it again to give it another secret': '接口账号「{1}」已停用；重新新增即可换发密钥',
  '{said}: tongbu key rotate --key {} --end': '{1}：tongbu key rotate --key {2} --end',
  'key "{}" of seller "{}" has two valid secrets already; end the one before first':
    '卖家「{2}」的接口账号「{1}」已有两个有效密钥，请先结束上一个',
  'key "{}": this is the secret it has': '接口账号「{1}」：与现有密钥相同',
  'seller "{}" has a {word} key "{}" already; disable it first to give it another secret':
    '卖家「{1}」已有{2}接口账号「{3}」；如需换发密钥，请先停用',

  'token "{}": {said}': '令牌「{1}」：{2}',
  'token "{}": role "{}" is none of {}': '令牌「{1}」：角色「{2}」不在以下范围：{3}',
  'token "{}": would have expired already': '令牌「{1}」：有效期已过',
  'seller "{}" has a token "{}" already; revoke it first, or choose another name': '卖家「{1}」已有令牌「{2}」，请先吊销，或换一个名称',
  'seller "{}" has no token "{}"': '卖家「{1}」没有令牌「{2}」',
  'token "{}" is no person; this is for people who sign in': '令牌「{1}」不是人员；该操作仅供登录的人员使用',
  '{word} "{}" is of role {word}; this needs {word}': '{1}「{2}」的角色为{3}，该操作需要{4}',
  '{} needs the role {word}': '{1} 需要角色{2}',

  'person "{}": {said}': '人员「{1}」：{2}',
  'person "{}": role "{}" is none of {}': '人员「{1}」：角色「{2}」不在以下范围：{3}',
  'person "{}": language "{}" is none of {}': '人员「{1}」：语言「{2}」不在以下范围：{3}',
  'seller "{}" has a person "{}" already; choose another name': '卖家「{1}」已有人员「{2}」，请换一个姓名',
  'seller "{}" has no person "{}"': '卖家「{1}」没有人员「{2}」',
  'seller "{}" has no person "{}"; add them with: tongbu person add': '卖家「{1}」没有人员「{2}」；新增请执行：tongbu person add',
  '"{}" is the last admin who can sign in; make somebody else one first': '「{1}」是最后一个可登录的管理员，请先将其他人设为管理员',
  'seller "{}" has an admin already; name the person whose password is to be chosen (tongbu person list shows them)':
    '卖家「{1}」已有管理员；请指明要设置密码的人员（可用 tongbu person list 查看）',
  'person "{}" of seller "{}" is disabled; enable them first': '卖家「{2}」的人员「{1}」已停用，请先启用',
  'a name is needed for the first admin': '请填写第一个管理员的姓名',

  'the password of "{}" {said}': '「{1}」的密码{2}',
  'has {} characters; take at least {}, a few words will do': '只有 {1} 个字符，至少需要 {2} 个，可用几个词组成',
  'has {} characters; at most {} are taken': '有 {1} 个字符，最多 {2} 个',
  'has fewer than {} different characters; take a few words': '中不同的字符少于 {1} 个，请用几个词组成',
  'holds the name itself; take a few other words': '包含姓名本身，请换几个词',
  'old: {said}': 'old：{1}',
  'is not the present password': '与当前密码不符',
  'the seller, the name or the password is wrong, or the person may not sign in': '卖家、姓名或密码有误，或该人员不能登录',
  'too many passwords were wrong; try again in {} s': '密码错误次数过多，请 {1} 秒后再试',
  'this link is not, or no longer, good; ask an admin for another, or run: tongbu person link':
    '链接无效或已失效；请向管理员索取新链接，或执行：tongbu person link',
  'is not the part of a link behind its #': '不是链接中 # 之后的部分',

  'sign in, or send the header Authorization: Bearer <token> with a token that works; tongbu token add makes one':
    '请登录，或在请求头 Authorization: Bearer <令牌> 中携带有效令牌；令牌由 tongbu token add 生成',
  'the session has been ended already; sign in again': '会话已结束，请重新登录',
  'no session "{}" goes on': '没有进行中的会话「{1}」',
  'no session "{}" of yours goes on': '您没有进行中的会话「{1}」',
  'is no number of a session': '不是会话编号',
  '{said}; only the console’s own page may send this with a session': '{1}；携带会话的写操作只能由控制台页面自身发出',
  'Sec-Fetch-Site is {}': 'Sec-Fetch-Site 为 {1}',
  'the Origin is not {}': 'Origin 不是 {1}',
  'the header {} must be the `csrf` that GET /api/session gives': '请求头 {1} 须为 GET /api/session 返回的 `csrf`',
};
