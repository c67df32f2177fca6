import { Button, Table, Typography } from 'antd';
import type { ApiProblem } from '../api/problem.ts';
import { declareWords, useWords } from '../language/words.ts';
import { type Fitting, fit } from './fit.tsx';
import { Problem } from './problem.tsx';
import { Scrolls } from './scrolls.tsx';

const words = declareWords('lines', { more: { en: 'Show more', zh: '显示更多' } });

interface Props<R> {
  /** What the list is called, for those who hear the page. */
  label: string;
  columns: Fitting<R>[];
  rowKey: (keyof R & string) | ((row: R) => string);
  rows: readonly R[];
  problem?: ApiProblem | null;
  isLoading?: boolean;
  /** What is said in the place of an empty list. */
  empty?: string;
  /** Fetches the rest; null where this is all. */
  more?: (() => void) | null;
  /** Shown so many at a time, where all are here already; all by default. */
  pageSize?: number;
}

/** A list within a record: its stock, its parts, its parcels. Its rows open nothing. */
export function Lines<R extends object>({
  label,
  columns,
  rowKey,
  rows,
  problem = null,
  isLoading = false,
  empty,
  more,
  pageSize,
}: Props<R>) {
  const say = useWords(words);
  if (rows.length === 0 && !isLoading && !problem && empty) return <Typography.Text type="secondary">{empty}</Typography.Text>;
  return (
    <Scrolls>
      <Problem of={problem} />
      <Table<R>
        {...fit(columns)}
        aria-label={label}
        size="small"
        rowKey={rowKey}
        dataSource={rows}
        loading={isLoading}
        pagination={pageSize === undefined ? false : { pageSize, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
        locale={{ emptyText: ' ' }}
        style={{ fontVariantNumeric: 'tabular-nums' }}
      />
      {more && (
        <Button size="small" onClick={more} style={{ marginBlockStart: 8 }}>
          {say('more')}
        </Button>
      )}
    </Scrolls>
  );
}
