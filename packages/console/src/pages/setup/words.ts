import { declareWords } from '../../language/words.ts';

export const words = declareWords('setup', {
  first: { en: 'Set up the first admin', zh: '设置首位管理员' },
  firstNote: {
    en: 'You will be the admin of seller “{{seller}}”: you add the others, and the keys of shops.',
    zh: '您将成为卖家「{{seller}}」的管理员，可新增其他人员与店铺的接口账号。',
  },
  choose: { en: 'Choose a password', zh: '设置密码' },
  chooseNote: {
    en: 'For “{{name}}” of seller “{{seller}}”. You are signed out everywhere else.',
    zh: '为卖家「{{seller}}」的「{{name}}」设置，其他位置的登录将全部退出。',
  },
  name: { en: 'Your name', zh: '您的姓名' },
  nameNote: { en: 'You sign in with it, and what you do is told under it.', zh: '用于登录，您的操作也记在此姓名下。' },
  nameNeeded: { en: 'Enter a name.', zh: '请输入姓名。' },
  enter: { en: 'Go in', zh: '完成并进入' },
  wait: { en: 'Looking at the link', zh: '正在查看链接' },
  gone: { en: 'This link is no longer good', zh: '链接已失效' },
  goneNote: {
    en: 'A link is good once, and for a day. An admin gives you another under People; on the server itself, run:',
    zh: '链接仅可使用一次，有效期一天。请管理员在「人员」页面重新生成；或在服务器上运行：',
  },
  signIn: { en: 'To the sign-in page', zh: '前往登录' },
});
