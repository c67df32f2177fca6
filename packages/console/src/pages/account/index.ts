import type { Page } from '../page.ts';

export const account: Page = { path: '/account', title: { en: 'Your account', zh: '我的账号' }, load: () => import('./page.tsx') };
