import type { ReactNode } from 'react';
import css from './filter-bar.module.css';

/** The filters of a list, one beside the other; where it is narrow, two in a line below the search. */
export function FilterBar({ children }: { children: ReactNode }) {
  return <search className={css.filters}>{children}</search>;
}
