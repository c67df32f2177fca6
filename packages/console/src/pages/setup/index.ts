import type { Page } from '../page.ts';

export const setup: Page = { path: '/setup', title: { en: 'Set up', zh: '初始设置' }, role: 'anyone', load: () => import('./page.tsx') };
