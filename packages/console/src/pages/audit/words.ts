import { declareWords } from '../../language/words.ts';

export const words = declareWords('audit', {
  title: { en: 'Audit', zh: '操作审计' },
  note: { en: 'Who did what, the newest first. Kept for 400 days.', zh: '谁做了什么，由新到旧，保留 400 天。' },
  list: { en: 'What was done', zh: '操作列表' },
  at: { en: 'When', zh: '时间' },
  actor: { en: 'Who', zh: '操作者' },
  action: { en: 'Action', zh: '操作' },
  subject: { en: 'On', zh: '对象' },
  detail: { en: 'Detail', zh: '详情' },
  address: { en: 'From', zh: '来源地址' },
  person: { en: 'person', zh: '人员' },
  token: { en: 'token', zh: '令牌' },
  command: { en: 'the server’s own command line', zh: '服务器命令行' },
  nobody: { en: 'unknown', zh: '未知' },
  anyAction: { en: 'Any action', zh: '全部操作' },
  byActor: { en: 'person:<name> or operator:<token>', zh: 'person:<姓名> 或 operator:<令牌名>' },
  onlyActor: { en: 'Only what {{who}} did', zh: '仅看{{who}}的操作' },
  none: { en: 'Nothing of this kind was done yet.', zh: '暂无此类操作。' },
});
