/** What the command says: results on standard output, everything about them on standard error. */

/** A result. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A result as JSON, for scripts. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined));
}

/** A remark that is no result. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A count, with commas between thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
