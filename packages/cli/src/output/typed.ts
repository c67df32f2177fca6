/** Commands in what is said, as whoever reads it has to type them. */
import { startedBy } from '../config.ts';

const COMMAND =
  /(?<!npx )\btongbu (?=(?:demo|serve|sandbox|bridge|seller|key|token|person|health|import|level|listing|order|carrier|explain|backup|restore|verify|pending|journal|call|sign|doctor|help)\b|--|\[)/g;

/** A text with its commands as they are typed here: a clone that runs `npx tongbu` has no `tongbu`. */
export function typed(text: string): string {
  return startedBy() === 'npx' ? text.replace(COMMAND, 'npx tongbu ') : text;
}

/** A name as a word of a command line: names may hold blanks and quotes. */
export function word(name: string): string {
  return /^[\w.,:/@%+\-\u00a1-\uffff]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
