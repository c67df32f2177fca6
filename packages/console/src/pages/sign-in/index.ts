import type { Page } from '../page.ts';

export const signIn: Page = { path: '/sign-in', title: { en: 'Sign in', zh: '登录' }, role: 'anyone', load: () => import('./page.tsx') };
