import { FunctionOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const rules: Page = {
  path: '/rules',
  title: { en: 'Stock rules', zh: '库存同步策略' },
  group: 'catalogue',
  icon: FunctionOutlined,
  key: 'f',
  load: () => import('./page.tsx'),
};

export const oneRule: Page = {
  path: '/rules/$no',
  title: { en: 'Stock rule', zh: '库存同步策略' },
  load: () => import('./rule.tsx'),
};
