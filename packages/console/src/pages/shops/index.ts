import { ShopOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const shops: Page = {
  path: '/shops',
  title: { en: 'Shops', zh: '店铺' },
  group: 'catalogue',
  icon: ShopOutlined,
  key: 'e',
  load: () => import('./page.tsx'),
};
