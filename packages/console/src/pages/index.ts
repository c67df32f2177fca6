import { overview } from './overview/index.ts';
import type { Page } from './page.ts';
import { listingRecord, stockSync } from './stock-sync/index.ts';
import { signIn } from './sign-in/index.ts';

/** Every page, in the order of the navigation. */
export const pages: readonly Page[] = [overview, stockSync, listingRecord, signIn];
