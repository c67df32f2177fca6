/** Breaks prose into lines of at most `width` cells; Chinese may break between any two characters, not before a full stop. */
import { widthOf } from '../output/width.ts';

/** The lines of a paragraph, each after the first with `indent` in front. */
export function wrap(text: string, width: number, indent = ''): string {
  const pieces = text.match(/ ?[^\s\u2e80-\uffef]+|\s|[\u2e80-\uffef][、，。；：）！？」』”’]*/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line.trim() !== '' && widthOf(line) + widthOf(piece) > width) {
      lines.push(line.trimEnd());
      line = indent + piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()].join('\n');
}
