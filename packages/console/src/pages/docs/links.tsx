import { LinkOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { createElement, type ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import type { Heading } from './anchors.ts';
import { addressOf, targetOf } from './library.ts';
import css from './markdown.module.css';
import { words } from './words.ts';

/** A link of a page: to another page here, to the outside, or, where what it names is in the source alone, its words with that said. */
export function DocLink({ from, href, children }: { from: string; href: string; children: ReactNode }) {
  const say = useWords(words);
  if (/^https?:/.test(href)) {
    return (
      <a href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  }
  const target = targetOf(from, href);
  if (target) return <ToDoc {...target}>{children}</ToDoc>;
  return (
    <Tooltip title={say('elsewhere', { path: href.replace(/^(\.\.\/)+/, '') })}>
      <span className={css.elsewhere}>{children}</span>
    </Tooltip>
  );
}

/** Leads to a page of the documentation, and to a heading of it. */
export function ToDoc({ name, hash, children }: { name: string; hash?: string; children: ReactNode }) {
  return (
    <Link to={'/docs/$' as never} params={{ _splat: addressOf(name) } as never} hash={hash === '' ? undefined : hash}>
      {children}
    </Link>
  );
}

/** A heading with its own address. */
export function DocHeading({ heading: { depth, text, id }, children }: { heading: Heading; children: ReactNode }) {
  const say = useWords(words);
  return createElement(
    `h${Math.min(depth, 6)}`,
    { id, tabIndex: -1, className: css.heading },
    children,
    <a href={`#${encodeURIComponent(id)}`} className={css.anchor} aria-label={say('anchor', { heading: text })}>
      <LinkOutlined aria-hidden />
    </a>,
  );
}
