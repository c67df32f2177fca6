import { InboxOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const levels: Page = {
  path: '/levels',
  title: { en: 'Warehouses', zh: '仓库与库存' },
  group: 'catalogue',
  icon: InboxOutlined,
  key: 'l',
  load: () => import('./page.tsx'),
};
