import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** What the shop said and the ERP was not told yet, a line of JSON each. A program that dies in between reads it at its next start. */
export class Journal<Line> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** On the disk when this returns. */
  add(line: Line): void {
    const file = openSync(this.#path, 'a');
    writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
    closeSync(file);
  }

  /** A line that was cut off in the middle of a write was never returned from `add`: it is left out. */
  read(): Line[] {
    if (!existsSync(this.#path)) return [];
    const lines = readFileSync(this.#path, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Line);
  }

  /** The ERP has it all. */
  clear(): void {
    rmSync(this.#path, { force: true });
  }
}
