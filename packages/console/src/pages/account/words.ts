import { declareWords } from '../../language/words.ts';

export const words = declareWords('account', {
  title: { en: 'Your account', zh: '我的账号' },
  note: { en: '{{name}}, {{role}} of seller “{{seller}}”', zh: '{{name}}，卖家「{{seller}}」的{{role}}' },
  viewer: { en: 'viewer', zh: '只读人员' },
  operator: { en: 'operator', zh: '操作员' },
  admin: { en: 'admin', zh: '管理员' },
  language: { en: 'Language', zh: '语言' },
  languageNote: { en: 'For you, on every machine you sign in from.', zh: '对您本人在所有设备上生效。' },
  browsers: { en: 'As the browser', zh: '跟随浏览器' },
  password: { en: 'Password', zh: '密码' },
  passwordNote: { en: 'A new one signs you out everywhere but here.', zh: '修改后，其他位置的登录将全部退出。' },
  old: { en: 'Present password', zh: '当前密码' },
  oldNeeded: { en: 'Enter your present password.', zh: '请输入当前密码。' },
  oldWrong: { en: 'This is not your present password.', zh: '当前密码不正确。' },
  change: { en: 'Change the password', zh: '修改密码' },
  changed: { en: 'The password is changed; you are signed out everywhere else.', zh: '密码已修改，其他位置已退出登录。' },
  sessions: { en: 'Where you are signed in', zh: '登录位置' },
  endOthers: { en: 'Sign out everywhere else', zh: '退出其他全部登录' },
  ended: { en: { one: '{{count}} session ended.', other: '{{count}} sessions ended.' }, zh: '已结束 {{count}} 个会话。' },
});
