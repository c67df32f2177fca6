import type { ReactNode } from 'react';
import css from './mark.module.css';

/** What a mark tells before it is read: done, look at it, wrong, for information, or nothing of these. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain';

/** A state in a word or two, in a colour that can be read in both shades. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${css.mark} ${css[tone]}`}>{children}</span>;
}
