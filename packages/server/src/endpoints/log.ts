const MOST = 300;

/** As much of a stranger's text as a line of the log holds (promise B12). */
export function inLog(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
}
