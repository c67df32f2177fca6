/** W4: numbers are exact, from the JSON text through reading and writing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, int, long, text } from '../src/fields/index.ts';
import { ExactNumber, enterprise, flagship, readJson, writeJson } from '../src/index.ts';
import { read, write } from './fields.ts';

/** Digits of a Decimal(19,4), as a client may write them. */
const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 15n - 1n), fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 4 }))
  .map(([minus, whole, fraction, places]) => {
    const cut = String(fraction).padStart(4, '0').slice(0, places);
    return `${minus ? '-' : ''}${whole}${cut === '' ? '' : `.${cut}`}`;
  });

const idText = fc.bigInt(-(2n ** 63n), 2n ** 64n).map(String);

/** The same number in the shortest form, by text alone. */
function canonical(digits: string): string {
  const short = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return short === '-0' ? '0' : short;
}

test('a decimal survives digit for digit, as a number and as text', () => {
  fc.assert(
    fc.property(decimalText, (digits) => {
      expect(read(decimal(), digits)).toBe(canonical(digits));
      expect(read(decimal(), `"${digits}"`)).toBe(canonical(digits));
      expect(write(decimal(), digits)).toBe(canonical(digits));
      const text = JSON.parse(write(decimal(), digits, 'text') as string) as string;
      expect(text).toMatch(/^-?\d+\.\d{4}$/);
      expect(read(decimal(), text)).toBe(canonical(digits));
    }),
  );
});

test('an id of 64 bits survives digit for digit, as a number and as text', () => {
  fc.assert(
    fc.property(idText, (digits) => {
      expect(read(long(), digits)).toBe(digits);
      expect(read(long(), `"${digits}"`)).toBe(digits);
      expect(read(long(), `${digits}.000`)).toBe(digits);
      expect(write(long(), digits)).toBe(digits);
      expect(write(long(), BigInt(digits))).toBe(digits);
      expect(write(long(), digits, 'text')).toBe(`"${digits}"`);
    }),
  );
});

test('a whole number of 32 bits survives, and a text that looks like a number keeps its zeros', () => {
  fc.assert(
    fc.property(fc.integer(), (value) => {
      expect(read(int(), String(value))).toBe(value === 0 ? 0 : value);
      expect(write(int(), value)).toBe(String(value));
    }),
  );
  expect(read(text(40), '"00123.4500"')).toBe('00123.4500');
});

describe('through whole bodies', () => {
  const { syncSuccess } = { syncSuccess: flagship.methods['sales.StockSync.syncSuccess'] };

  test('of the flagship edition', () => {
    fc.assert(
      fc.property(idText, decimalText, idText, fc.boolean(), (id, quantity, version, quoted) => {
        const written = (digits: string) => (quoted ? `"${digits}"` : digits);
        const body = `[${written(id)},{"syn_stock":${written(quantity)},"stock_change_count":${written(version)},"stock_syn_max":550.0000}]`;
        const { request } = flagship.readCall(syncSuccess, body, undefined);
        expect(request.apiGoodsId).toBe(id);
        expect(request.info.syn_stock).toBe(canonical(quantity));
        expect(request.info.stock_change_count).toBe(version);
        expect(flagship.writeCall(syncSuccess, { apiGoodsId: id, info: { syn_stock: quantity, stock_change_count: version } })).toBe(
          `[${id},{"syn_stock":${canonical(quantity)},"stock_change_count":${version}}]`,
        );
      }),
    );
  });

  test('of the enterprise edition', () => {
    const ack = enterprise.methods.api_goods_stock_change_ack;
    fc.assert(
      fc.property(idText, decimalText, idText, (rec_id, sync_stock, stock_change_count) => {
        const form = enterprise.writeCall(ack, { stock_sync_list: [{ rec_id, sync_stock, stock_change_count }] });
        expect(form).toEqual({
          stock_sync_list: `[{"rec_id":${rec_id},"sync_stock":${canonical(sync_stock)},"stock_change_count":${stock_change_count}}]`,
        });
        const [element] = enterprise.readCall(ack, form).stock_sync_list;
        expect(element).toMatchObject({ ok: true, value: { rec_id, sync_stock: canonical(sync_stock), stock_change_count } });
      }),
    );
  });
});

describe('readJson', () => {
  test('gives a double only where it has the very digits of the text', () => {
    fc.assert(
      fc.property(fc.oneof(decimalText, idText, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)), (digits) => {
        const value = (readJson(`[${digits}]`) as unknown[])[0];
        const kept = value instanceof ExactNumber ? value.text : String(value);
        expect(Number(kept)).toBe(Number(digits) === 0 ? 0 : Number(digits));
        if (value instanceof ExactNumber || /^-?\d+$/.test(digits)) expect(canonical(kept)).toBe(canonical(digits));
      }),
    );
  });

  test('gives what JSON.parse gives, apart from such numbers', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        expect(JSON.parse(JSON.stringify(plain(readJson(json))))).toEqual(JSON.parse(json));
      }),
    );
  });

  test('takes care from the sixteenth digit on, where doubles begin to fail', () => {
    for (const digits of ['9007199254740993', '99999999999999999', '0.12345678901234567', '1e2', '1E2']) {
      expect(readJson(digits)).toEqual(new ExactNumber(digits));
    }
    expect(readJson('999999999999999')).toBe(999999999999999);
  });

  test('takes exactly one value', () => {
    for (const text of [
      '',
      ' ',
      '[1] 2',
      '[1,]',
      '{"a":1',
      "{'a':1}",
      'NaN',
      'Infinity',
      '01',
      '+1',
      '.5',
      '1.',
      '\ufeff[]',
      '[1e]',
      'undefined',
    ]) {
      expect(() => readJson(text), text).toThrow(SyntaxError);
    }
    expect(readJson(' [1] \n')).toEqual([1]);
  });
});

/** Exact numbers back as doubles, to compare with JSON.parse. */
function plain(value: unknown): unknown {
  if (value instanceof ExactNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

test('writeJson is compact and leaves nothing unescaped that JSON escapes', () => {
  expect(writeJson({ a: [1, 'x"\n\ud83d', null, true] })).toBe('{"a":[1,"x\\"\\n\\ud83d",null,true]}');
});
