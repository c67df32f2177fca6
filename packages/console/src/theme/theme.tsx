import { theme as antd, ConfigProvider, type ThemeConfig } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { useLanguage } from '../language/language.ts';
import { nonce } from './nonce.ts';
import { useShade } from './shade.ts';

/** Chinese first where there is a choice: Latin fonts before it would take the digits, and leave the rest uneven. */
const FONTS =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const CODE_FONTS = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace';

const calm: ThemeConfig['token'] = {
  borderRadius: 6,
  fontSize: 14,
  fontFamily: FONTS,
  fontFamilyCode: CODE_FONTS,
  motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
};

// What antd derives from so dark a green is grey: the tints are named.
const light: ThemeConfig['token'] = {
  ...{ colorPrimary: '#0f766e', colorLink: '#0f766e', colorLinkHover: '#0b5c56', colorInfo: '#0f766e', colorError: '#c0271f' },
  ...{ colorPrimaryBg: '#e3f3f0', colorPrimaryBgHover: '#d3ebe7', controlItemBgActive: '#e3f3f0', controlItemBgActiveHover: '#d3ebe7' },
  ...{ colorInfoBg: '#e9f6f4', colorInfoBorder: '#b9dfd9' },
  ...{
    colorBgLayout: '#f6f7f7',
    colorTextSecondary: 'rgba(0, 0, 0, 0.62)',
    colorTextTertiary: 'rgba(0, 0, 0, 0.58)',
    colorTextDescription: 'rgba(0, 0, 0, 0.6)',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.58)',
  },
};
const dark: ThemeConfig['token'] = {
  ...{ colorPrimary: '#2aa598', colorLink: '#46c2b4', colorLinkHover: '#6bd3c7', colorInfo: '#2aa598', colorError: '#ff9288' },
  ...{ colorPrimaryBg: '#12312e', colorPrimaryBgHover: '#174440', controlItemBgActive: '#12312e', controlItemBgActiveHover: '#174440' },
  ...{ colorInfoBg: '#12312e', colorInfoBorder: '#1f5a54' },
  ...{
    colorTextSecondary: 'rgba(255, 255, 255, 0.68)',
    colorTextTertiary: 'rgba(255, 255, 255, 0.62)',
    colorTextDescription: 'rgba(255, 255, 255, 0.66)',
    colorTextPlaceholder: 'rgba(255, 255, 255, 0.6)',
  },
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
    token: { ...calm, ...(shade === 'dark' ? dark : light) },
    components: {
      Table: { cellPaddingBlockSM: 6 },
      Layout: { headerHeight: 48 },
      // On the brighter colours of the dark, black letters can be read.
      ...(shade === 'dark' && { Button: { primaryColor: '#000', dangerColor: '#000' }, Drawer: { colorBgElevated: '#141414' } }),
      Tabs: { itemSelectedColor: shade === 'dark' ? '#5fd0c3' : '#0f766e' },
      Menu: { itemSelectedColor: shade === 'dark' ? '#7fe0d4' : '#0b5c56' },
    },
  };
  return (
    <ConfigProvider theme={config} locale={language === 'zh' ? zh : en} csp={{ nonce: nonce() }} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
