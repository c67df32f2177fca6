import { CarOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const carriers: Page = {
  path: '/carriers',
  title: { en: 'Carriers', zh: '物流公司' },
  group: 'catalogue',
  icon: CarOutlined,
  key: 'c',
  load: () => import('./page.tsx'),
};
