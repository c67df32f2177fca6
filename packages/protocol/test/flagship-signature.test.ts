import { describe, expect, test } from 'vitest';
import { flagship } from '../src/index.ts';
import { flagshipVectors, oneCharacterOff } from './data.ts';

const { sign, verify, splitSecret, canonicalParts } = flagship;

test('there are 21 vectors', () => {
  expect(flagshipVectors).toHaveLength(21);
});

describe.each(flagshipVectors)('vector $name', ({ secret, salt, params, body, expected_sign }) => {
  const signed = { ...params, sign: expected_sign };
  const key = { secret, salt };

  test('signing gives the published signature, from text and from bytes', () => {
    expect(sign(params, body, secret)).toBe(expected_sign);
    expect(sign(params, Buffer.from(body), secret)).toBe(expected_sign);
  });

  test('the signature is accepted, in upper case too', () => {
    expect(verify(signed, body, key)).toBe(true);
    expect(verify({ ...params, sign: expected_sign.toUpperCase() }, Buffer.from(body), key)).toBe(true);
  });

  test('one changed character is refused: in the signature, in the body, in any value', () => {
    expect(verify({ ...params, sign: oneCharacterOff(expected_sign) }, body, key)).toBe(false);
    expect(verify(signed, `${body} `, key)).toBe(false);
    for (const name of Object.keys(params)) expect(verify({ ...signed, [name]: `${params[name]}x` }, body, key), name).toBe(false);
  });

  test('another salt is refused even where the signature fits, and so are a missing sign, a short one and a long one', () => {
    expect(verify(signed, body, { secret, salt: `${salt}x` })).toBe(false);
    expect(verify(params, body, key)).toBe(false);
    expect(verify({ ...params, sign: expected_sign.slice(1) }, body, key)).toBe(false);
    expect(verify({ ...params, sign: `${expected_sign}0` }, body, key)).toBe(false);
  });
});

test('the signed text is secret, names and values in byte order with the body among them, secret', () => {
  const { params, body, secret } = flagshipVectors.find(({ name }) => name === 'ascii_calcStock') as (typeof flagshipVectors)[number];
  expect(canonicalParts({ ...params, sign: 'left out' }, body, secret).join('')).toBe(
    'testsecretbody[2447,false]keyappkeymethodsales.StockSync.calcStocksalttestsaltsidwdtapi3timestamp400000000v1.0testsecret',
  );
});

test('names are sorted by their bytes, upper case before underscore before lower case, astral after the rest', () => {
  const names = canonicalParts({ '\u{1f600}': '', '\uff5e': '', a: '', _: '', Z: '' }, '', 's').filter((_, i) => i % 2 === 1);
  expect(names).toEqual(['Z', '_', 'a', 'body', '\uff5e', '\u{1f600}', 's']);
});

test('an appsecret is split at its first colon; without one there is no secret', () => {
  expect(splitSecret('s3cr3t:5alt')).toEqual({ secret: 's3cr3t', salt: '5alt' });
  expect(splitSecret('aa:bb:cc')).toEqual({ secret: 'aa', salt: 'bb:cc' });
  expect(splitSecret(':')).toEqual({ secret: '', salt: '' });
  expect(splitSecret('nocolon')).toBeUndefined();
});
