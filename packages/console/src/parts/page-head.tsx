import { Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';
import css from './page-head.module.css';

/** The head of a page: its title, which is the window's too, one line on what it is for, and what can be done on it as a whole. */
export function PageHead({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Tongbu 同步`;
  }, [title]);
  return (
    <header className={css.head}>
      <div className={css.words}>
        <Typography.Title level={1} className={css.title}>
          {title}
        </Typography.Title>
        {note && <Typography.Text type="secondary">{note}</Typography.Text>}
      </div>
      {children && <div className={css.actions}>{children}</div>}
    </header>
  );
}
