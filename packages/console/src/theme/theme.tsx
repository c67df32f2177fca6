import { theme as antd, ConfigProvider, type ThemeConfig } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { useLanguage } from '../language/language.ts';
import { useShade } from './shade.ts';

/** Chinese first where there is a choice: Latin fonts before it would take the digits, and leave the rest uneven. */
const FONTS =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const CODE_FONTS = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace';

const calm: ThemeConfig['token'] = {
  colorPrimary: '#0f766e',
  colorLink: '#0f766e',
  borderRadius: 6,
  fontSize: 14,
  fontFamily: FONTS,
  fontFamilyCode: CODE_FONTS,
  motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
};

/** The look of everything below: antd's, in the language and shade that are chosen, its styles under the page's nonce. */
export function Theme({ children }: { children: ReactNode }) {
  const shade = useShade();
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.dataset['shade'] = shade;
  }, [shade]);
  const config: ThemeConfig = {
    algorithm: shade === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: shade === 'dark' ? { ...calm, colorPrimary: '#2aa598', colorLink: '#3fbfb1' } : calm,
    components: { Table: { cellPaddingBlockSM: 6 }, Layout: { headerHeight: 48 } },
  };
  return (
    <ConfigProvider theme={config} locale={language === 'zh' ? zh : en} csp={{ nonce: nonce() }} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}

/** What the server named in this page's policy: without it the browser takes no style that a script adds. */
function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
