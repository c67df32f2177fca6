import type { TableProps } from 'antd';
import type { ReactNode } from 'react';
import css from './fit.module.css';

type Plain<R> = NonNullable<TableProps<R>['columns']>[number];

/** A column of a table: as wide as what stands in it; or one that grows. */
export type Fitting<R> = Plain<R> & {
  /** Takes a share of the room that is left, and is never narrower than so many pixels: for texts of unknown length. */
  grow?: number;
};

/** Columns as antd takes them, and the class of their table. Where none grows, antd shares the room out among all. */
export function fit<R extends object>(columns: Fitting<R>[]): { columns: Plain<R>[]; className: string } {
  if (!columns.some(({ grow }) => grow)) return { columns, className: '' };
  const fitted = columns.map(({ grow, ...column }) => (grow ? growing(column as Drawn<R>, grow) : { ...column, width: 1 }));
  return { columns: fitted as Plain<R>[], className: css.fitted ?? '' };
}

interface Drawn<R> {
  render?: (value: never, record: R, index: number) => ReactNode;
}

/** Only columns without a width grow; how long the texts in it are has no say in how much. */
function growing<R>(column: Drawn<R>, least: number) {
  const { render } = column;
  return {
    ...column,
    render: (value: never, record: R, index: number) => (
      <div className={css.growing} style={{ minWidth: least }}>
        {render ? render(value, record, index) : value}
      </div>
    ),
  };
}
