/** Characters as people, PHP and the databases count them: code points. */

/** How many characters a text has. */
export function countCharacters(value: string): number {
  let count = value.length;
  for (let i = 0; i < value.length - 1; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = value.charCodeAt(i + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      count--;
      i++;
    }
  }
  return count;
}

/** The first `length` characters of a text. */
export function firstCharacters(value: string, length: number): string {
  return value.length <= length ? value : Array.from(value).slice(0, length).join('');
}

/** The text without what a database refuses: NUL is taken out, a broken surrogate becomes U+FFFD. */
export function storable(value: string): string {
  return value.includes('\0') || !value.isWellFormed() ? value.replaceAll('\0', '').toWellFormed() : value;
}

/** Orders texts as their UTF-8 bytes are ordered, which is the order of their code points. */
export function byBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for what lies behind every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
