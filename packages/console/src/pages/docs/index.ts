import { ReadOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

const title = { en: 'Documentation', zh: '文档' };
const load = () => import('./page.tsx');

/** The documentation: its list, and where its search stands. */
export const docs: Page = { path: '/docs', title, group: 'help', icon: ReadOutlined, key: 'd', load };

/** One page of it: `/docs/operating`, `/docs/api/flagship/sales.StockSync.calcStock`. */
export const docsPage: Page = { path: '/docs/$', title, load };
