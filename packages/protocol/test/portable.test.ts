/** What stands in where the platform lacks something: MD5 in browsers and workers, exact numbers on Node 20. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byBytes } from '../src/characters.ts';
import { md5 as platformMd5 } from '../src/digest.ts';
import { md5, sameText } from '../src/digest-portable.ts';
import { ExactNumber, readJson, readMarked, writeEach } from '../src/json.ts';

describe('MD5 of our own', () => {
  // RFC 1321, A.5
  test.for([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
  ] as const)('of "%s" is the one of the RFC', ([text, digest]) => expect(md5(text)).toBe(digest));

  test('of every length around a block is the platform’s', () => {
    for (let length = 0; length < 200; length++) expect(md5('é'.repeat(length)), `${length}`).toBe(platformMd5('é'.repeat(length)));
    const large = new Uint8Array(3_000_001).map((_, i) => i * 31);
    expect(md5(large)).toBe(createHash('md5').update(large).digest('hex'));
  });

  test('of parts, whatever they hold, is the platform’s of them one after another', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());
    fc.assert(fc.property(fc.array(part), (parts) => md5(...parts) === platformMd5(...parts)));
  });
});

test('two texts are the same only if they are', () => {
  expect([sameText('', ''), sameText('汉a', '汉a'), sameText('a', 'b'), sameText('a', 'ab')]).toEqual([true, true, false, false]);
});

test('names are ordered as their UTF-8 bytes are, beyond the BMP as well', () => {
  const name = fc.string({ unit: 'grapheme' });
  fc.assert(fc.property(name, name, (a, b) => Math.sign(byBytes(a, b)) === Buffer.compare(Buffer.from(a), Buffer.from(b))));
  expect(['😀', '\uffee', 'a', 'B', '_'].sort(byBytes)).toEqual(['B', '_', 'a', '\uffee', '😀']);
});

describe('W4: numbers where parsing shows no texts', () => {
  const LONG = '9223372036854775807';
  test.for([
    `{"id":${LONG},"text":"${LONG}","list":[1.10,-0,1e2,0.1,12]}`,
    `["a\\"${LONG}","\\\\",${LONG}]`,
    `[123456789012345.6789,{"${LONG}":${LONG}}]`,
  ])('are read as where it does: %s', (text) => expect(readMarked(text)).toEqual(readJson(text)));

  test.for(['[01234567890123456789]', `[${LONG}.]`, `[${LONG}e]`, `["a,${LONG}]`, `${LONG} ${LONG}`, `[-]`, ''])(
    '%s is no JSON there either',
    (text) => {
      expect(() => readMarked(text)).toThrow(SyntaxError);
    },
  );

  test('are read and written again as they were, in anything', () => {
    const json = fc.json({ depthSize: 'small' });
    fc.assert(fc.property(json, (text) => void expect(readMarked(text)).toEqual(readJson(text))));
    fc.assert(fc.property(fc.jsonValue(), (value) => writeEach(value) === JSON.stringify(value)));
    const exact = { list: [new ExactNumber(LONG), new ExactNumber('1.10')], none: undefined, text: LONG, nothing: null };
    expect(writeEach(exact)).toBe(`{"list":[${LONG},1.10],"text":"${LONG}","nothing":null}`);
  });
});
