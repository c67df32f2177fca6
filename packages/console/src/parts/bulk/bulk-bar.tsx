import { Button, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import css from './bulk.module.css';
import { words } from './words.ts';

/** What is selected: some records, or all that the filter finds. */
export type Selected = { keys: React.Key[] } | 'all';

/** What can be done to what is selected; nothing is said while nothing is. */
export function BulkBar({ selected, select, children }: { selected: Selected; select(what: Selected): void; children: ReactNode }) {
  const say = useWords(words);
  const isNone = selected !== 'all' && selected.keys.length === 0;
  return (
    <div className={css.bar}>
      {isNone ? (
        <Button type="link" size="small" onClick={() => select('all')}>
          {say('selectAll')}
        </Button>
      ) : (
        <>
          <Typography.Text strong>{selected === 'all' ? say('allThat') : say('selected', { count: selected.keys.length })}</Typography.Text>
          {children}
          {selected !== 'all' && (
            <Button type="link" size="small" onClick={() => select('all')}>
              {say('selectAll')}
            </Button>
          )}
          <Button type="link" size="small" onClick={() => select({ keys: [] })}>
            {say('clear')}
          </Button>
        </>
      )}
    </div>
  );
}
