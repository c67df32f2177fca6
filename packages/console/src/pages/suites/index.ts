import { GiftOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const suites: Page = {
  path: '/suites',
  title: { en: 'Suites', zh: '组合装' },
  group: 'catalogue',
  icon: GiftOutlined,
  key: 'u',
  load: () => import('./page.tsx'),
};
