import { FileSearchOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const requests: Page = {
  path: '/requests',
  title: { en: 'Requests', zh: '接口请求' },
  group: 'sync',
  icon: FileSearchOutlined,
  key: 'q',
  load: () => import('./page.tsx'),
};
