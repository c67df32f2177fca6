import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enterprise } from '../src/index.ts';
import { enterpriseVectors, oneCharacterOff } from './data.ts';

const { sign, verify, canonicalText } = enterprise;

test('there are 21 vectors', () => {
  expect(enterpriseVectors).toHaveLength(21);
});

describe.each(enterpriseVectors)('vector $name', (vector) => {
  const { appsecret, params, canonical, expected_sign } = vector;
  const signed = { ...params, sign: expected_sign };

  test('the canonical text and the signature are the published ones', () => {
    expect(canonicalText(params)).toBe(canonical);
    expect(sign(params, appsecret)).toBe(expected_sign);
  });

  test('the signature is accepted, in upper case too', () => {
    expect(verify(signed, appsecret)).toBe(true);
    expect(verify({ ...params, sign: expected_sign.toUpperCase() }, appsecret)).toBe(true);
  });

  test('one changed character is refused: in the signature, in the secret, in any value', () => {
    expect(verify({ ...params, sign: oneCharacterOff(expected_sign) }, appsecret)).toBe(false);
    expect(verify(signed, `${appsecret}x`)).toBe(false);
    for (const name of Object.keys(params).filter((name) => name !== 'sign')) {
      expect(verify({ ...signed, [name]: `${params[name]}x` }, appsecret), name).toBe(false);
    }
  });

  test('a parameter more or less is refused, known or not', () => {
    expect(verify({ ...signed, foo: '' }, appsecret)).toBe(false);
    const { sid: _, ...without } = signed as Record<string, string>;
    expect(verify(without, appsecret)).toBe(false);
  });

  test.each(['utf16_units_sign', 'utf8_bytes_sign', 'empty_values_dropped_sign'] as const)('what %s gives is refused', (rule) => {
    const other = vector[rule];
    if (other === undefined) return;
    expect(other).not.toBe(expected_sign);
    expect(verify({ ...params, sign: other }, appsecret)).toBe(false);
  });
});

test('the vectors hold signatures of every other rule', () => {
  for (const rule of ['utf16_units_sign', 'utf8_bytes_sign', 'empty_values_dropped_sign'] as const) {
    expect(enterpriseVectors.some((vector) => vector[rule] !== undefined)).toBe(true);
  }
});

test('lengths take the digits they need beyond two and four', () => {
  const name = 'n'.repeat(100);
  expect(canonicalText({ [name]: 'v'.repeat(10_000) })).toBe(`100-${name}:10000-${'v'.repeat(10_000)}`);
  expect(canonicalText({})).toBe('');
  expect(canonicalText({ a: '\u{1f600}', b: '' })).toBe('01-a:0001-\u{1f600};01-b:0000-');
});

describe('a signed text has one reading', () => {
  test('the text that reads as two parameters when bytes are counted is one value when characters are', () => {
    const one = { a: `${'汉'.repeat(7)};03-foo:0001-x` };
    expect(canonicalText(one)).toBe(`01-a:0021-${'汉'.repeat(7)};03-foo:0001-x`);
    expect(canonicalText({ a: '汉'.repeat(7), foo: 'x' })).toBe(`01-a:0007-${'汉'.repeat(7)};03-foo:0001-x`);
  });

  test('whatever is signed can be read back in one way only', () => {
    const word = fc.string({ unit: fc.constantFrom('a', '0', '7', '-', ':', ';', '汉', '\u{1f600}') });
    fc.assert(
      fc.property(fc.dictionary(word, word), (parameters) => {
        expect(readCanonical(canonicalText({ ...parameters }))).toEqual(parameters);
      }),
    );
  });
});

/** Reads a canonical text by its lengths, as its only grammar. */
function readCanonical(text: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  let rest = Array.from(text);
  const take = (length: number) => rest.splice(0, length).join('');
  const measured = (width: number) => {
    let digits = take(width);
    while (rest[0] !== '-') digits += take(1);
    take(1);
    return take(Number(digits));
  };
  while (rest.length > 0) {
    if (rest[0] === ';') rest = rest.slice(1);
    const name = measured(2);
    take(1);
    parameters[name] = measured(4);
  }
  return parameters;
}
