import { GlobalOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { chooseLanguage, useLanguage } from '../language/language.ts';
import { declareWords, useWords } from '../language/words.ts';
import css from './front-door.module.css';

const words = declareWords('front-door', {
  language: { en: '中文', zh: 'English' },
  notAffiliated: { en: 'Not affiliated with the vendor of Wangdian (旺店通).', zh: '与旺店通的厂商没有任何关联。' },
});

/** What is seen before somebody is signed in: one card in the middle, and the language. */
export function FrontDoor({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const say = useWords(words);
  const language = useLanguage();
  useEffect(() => {
    document.title = `${title} · Tongbu 同步`;
  }, [title]);
  return (
    <div className={css.door}>
      <main className={css.card}>
        <div className={css.mark}>
          <img src="/icon.svg" alt="" width={22} height={22} />
          <span>Tongbu 同步</span>
        </div>
        <Typography.Title level={1} style={{ margin: 0, fontSize: 20, lineHeight: '28px' }}>
          {title}
        </Typography.Title>
        <Typography.Paragraph type="secondary" style={{ marginBlock: '4px 20px' }}>
          {note}
        </Typography.Paragraph>
        {children}
      </main>
      <footer className={css.foot}>
        <Button
          type="text"
          size="small"
          icon={<GlobalOutlined />}
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {say('language')}
        </Button>
        <span>{say('notAffiliated')}</span>
      </footer>
    </div>
  );
}
