import { declareWords } from '../../language/words.ts';

export const words = declareWords('docs', {
  title: { en: 'Documentation', zh: '文档' },
  note: { en: 'What belongs to the version that runs here.', zh: '与当前运行的版本一致。' },
  search: { en: 'Search all pages', zh: '搜索全部文档' },
  contents: { en: 'Contents', zh: '目录' },
  onThisPage: { en: 'On this page', zh: '本页内容' },
  results: { en: 'Search: {{q}}', zh: '搜索：{{q}}' },
  none: { en: 'No page holds all of these words.', zh: '没有页面同时包含这些词。' },
  noneNote: { en: 'Try fewer words, a code, or a part of the message.', zh: '请减少关键词，或只用错误码、报错的一部分。' },
  found: { en: { one: '{{count}} place', other: '{{count}} places' }, zh: '{{count}} 处' },
  most: { en: 'The first {{n}} are shown; more words narrow it down.', zh: '只显示前 {{n}} 处，可增加关键词。' },
  missing: { en: 'There is no such page', zh: '没有这篇文档' },
  missingNote: { en: 'It may have been renamed. Search for a word of it.', zh: '可能已改名，请用其中的词搜索。' },
  englishOnly: { en: '', zh: '本篇只有英文。' },
  elsewhere: { en: 'In the source: {{path}}', zh: '在源代码中：{{path}}' },
  copy: { en: 'Copy', zh: '复制' },
  copied: { en: 'Copied', zh: '已复制' },
  anchor: { en: 'Address of “{{heading}}”', zh: '“{{heading}}”的地址' },
  backToAll: { en: 'All pages', zh: '全部文档' },
});
