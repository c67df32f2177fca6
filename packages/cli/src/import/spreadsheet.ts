import type { Row } from './row.ts';

/** Columns of numbers and codes that are names: no digit of them may be lost. */
const NAMES = ['tid', 'oids', 'logistics_no', 'spec_no', 'goods_id', 'spec_id', 'goods_no'];

/** How a spreadsheet writes a long number that it has rounded, such as `2.02611E+17`. */
const ROUNDED = /^\d(\.\d+)?E\+\d+$/i;

/** The row, or what is wrong with it where a spreadsheet has rounded a name: what was lost cannot be guessed. */
export function refuseRounded(row: Row): Row {
  if ('problem' in row) return row;
  const { line, record } = row;
  for (const column of NAMES) {
    const value = record[column];
    if (value === undefined || !value.includes('+') || !ROUNDED.test(value.trim())) continue;
    return { line, problem: { line, column, value, problem: 'was rounded by a spreadsheet; export it again with the column as text' } };
  }
  return row;
}
