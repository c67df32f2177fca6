import { Button } from 'antd';
import { Children, type ReactNode, useState } from 'react';
import { declareWords, useWords } from '../language/words.ts';
import css from './filter-bar.module.css';

const words = declareWords('filter-bar', { more: { en: 'More filters', zh: '更多筛选' } });

/** The search and the filter that is used most. */
const ALWAYS_SEEN = 2;

/**
 * The filters of a list, one beside the other; where it is narrow, two in a line below the search, and those behind the second only
 * when asked for.
 *
 * @param set how many of those are set: it is said while they are not seen
 */
export function FilterBar({ children, set = 0 }: { children: ReactNode; set?: number }) {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const filters = Children.toArray(children);
  const isFolded = filters.length > ALWAYS_SEEN + 1;
  return (
    <search className={`${css.filters} ${isFolded && !isOpen ? css.folded : ''}`}>
      {filters.slice(0, ALWAYS_SEEN)}
      {isFolded && (
        <Button className={css.more ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say('more')}
          {!isOpen && set > 0 && ` · ${set}`}
        </Button>
      )}
      {filters.slice(ALWAYS_SEEN)}
    </search>
  );
}
