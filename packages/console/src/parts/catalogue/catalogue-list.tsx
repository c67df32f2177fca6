import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords, type Words } from '../../language/words.ts';
import { FilterBar } from '../filter-bar.tsx';
import type { Fitting } from '../fit.tsx';
import { ImportExport } from '../import-rows.tsx';
import { PageHead } from '../page-head.tsx';
import { Records } from '../records.tsx';
import { SearchBox } from '../search-box.tsx';
import { useCan } from '../use-can.ts';
import { useFilters } from '../use-filters.ts';

/** What is sold: single items, or suites of them. */
type Kind = 'items' | 'suites';
type Sold<K extends Kind> = Answer<`GET /api/${K}`>['items'][number];

interface Props<K extends Kind> {
  kind: K;
  /** What the open one is called in the address, and where its code stands in a record. */
  opened: { filter: string; rowKey: keyof Sold<K> & string };
  words: Words<'title' | 'note' | 'search' | 'none' | 'noneFound' | 'add'>;
  columns: Fitting<Sold<K>>[];
  /** One of them beside the list; with an empty code none. */
  drawer(code: string, close: () => void): ReactNode;
  /** A new one. */
  adding(close: () => void, done: (code: string) => void): ReactNode;
}

/** What the seller sells, by merchant code: found, brought in, added, and one of them beside the list. */
export function CatalogueList<K extends Kind>({ kind, opened: { filter, rowKey }, words, columns, drawer, adding }: Props<K>) {
  const say = useWords(words);
  const [defaults] = useState({ q: '', cursor: '', [filter]: '', tab: '' });
  const [{ q = '', cursor, [filter]: code = '' }, setFilters] = useFilters<Record<string, string>>(defaults);
  const [isNew, setNew] = useState(false);
  const mayWrite = useCan('operator');
  const { data, error, isPending, refetch } = useApi(`GET /api/${kind}` as 'GET /api/items', {
    query: { q: q || null, cursor: cursor || null },
  });
  const open = (next: string) => setFilters({ [filter]: next, tab: '', cursor: cursor ?? '' });
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind={kind} renews={[`/api/${kind}`]} />
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setNew(true)}>
            {say('add')}
          </Button>
        )}
      </PageHead>
      <FilterBar>
        <SearchBox value={q} placeholder={say('search')} search={(text) => setFilters({ q: text })} />
      </FilterBar>
      <Records<Sold<K>>
        label={say('title')}
        rowKey={rowKey}
        page={data as { items: Sold<K>[]; next: string | null } | undefined}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={(record) => open(String(record[rowKey]))}
        opened={code}
        empty={say(q === '' ? 'none' : 'noneFound')}
        columns={columns}
      />
      {drawer(code, () => open(''))}
      {isNew && adding(() => setNew(false), open)}
    </>
  );
}
