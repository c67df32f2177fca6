/** The databases a statement can be written for. */
export type Dialect = 'postgresql' | 'mysql';

/** A statement with its values left out: `:name` has become what the database's driver takes. */
export interface Statement {
  text: string;
  /** The names in the order of the driver's values. */
  names: string[];
}

/**
 * Reads a statement with `:name` in it. What looks like one inside a text, a quoted name or a comment is left as it is, and so is `::`.
 *
 * @throws Error naming a name that is not among `known`
 */
export function readStatement(text: string, dialect: Dialect, known: readonly string[]): Statement {
  const names: string[] = [];
  // MySQL takes a backslash in a text for the beginning of an escape; PostgreSQL, as standard SQL, does not.
  const quoted = dialect === 'mysql' ? `'(?:[^'\\\\]|\\\\[\\s\\S]|'')*'` : `'(?:[^']|'')*'`;
  const parts = new RegExp(`${quoted}|"(?:[^"]|"")*"|\`[^\`]*\`|--[^\\n]*|/\\*[\\s\\S]*?\\*/|::|:([A-Za-z]\\w*)`, 'g');
  const written = text.replace(parts, (whole, name?: string) => {
    if (name === undefined) return whole;
    if (!known.includes(name))
      throw new Error(`:${name} is no value that is known here; there are ${known.map((each) => `:${each}`).join(', ')}`);
    if (dialect === 'mysql') {
      names.push(name);
      return '?';
    }
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text: written, names };
}
