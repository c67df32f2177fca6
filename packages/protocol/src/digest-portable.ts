/** What `digest.ts` does, where there is nothing of Node: bundlers for browsers and workers take this instead (`browser` in package.json). */

/** How far the rounds turn, four steps each. */
const TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

const SINES = Int32Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));

const encoder = new TextEncoder();

/** MD5 (RFC 1321) of the parts, one after another, as 32 lower-case hexadecimal digits. Text counts as UTF-8. */
export function md5(...parts: (string | Uint8Array)[]): string {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const words = wordsOf(parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part)));
  for (let first = 0; first < words.length; first += 16) mixBlock(state, words, first);
  return [...new Uint8Array(state.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes in blocks of 64: a one bit after them, then zeros, and their length in bits at the end. Little-endian, as every platform of ours is. */
function wordsOf(parts: Uint8Array[]): Int32Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  bytes[end] = 0x80;
  const words = new Int32Array(bytes.buffer);
  words[words.length - 2] = length << 3;
  words[words.length - 1] = Math.floor(length / 2 ** 29);
  return words;
}

function mixBlock(state: Int32Array, words: Int32Array, first: number): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    let mixed: number;
    let place: number;
    if (round === 0) {
      mixed = d ^ (b & (c ^ d));
      place = step;
    } else if (round === 1) {
      mixed = c ^ (d & (b ^ c));
      place = 5 * step + 1;
    } else if (round === 2) {
      mixed = b ^ c ^ d;
      place = 3 * step + 5;
    } else {
      mixed = c ^ (b | ~d);
      place = 7 * step;
    }
    const sum = (a + mixed + (SINES[step] as number) + (words[first + (place & 15)] as number)) | 0;
    const turn = TURNS[(round << 2) | (step & 3)] as number;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
}

/** Whether two secrets or signatures are equal, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  if (left.length !== right.length) return false;
  let differs = 0;
  for (let at = 0; at < left.length; at++) differs |= (left[at] as number) ^ (right[at] as number);
  return differs === 0;
}
