import { declareWords } from '../../language/words.ts';

export const words = declareWords('sign-in', {
  title: { en: 'Sign in', zh: '登录' },
  note: { en: 'With the name and password that you chose.', zh: '使用您设置的姓名与密码。' },
  seller: { en: 'Seller (sid)', zh: '卖家（sid）' },
  sellerNote: { en: 'Leave it empty where the server has only one.', zh: '服务端只有一个卖家时可留空。' },
  name: { en: 'Name', zh: '姓名' },
  nameNeeded: { en: 'Enter your name.', zh: '请输入姓名。' },
  password: { en: 'Password', zh: '密码' },
  passwordNeeded: { en: 'Enter your password.', zh: '请输入密码。' },
  enter: { en: 'Sign in', zh: '登录' },
  wrong: { en: 'Seller, name or password is wrong.', zh: '卖家、姓名或密码有误。' },
  wait: { en: 'Too many passwords were wrong. Wait a moment, then try again.', zh: '密码错误次数过多，请稍候再试。' },
  ended: { en: 'Your session has ended. Sign in again to go on where you were.', zh: '登录已失效，重新登录后回到原来的页面。' },
  lost: { en: 'Forgot it, or nobody has signed in yet?', zh: '忘记密码，或尚未有人登录过？' },
  lostNote: {
    en: 'An admin gives you a link to choose a password, under People. On the server itself:',
    zh: '请管理员在「人员」页面生成设置密码的链接；或在服务器上运行：',
  },
});
