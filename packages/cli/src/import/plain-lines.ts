/**
 * Cuts text that has no quote into rows of cells: where no cell can hold a comma or an end of line there is nothing to parse, and this
 * takes a tenth of a parser's time (measured).
 */
export class PlainLines {
  /** Lines that were cut. */
  lines = 0;
  /** What comes after the last of them. */
  rest = '';

  /** The rows of the lines that end in this piece of the text; empty lines are counted and left out. */
  *take(text: string): Generator<{ cells: string[]; line: number }> {
    const all = this.rest + text;
    // The end of a line of Windows may come in two pieces.
    const whole = all.endsWith('\r') ? all.slice(0, -1) : all;
    const found = whole.includes('\r') ? whole.split(/\r\n|\n|\r/) : whole.split('\n');
    this.rest = (found.pop() as string) + all.slice(whole.length);
    for (const line of found) {
      this.lines++;
      if (line !== '') yield { cells: line.split(','), line: this.lines };
    }
  }
}
