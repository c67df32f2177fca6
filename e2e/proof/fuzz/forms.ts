/** A secret in every form in which it may lie about. */

/** The forms, by name, as bytes; whole words shorter than six bytes would be found by chance. */
export function formsOf(secret: string): Map<string, Buffer> {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const forms = new Map<string, Buffer>([
    ['as it is', bytes],
    ['in hexadecimal', Buffer.from(hex)],
    ['in upper-case hexadecimal', Buffer.from(hex.toUpperCase())],
    ['percent-encoded', Buffer.from(encodeURIComponent(secret))],
    ['as a form', Buffer.from(new URLSearchParams({ x: secret }).toString().slice(2))],
    ['in JSON', Buffer.from(JSON.stringify(secret).slice(1, -1))],
    ['in UTF-16', Buffer.from(secret, 'utf16le')],
    ['backwards', Buffer.from([...secret].reverse().join(''))],
  ]);
  // Within a longer text, base64 looks one of three ways; what depends on the neighbours is left out.
  for (const shift of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes, Buffer.alloc(2)]);
    const inner = (text: string) => Buffer.from(text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6)));
    forms.set(`in base64, ${shift} on`, inner(shifted.toString('base64')));
    forms.set(`in base64 for addresses, ${shift} on`, inner(shifted.toString('base64url')));
  }
  return forms;
}
