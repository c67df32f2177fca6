/** Splits a command line as a shell does: quotes, `$'…'`, backslashes, and lines that go on. Nothing in it is run or filled in. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string;
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word ??= '';
    const ansi = line.startsWith("$'", at);
    if (character === "'" || ansi) {
      const start = at + (ansi ? 2 : 1);
      const end = closing(line, start, ansi);
      word += ansi ? ansiText(line.slice(start, end)) : line.slice(start, end);
      at = end;
    } else if (character === '"') {
      const end = closing(line, at + 1, true, '"');
      word += line.slice(at + 1, end).replace(/\\(["\\$`\n])/g, (_, escaped: string) => (escaped === '\n' ? '' : escaped));
      at = end;
    } else if (character === '\\') {
      const next = line.startsWith('\r\n', at + 1) ? '\r\n' : (line[at + 1] ?? '');
      at += next.length;
      if (!next.includes('\n')) word += next;
      else if (word === '') word = undefined;
    } else word += character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** Where a quotation that began before `start` ends; the end of the line where nobody closed it. */
function closing(line: string, start: number, escapes: boolean, quote = "'"): number {
  for (let at = start; at < line.length; at++) {
    if (escapes && line[at] === '\\') at++;
    else if (line[at] === quote) return at;
  }
  return line.length;
}

const ANSI: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function ansiText(text: string): string {
  return text.replace(/\\(?:u([\da-f]{1,4})|x([\da-f]{1,2})|([\s\S]))/gi, (_, unicode, hex, plain: string) =>
    plain === undefined ? String.fromCharCode(Number.parseInt(unicode ?? hex, 16)) : (ANSI[plain] ?? plain),
  );
}
