import { ShoppingOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const orders: Page = {
  path: '/orders',
  title: { en: 'Orders', zh: '订单' },
  group: 'catalogue',
  icon: ShoppingOutlined,
  key: 'd',
  load: () => import('./page.tsx'),
};

export const oneOrder: Page = {
  path: '/orders/$tid',
  title: { en: 'Order', zh: '原始单' },
  load: () => import('./order.tsx'),
};
