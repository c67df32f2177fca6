import { Button, Empty, Flex, Table } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { declareWords, useWords } from '../language/words.ts';
import { type Fitting, fit } from './fit.tsx';
import { Problem } from './problem.tsx';
import css from './records.module.css';
import { Scrolls } from './scrolls.tsx';
import { useFilters } from './use-filters.ts';

const words = declareWords('records', {
  next: { en: 'Next page', zh: '下一页' },
  first: { en: 'First page', zh: '回到首页' },
  goOn: { en: 'Search on', zh: '继续查找' },
  short: { en: 'None among the records looked at so far; there are more to look at.', zh: '已查过的记录中没有符合条件的，后面还有。' },
  down: { en: 'Next record', zh: '下一条' },
  up: { en: 'Previous record', zh: '上一条' },
  open: { en: 'Open the record', zh: '打开该条' },
  count: { en: { one: '{{count}} record on this page', other: '{{count}} records on this page' }, zh: '本页 {{count}} 条' },
});

const CURSOR = { cursor: '' };

/** A page of a list as the API gives it. */
interface Page<R> {
  items: R[];
  next: string | null;
}

interface Props<R> {
  /** What the list is called, for those who hear the page. */
  label: string;
  columns: Fitting<R>[];
  rowKey: keyof R & string;
  page: Page<R> | undefined;
  problem: ApiProblem | null;
  isLoading: boolean;
  again(): void;
  /** Opens one record: by `Enter`, or a click on its row. */
  open?: (record: R) => void;
  /** What an empty list says: why, and what to do next. */
  empty: ReactNode;
  selected?: { keys: React.Key[]; choose(keys: React.Key[], records: R[]): void } | undefined;
  /** The record that is open beside the list. */
  opened?: React.Key | undefined;
}

/**
 * A list that the server searches and cuts into pages (`cursor` in the address), worked with the keyboard: `j` and `k` move, `Enter`
 * opens.
 */
export function Records<R extends object>(props: Props<R>) {
  const { label, columns, rowKey, page, problem, isLoading, again, open, empty, selected, opened } = props;
  const say = useWords(words);
  const [{ cursor }, setFilters] = useFilters(CURSOR);
  const items = page?.items ?? [];
  const [at, setAt] = useState(-1);
  const box = useRef<HTMLDivElement>(null);
  const move = (by: number) => setAt((before) => Math.min(Math.max(before + by, 0), items.length - 1));
  useEffect(() => {
    if (at >= 0) box.current?.querySelector(`tr[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  useKeys([
    { keys: 'j', says: say('down'), act: () => move(1) },
    { keys: 'k', says: say('up'), act: () => move(-1) },
    ...(open ? [{ keys: 'Enter', says: say('open'), act: () => items[at] && open(items[at]) }] : []),
  ]);
  const clicked = (event: React.MouseEvent, record: R, index: number) => {
    if (!open || !isPlain(event)) return;
    setAt(index);
    open(record);
  };
  const next = page?.next ?? null;
  return (
    <div ref={box} className={css.records}>
      <Problem of={problem} again={again} />
      <Scrolls>
        <Table<R>
          {...fit(columns)}
          aria-label={label}
          size="small"
          rowKey={rowKey}
          dataSource={items}
          loading={isLoading}
          pagination={false}
          locale={{
            emptyText: isLoading || problem ? ' ' : <Nothing says={next ? say('short') : empty} />,
          }}
          {...(selected && { rowSelection: { selectedRowKeys: selected.keys, onChange: selected.choose, preserveSelectedRowKeys: true } })}
          rowClassName={(record, index) =>
            [open && css.opens, index === at && css.at, record[rowKey] === opened && css.opened].filter(Boolean).join(' ')
          }
          onRow={(record, index) => ({
            'data-at': index,
            onClick: (event) => clicked(event, record, index ?? -1),
          })}
        />
      </Scrolls>
      <Flex className={css.foot} align="center" justify="space-between" wrap gap="small">
        <span>{items.length > 0 && say('count', { count: items.length })}</span>
        <Flex gap="small">
          {cursor !== '' && (
            <Button size="small" onClick={() => setFilters({ cursor: '' })}>
              {say('first')}
            </Button>
          )}
          {next !== null && (
            <Button size="small" onClick={() => setFilters({ cursor: next })}>
              {say(items.length === 0 ? 'goOn' : 'next')}
            </Button>
          )}
        </Flex>
      </Flex>
    </div>
  );
}

function Nothing({ says }: { says: ReactNode }) {
  return (
    <div className={css.nothing}>
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={says} />
    </div>
  );
}

/** A click on the row itself: not on a link, a button or a box in it, and not the end of marking a text. */
function isPlain({ target, currentTarget }: React.MouseEvent): boolean {
  // A menu that a button of the row opened is drawn elsewhere; React tells its clicks to the row all the same.
  if (!currentTarget.contains(target as Node)) return false;
  const inside = (target as HTMLElement).closest('a, button, input, label, .ant-table-selection-column, .ant-typography-copy');
  return !inside && (getSelection()?.isCollapsed ?? true);
}
