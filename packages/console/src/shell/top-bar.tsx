import { BulbOutlined, GlobalOutlined, MenuOutlined, QuestionCircleOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, Layout, Tooltip } from 'antd';
import { call } from '../api/call.ts';
import type { Session } from '../api/session.tsx';
import { chooseLanguage, useLanguage } from '../language/language.ts';
import { useWords } from '../language/words.ts';
import { Mark } from '../parts/mark.tsx';
import { type Choice, chooseShade, useShadeChoice } from '../theme/shade.ts';
import { useIsSandbox } from './shown-pages.ts';
import css from './top-bar.module.css';
import { words } from './words.ts';

/** The bar above every page: where one is, who one is, language and appearance. */
export function TopBar({ session, openPages, openKeyboard }: { session: Session; openPages(): void; openKeyboard(): void }) {
  const say = useWords(words);
  const language = useLanguage();
  const isSandbox = useIsSandbox();
  return (
    <Layout.Header className={css.bar}>
      <Button className={css.menu ?? ''} type="text" icon={<MenuOutlined />} aria-label={say('menu')} onClick={openPages} />
      <Link to="/" className={css.name ?? ''} aria-label="Tongbu 同步">
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span>Tongbu 同步</span>
      </Link>
      {isSandbox && <Mark tone="warn">{say('sandbox')}</Mark>}
      <span className={css.rest} />
      <Tooltip title={say('keysHelp')}>
        <Button
          className={css.wide ?? ''}
          type="text"
          icon={<QuestionCircleOutlined />}
          aria-label={say('keysHelp')}
          onClick={openKeyboard}
        />
      </Tooltip>
      <Appearance />
      <Button
        type="text"
        icon={<GlobalOutlined />}
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {say('language')}
      </Button>
      <Account session={session} />
    </Layout.Header>
  );
}

function Appearance() {
  const say = useWords(words);
  const choice = useShadeChoice();
  const choices: Choice[] = ['system', 'light', 'dark'];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [choice],
        items: choices.map((key) => ({ key, label: say(key) })),
        onClick: ({ key }) => chooseShade(key as Choice),
      }}
    >
      <Button type="text" icon={<BulbOutlined />} aria-label={say('look')} />
    </Dropdown>
  );
}

function Account({ session }: { session: Session }) {
  const say = useWords(words);
  const navigate = useNavigate();
  const client = useQueryClient();
  const { name, seller, role } = session;
  const signOut = async () => {
    await call('DELETE /api/session', {}).catch(() => {}); // signed out already, or unreachable: the sign-in page says which
    client.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', label: <bdi>{say('account', { name, seller, role: say(role) })}</bdi>, disabled: true },
          { type: 'divider' },
          { key: 'account', label: <Link to="/account">{say('yourAccount')}</Link> },
          { key: 'out', label: say('signOut'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={`${name}: ${say('yourAccount')}`}>
        <span className={css.person}>{name}</span>
      </Button>
    </Dropdown>
  );
}
