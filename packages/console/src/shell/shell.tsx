import { Outlet } from '@tanstack/react-router';
import { Drawer, Layout, Spin } from 'antd';
import { Suspense, useState } from 'react';
import type { Session } from '../api/session.tsx';
import { useKeys } from '../keyboard/use-keys.ts';
import { useWords } from '../language/words.ts';
import { Keyboard } from './keyboard.tsx';
import { Navigation } from './navigation.tsx';
import css from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useGoKeys } from './use-go-keys.ts';
import { words } from './words.ts';

/** What stands around every page: the pages on the left (a drawer where it is narrow), the bar above. */
export function Shell({ session }: { session: Session }) {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const [isKeyboard, setKeyboard] = useState(false);
  useGoKeys(session);
  useKeys([
    { keys: '?', says: say('keysHelp'), act: () => setKeyboard((before) => !before) },
    { keys: 'Escape', says: '', act: () => setKeyboard(false) },
  ]);
  return (
    <Layout className={css.shell}>
      <a className={css.skip} href="#content">
        {say('skip')}
      </a>
      <TopBar session={session} openPages={() => setOpen(true)} openKeyboard={() => setKeyboard(true)} />
      <Layout className={css.below}>
        <aside className={css.side}>
          <Navigation session={session} />
        </aside>
        <main id="content" tabIndex={-1} className={css.content}>
          <Suspense fallback={<Spin className={css.wait} />}>
            <Outlet />
          </Suspense>
        </main>
      </Layout>
      <Drawer
        open={isOpen}
        placement="left"
        size={260}
        title="Tongbu 同步"
        onClose={() => setOpen(false)}
        styles={{ body: { padding: 0 } }}
      >
        <Navigation session={session} went={() => setOpen(false)} />
      </Drawer>
      <Keyboard isOpen={isKeyboard} close={() => setKeyboard(false)} />
    </Layout>
  );
}
