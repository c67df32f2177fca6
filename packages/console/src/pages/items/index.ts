import { BarcodeOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const items: Page = {
  path: '/items',
  title: { en: 'Items', zh: '单品' },
  group: 'catalogue',
  icon: BarcodeOutlined,
  key: 'i',
  load: () => import('./page.tsx'),
};
