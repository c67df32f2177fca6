import { count } from '../output/print.ts';

/** Shows how far a long file is. */
export interface Progress {
  /** A new stretch of work begins: so many bytes, or so many rows where they are counted already. */
  begin(what: string, length: { bytes: number } | { rows: number }): void;
  /** So many bytes of it are read. */
  bytes(done: number): void;
  /** So many rows of it are done. */
  rows(done: number): void;
  /** Leaves the line empty. */
  clear(): void;
}

const FIRST_MS = 1_000;
const EVERY_MS = 200;

/** Progress as one line that is written over; silent in the first second, and where nobody watches. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const started = performance.now();
  let stretch = { what: '', began: started, length: { bytes: 0 } as { bytes: number } | { rows: number }, read: 0 };
  let shown = 0;
  const isDue = (now: number) => stream.isTTY === true && now - started > FIRST_MS && now - shown > EVERY_MS;
  return {
    begin(what, length) {
      stretch = { what, began: performance.now(), length, read: 0 };
    },
    bytes(done) {
      stretch.read = done;
    },
    rows(done) {
      const now = performance.now();
      if (!isDue(now)) return;
      shown = now;
      const { what, began, length, read } = stretch;
      const share = 'rows' in length ? done / length.rows : read / length.bytes;
      const percent = `${Math.min(100, Math.floor(share * 100))} %`.padStart(5);
      const speed = Math.round(done / Math.max(0.001, (now - began) / 1000));
      stream.write(`\r\u001b[2K${what}  ${percent}  ${count(done)} rows  ${count(speed)} rows/s`);
    },
    clear() {
      if (shown > 0) stream.write('\r\u001b[2K');
    },
  };
}
