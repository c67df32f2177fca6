import { Typography } from 'antd';
import type { ReactNode } from 'react';
import css from './page-head.module.css';

/** The head of a page: its title, one line on what it is for, and what can be done on it as a whole. */
export function PageHead({ title, note, children }: { title: ReactNode; note?: ReactNode; children?: ReactNode }) {
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
