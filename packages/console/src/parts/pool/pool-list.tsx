import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Flex, Select, Tag } from 'antd';
import { type Key, type ReactNode, useState } from 'react';
import { type Answer, addressOf, type Input } from '../../api/call.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useApi } from '../../api/use-api.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { useWords, type Words } from '../../language/words.ts';
import { BulkBar, type Selected } from '../bulk/bulk-bar.tsx';
import { type Column, useColumns } from '../columns.tsx';
import { type FailureKind, failureKinds } from '../failure-kinds.ts';
import { FilterBar } from '../filter-bar.tsx';
import { PageHead } from '../page-head.tsx';
import { Records } from '../records.tsx';
import { SearchBox } from '../search-box.tsx';
import { ShopSelect } from '../shop-select.tsx';
import { TextFilter } from '../text-filter.tsx';
import { useCan } from '../use-can.ts';
import { useFilters } from '../use-filters.ts';
import { sinceOf, Within } from '../within.tsx';
import { words as poolWords } from './words.ts';

const EVERY_MS = 15_000;

/** What shops are told of: the pool of stock changes, or of parcels. */
type Pool = 'listings' | 'shipments';
type PoolRecord<P extends Pool> = Answer<`GET /api/${P}`>['items'][number];

/** What is chosen, as an action is given it. */
export interface Chosen<R> {
  selected: Selected;
  /** Selected records, as they were seen. */
  seen: ReadonlyMap<Key, R>;
  /** What the list is asked for. */
  filter: Record<string, string>;
  /** To be called when something was done. */
  done(): void;
}

interface Props<P extends Pool> {
  pool: P;
  /** The page's address; the list's name in the browser, too. */
  path: string;
  rowKey: keyof PoolRecord<P> & string;
  words: Words<'title' | 'note' | 'list' | 'search' | 'none' | 'noMatch'>;
  /** What can be asked for, `all` among them. */
  states: Words;
  /** Another filter that takes any text: its name in the address and the API, and its label. */
  text: { name: string; label: string };
  columns: Column<PoolRecord<P>>[];
  actions(chosen: Chosen<PoolRecord<P>>): ReactNode;
}

/** The records of a pool: found, read, exported, chosen, and acted on. */
export function PoolList<P extends Pool>({ pool, path, rowKey, words, states, text, columns: all, actions }: Props<P>) {
  type R = PoolRecord<P>;
  const say = useWords(words);
  const sayPool = useWords(poolWords);
  const sayState = useWords(states);
  const sayKind = useWords(failureKinds);
  const navigate = useNavigate();
  const [defaults] = useState({ state: 'all', shop: '', q: '', [text.name]: '', reason: '', kind: '', within: '', cursor: '' });
  const [filters, setFilters] = useFilters<Record<string, string>>(defaults);
  const { within = '', cursor, ...rest } = filters;
  const kind = (rest['kind'] ?? '') as FailureKind | '';
  const filter = withoutEmpty({ ...rest, since: sinceOf(within, serverNow()) });
  const asked = { query: withoutEmpty({ ...filter, cursor }) } as unknown as Input<`GET /api/${P}`>;
  const { data, error, isPending, isFetching, refetch } = useApi(`GET /api/${pool}` as const, asked, { everyMs: EVERY_MS });
  const page = data as { items: R[]; next: string | null } | undefined;
  const [selected, select] = useState<Selected>({ keys: [] });
  const [seen, setSeen] = useState<ReadonlyMap<Key, R>>(new Map());
  const { columns, chooser } = useColumns(path.slice(1), all);
  const mayAct = useCan('operator');
  const again = () => void refetch();
  useKeys([{ keys: 'r', says: sayPool('reload'), act: again }]);
  const isSet = (name: string) => filters[name] !== defaults[name];
  const isFiltered = Object.keys(filters).some((name) => name !== 'cursor' && isSet(name));
  const keyOf = (record: R) => record[rowKey] as Key;
  const choose = (keys: Key[], records: R[]) => {
    setSeen(new Map([...seen, ...records.filter(Boolean).map((record) => [keyOf(record), record] as const)]));
    select({ keys });
  };
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <Button icon={<ReloadOutlined aria-hidden />} loading={isFetching && !isPending} onClick={again}>
          {sayPool('reload')}
        </Button>
        {chooser}
        <Button icon={<DownloadOutlined aria-hidden />} href={addressOf(`GET /api/export/${pool}`, { query: filter })} download>
          {sayPool('export')}
        </Button>
      </PageHead>
      <FilterBar set={['shop', 'within', text.name, 'reason', 'kind'].filter(isSet).length}>
        <SearchBox value={filters['q'] ?? ''} placeholder={say('search')} search={(q) => setFilters({ q })} />
        <Select
          aria-label={sayPool('state')}
          value={filters['state'] ?? 'all'}
          onChange={(state) => setFilters({ state })}
          options={Object.keys(states.texts).map((state) => ({ value: state, label: sayState(state) }))}
          popupMatchSelectWidth={false}
        />
        <ShopSelect value={filters['shop'] ?? ''} choose={(shop) => setFilters({ shop })} />
        <Within value={within} choose={(span) => setFilters({ within: span })} />
        <TextFilter value={filters[text.name] ?? ''} label={text.label} search={(typed) => setFilters({ [text.name]: typed })} />
        <TextFilter value={filters['reason'] ?? ''} label={sayPool('reason')} search={(reason) => setFilters({ reason, kind: '' })} />
        {kind !== '' && (
          <Tag closable onClose={() => setFilters({ kind: '' })}>
            {sayPool('kind', { kind: kind in failureKinds.texts ? sayKind(kind) : kind })}
          </Tag>
        )}
      </FilterBar>
      <Flex wrap gap="0 16px" align="start">
        {mayAct && (page?.items.length !== 0 || selected === 'all') && (
          <BulkBar selected={selected} select={select}>
            {actions({ selected, seen, filter, done: () => select({ keys: [] }) })}
          </BulkBar>
        )}
        {isFiltered && (
          <Button type="link" size="small" onClick={() => setFilters(defaults)} style={{ height: 32, paddingInline: 0 }}>
            {sayPool('reset')}
          </Button>
        )}
      </Flex>
      <Records<R>
        label={say('list')}
        rowKey={rowKey}
        columns={columns}
        page={page}
        problem={error}
        isLoading={isPending}
        again={again}
        open={(record) => void navigate({ to: `${path}/${keyOf(record)}` as never })}
        empty={say(isFiltered ? 'noMatch' : 'none')}
        selected={mayAct ? { keys: selected === 'all' ? (page?.items ?? []).map(keyOf) : selected.keys, choose } : undefined}
      />
    </>
  );
}

/** What is said of a filter: not what is empty. */
function withoutEmpty(filters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value)) as Record<string, string>;
}
