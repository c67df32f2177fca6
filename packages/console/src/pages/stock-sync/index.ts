import { StockOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const stockSync: Page = {
  path: '/stock-sync',
  title: { en: 'Stock sync', zh: '库存同步' },
  group: 'sync',
  icon: StockOutlined,
  key: 's',
  load: () => import('./page.tsx'),
};

export const listingRecord: Page = {
  path: '/stock-sync/$listing',
  title: { en: 'Listing', zh: '平台货品' },
  load: () => import('./record.tsx'),
};
