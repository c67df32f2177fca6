/** Text as clients on a Chinese Windows write it when nobody says UTF-8. Node reads GBK but writes none, so its reading is turned round. */

let table: Map<string, number> | undefined;

function gbkTable(): Map<string, number> {
  const decoder = new TextDecoder('gbk');
  const made = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd' && !made.has(character)) made.set(character, lead * 256 + trail);
    }
  }
  return made;
}

/** The bytes of a text in GBK; `?` for what it has no place for. */
export function toGbk(text: string): Uint8Array {
  table ??= gbkTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    const double = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (double === undefined) bytes.push(0x3f);
    else bytes.push(double >> 8, double & 0xff);
  }
  return Uint8Array.from(bytes);
}
