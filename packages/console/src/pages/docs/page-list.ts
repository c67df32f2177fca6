import type { Text } from '../../language/words.ts';

/** The pages by what they are for; what is not here stands at the end of the last but one group, so that none is forgotten. */
export const CONTENTS: { title: Text; pages: string[] }[] = [
  { title: { en: 'Begin', zh: '入门' }, pages: ['getting-started', 'running', 'glossary'] },
  {
    title: { en: 'Operate', zh: '运维' },
    pages: ['operating', 'monitoring', 'troubleshooting', 'doctor', 'backup', 'security', 'configuration'],
  },
  {
    title: { en: 'Connect a shop', zh: '对接商城' },
    pages: ['shipping', 'refused-signatures', 'client', 'bridge', 'shop-adapters', 'sandbox', 'compatibility', 'leniency', 'api/README'],
  },
  { title: { en: 'Connect an ERP', zh: '对接 ERP' }, pages: ['import', 'management-api'] },
  { title: { en: 'Behind it', zh: '内部资料' }, pages: ['proof', 'bench', 'decisions/README', '../SECURITY', '../CHANGELOG'] },
];

/** What the list calls pages in Chinese that are written in English. */
export const CHINESE_TITLES: Record<string, string> = {
  ...{ glossary: '术语表', 'api/README': '接口文档' },
  ...{ proof: '可靠性验证', bench: '性能测量', 'decisions/README': '设计决定', '../SECURITY': '安全政策', '../CHANGELOG': '变更记录' },
};
