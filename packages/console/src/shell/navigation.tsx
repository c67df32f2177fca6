import { Link, useRouterState } from '@tanstack/react-router';
import { Menu } from 'antd';
import type { Session } from '../api/session.tsx';
import { useLanguage } from '../language/language.ts';
import { useWords } from '../language/words.ts';
import { GROUPS, type Page } from '../pages/page.ts';
import { useShownPages } from './shown-pages.ts';
import { words } from './words.ts';

/** The pages, by group; the one that is looked at is marked. */
export function Navigation({ session, went }: { session: Session; went?: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const shown = useShownPages(session);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const groups = Object.entries(GROUPS).map(([group, title]) => ({ title, pages: shown.filter((page) => page.group === group) }));
  return (
    <nav aria-label={say('navigation')}>
      <Menu
        mode="inline"
        selectedKeys={[chosen(shown, path)]}
        onClick={() => went?.()}
        style={{ border: 0, background: 'transparent', paddingBlock: 8 }}
        items={groups
          .filter(({ pages }) => pages.length > 0)
          .map(({ title, pages }) => ({
            type: 'group',
            key: title.en,
            label: title[language],
            children: pages.map(({ path, title, icon: Icon }) => ({
              key: path,
              icon: Icon && <Icon />,
              label: <Link to={path}>{title[language] as string}</Link>,
            })),
          }))}
      />
    </nav>
  );
}

/** The page of the navigation that an address belongs to: the longest that it begins with. */
function chosen(shown: Page[], path: string): string {
  const fitting = shown.map((page) => page.path).filter((known) => path === known || path.startsWith(known === '/' ? '//' : `${known}/`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? '';
}
