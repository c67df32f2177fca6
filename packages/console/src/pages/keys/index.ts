import { KeyOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const keys: Page = {
  path: '/keys',
  title: { en: 'Keys', zh: '接口账号' },
  group: 'access',
  icon: KeyOutlined,
  key: 'k',
  role: 'admin',
  load: () => import('./page.tsx'),
};
