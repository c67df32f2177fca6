import { TeamOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const people: Page = {
  path: '/people',
  title: { en: 'People', zh: '人员' },
  group: 'access',
  icon: TeamOutlined,
  key: 'p',
  role: 'admin',
  load: () => import('./page.tsx'),
};
