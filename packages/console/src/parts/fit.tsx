import { type TableColumnType, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import css from './fit.module.css';

/** A column of a table: as wide as what stands in it; or one that grows. */
export type Fitting<R> = Omit<TableColumnType<R>, 'title'> & {
  title: string;
  /** What its head says when it is pointed at. */
  note?: string;
  /** Takes a share of the room that is left, and is never narrower than so many pixels: for texts of unknown length. */
  grow?: number;
  /** Its values say themselves what they are: where the list is narrow, they stand without the title. By default the first column's do. */
  bare?: boolean;
};

/**
 * Columns as antd takes them, and the class of their table, which shows every row as a block where it is narrow. Where none grows,
 * antd shares the room out among all.
 */
export function fit<R extends object>(columns: readonly Fitting<R>[]): { columns: TableColumnType<R>[]; className: string } {
  const isFitted = columns.some(({ grow }) => grow);
  return {
    columns: columns.map((column, place) => drawn(column, { isFitted, isBare: column.bare ?? place === 0 })),
    className: isFitted ? `${css.rows} ${css.fitted}` : (css.rows ?? ''),
  };
}

function drawn<R>({ grow, bare: _, note, ...column }: Fitting<R>, { isFitted, isBare }: { isFitted: boolean; isBare: boolean }) {
  const { title, render } = column;
  return {
    ...column,
    title: note ? <Tooltip title={note}>{title}</Tooltip> : title,
    onCell: () => (isBare ? {} : { 'data-title': title }) as object,
    // Only columns without a width grow; how long the texts in them are has no say in how much.
    ...(isFitted && !grow && { width: 1 }),
    ...(grow && {
      render: (value: ReactNode, record: R, index: number) => (
        <div className={css.growing} style={{ minWidth: grow }}>
          {render ? (render(value, record, index) as ReactNode) : value}
        </div>
      ),
    }),
  };
}
