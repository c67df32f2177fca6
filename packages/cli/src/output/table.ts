import { styleText } from 'node:util';
import { printable, widthOf } from './width.ts';

/** A column: its heading, and on which side its cells stand. */
export interface TableColumn {
  heading: string;
  align?: 'left' | 'right';
}

/** Lays cells out in columns that line up, Chinese included. */
export function table(columns: TableColumn[], rows: string[][]): string {
  const safe = rows.map((row) => row.map(printable));
  const widths = columns.map(({ heading }, i) => Math.max(widthOf(heading), ...safe.map((row) => widthOf(row[i] ?? ''))));
  const heading = line(
    columns.map(({ heading }) => heading),
    columns,
    widths,
  );
  return [bold(heading), ...safe.map((row) => line(row, columns, widths))].join('\n');
}

/** One line of cells in columns of these widths; without blanks at its end. */
export function line(cells: string[], columns: Pick<TableColumn, 'align'>[], widths: number[]): string {
  const placed = cells.map((cell, i) => {
    const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)));
    return columns[i]?.align === 'right' ? gap + cell : cell + gap;
  });
  return placed.join('  ').trimEnd();
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}
