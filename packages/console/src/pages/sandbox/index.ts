import { ExperimentOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const sandbox: Page = {
  path: '/sandbox',
  title: { en: 'Sandbox', zh: '沙箱' },
  group: 'help',
  icon: ExperimentOutlined,
  key: 'x',
  inSandbox: true,
  load: () => import('./page.tsx'),
};
