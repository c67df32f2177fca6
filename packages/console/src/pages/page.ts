import type { ComponentType } from 'react';
import type { Text } from '../language/words.ts';

/** The groups of the navigation, in its order; a page without one is found by links alone. */
export const GROUPS = {
  sync: { en: 'Sync', zh: '同步' },
  catalogue: { en: 'Catalogue', zh: '资料' },
  access: { en: 'Access', zh: '权限' },
  help: { en: 'More', zh: '其他' },
} satisfies Record<string, Text>;

export type Role = 'viewer' | 'operator' | 'admin';

/** A page of the console: what the navigation, the router and the list of shortcuts are made of. */
export interface Page {
  /** Its address; `$name` stands for one part: `/stock-sync/$listing`. */
  path: string;
  title: Text;
  group?: keyof typeof GROUPS;
  /** Where the navigation shows it: antd's icon. */
  icon?: ComponentType;
  /** The letter after `g` that goes there. */
  key?: string;
  /** Who may see it; everybody who is signed in by default. `anyone`: also without signing in. */
  role?: Role | 'anyone';
  /** Only where the server is a sandbox. */
  inSandbox?: boolean;
  /** Its component, loaded when it is first looked at. */
  load(): Promise<{ default: ComponentType }>;
}
