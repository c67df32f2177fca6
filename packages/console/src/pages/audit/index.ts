import { FileSearchOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const audit: Page = {
  path: '/audit',
  title: { en: 'Audit', zh: '操作审计' },
  group: 'access',
  icon: FileSearchOutlined,
  key: 'a',
  role: 'admin',
  load: () => import('./page.tsx'),
};
