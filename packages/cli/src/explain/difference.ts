/** Two long texts side by side, around the place where they part. */
import { cut, widthOf } from '../output/width.ts';

/** Two lines that line up, and a line that marks the place. */
export interface Difference {
  first: string;
  second: string;
  mark: string;
}

/** Of what comes before the place, so much is shown; in cells. */
const BEFORE = 30;

/** The place where two texts part, in lines of at most `width` cells; line ends and tabs are shown as signs. */
export function difference(a: string, b: string, width: number): Difference {
  const first = Array.from(visible(a));
  const second = Array.from(visible(b));
  let same = 0;
  while (same < first.length && same < second.length && first[same] === second[same]) same++;
  let start = same;
  let cells = 0;
  while (start > 0 && cells < BEFORE) cells += widthOf(first[--start] as string);
  const lead = start > 0 ? '…' : '';
  const line = (text: string[]) => cut(lead + text.slice(start).join(''), width);
  const before = widthOf(lead) + widthOf(first.slice(start, same).join(''));
  const differing = Math.max(lengthOfDifference(first, same, second), 1);
  const longest = Math.max(
    widthOf(first.slice(same, same + differing).join('')),
    widthOf(second.slice(same, same + differing).join('')),
    1,
  );
  return { first: line(first), second: line(second), mark: `${' '.repeat(before)}${'^'.repeat(Math.min(longest, width - before))}` };
}

/** Until where both go on alike for a while. */
function lengthOfDifference(a: string[], from: number, b: string[]): number {
  if (a.length !== b.length) return 1;
  let to = from;
  while (to < a.length && a.slice(to, to + 4).join('') !== b.slice(to, to + 4).join('')) to++;
  return to - from;
}

const SIGNS: Record<string, string> = { '\n': '␊', '\r': '␍', '\t': '␉', '\ufeff': '␀' };

function visible(text: string): string {
  return text.replace(/[\p{Cc}\ufeff\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => SIGNS[character] ?? '\ufffd');
}
