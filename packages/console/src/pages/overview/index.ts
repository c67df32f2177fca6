import { DashboardOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const overview: Page = {
  path: '/',
  title: { en: 'Overview', zh: '总览' },
  group: 'sync',
  icon: DashboardOutlined,
  key: 'o',
  load: () => import('./page.tsx'),
};
