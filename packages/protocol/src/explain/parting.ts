/** A text, taken apart where another one differs: what both begin with, what differs, what both end with. */
export interface Parted {
  before: string;
  differs: string;
  after: string;
}

/** Where two texts part, counted in characters, so that none is cut in half. */
export function partingOf(a: string, b: string): [a: Parted, b: Parted] {
  const first = Array.from(a);
  const second = Array.from(b);
  const shorter = Math.min(first.length, second.length);
  let start = 0;
  while (start < shorter && first[start] === second[start]) start++;
  let end = 0;
  while (end < shorter - start && first.at(-1 - end) === second.at(-1 - end)) end++;
  return [partsOf(first, start, end), partsOf(second, start, end)];
}

function partsOf(text: string[], start: number, end: number): Parted {
  const [before, differs, after] = [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)];
  return { before: before.join(''), differs: differs.join(''), after: after.join('') };
}
