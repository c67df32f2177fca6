import { LinkOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const mapping: Page = {
  path: '/mapping',
  title: { en: 'Mapping', zh: '货品匹配' },
  group: 'catalogue',
  icon: LinkOutlined,
  key: 'm',
  load: () => import('./page.tsx'),
};
