import { describe, expect, test } from 'vitest';
import { enterprise } from '../src/index.ts';

const { readForm, writeForm, checkClock, sign, verify } = enterprise;

const PUBLIC = { sid: 'demo', appkey: 'demo-app2', timestamp: '1736908200', sign: 'x' };
const FORM = 'sid=demo&appkey=demo-app2&timestamp=1736908200&sign=x';

function read(rest: string | Uint8Array): Record<string, string> {
  const {
    sid: _,
    appkey: __,
    timestamp: ___,
    sign: ____,
    ...others
  } = readForm(Buffer.concat([Buffer.from(`${FORM}&`), Buffer.from(rest)]));
  return others;
}

describe('a form is read as PHP reads it', () => {
  test.each([
    ['a plus is a blank', 'a=x+y', { a: 'x y' }],
    ['%20 is a blank', 'a=x%20y', { a: 'x y' }],
    ['%2B is a plus', 'a=x%2By', { a: 'x+y' }],
    ['percent-encoded UTF-8', 'a=%E5%BA%97%F0%9F%98%80', { a: '店\u{1f600}' }],
    ['raw UTF-8', 'a=店\u{1f600}', { a: '店\u{1f600}' }],
    ['a malformed %ZZ stays as written', 'a=%ZZ', { a: '%ZZ' }],
    ['and what stands beside it is decoded', 'a=%ZZ%41+%E5%BA%97店', { a: '%ZZA 店店' }],
    ['a percent sign at the end', 'a=100%', { a: '100%' }],
    ['half an escape at the end', 'a=100%4', { a: '100%4' }],
    ['a percent sign before a wide character', 'a=%店', { a: '%店' }],
    ['two percent signs', 'a=%%41', { a: '%A' }],
    ['an equals sign of its own', 'a=b=c', { a: 'b=c' }],
    ['no equals sign: an empty value', 'a', { a: '' }],
    ['an empty value is kept, for it is signed', 'a=&b=', { a: '', b: '' }],
    ['empty pairs are nothing', '&&a=1&&', { a: '1' }],
    ['a name is decoded too', '%61+b=1', { 'a b': '1' }],
    ['brackets mean nothing: parameters are flat', 'a[0][b]=1', { 'a[0][b]': '1' }],
    ['a NUL', 'a=%00', { a: '\0' }],
    ['a byte order mark stays, for it was signed', 'a=%EF%BB%BF1', { a: '\uFEFF1' }],
    ['names of the language', '__proto__=1&constructor=2&toString=3', JSON.parse('{"__proto__":"1","constructor":"2","toString":"3"}')],
  ])('%s', (_, rest, expected) => {
    expect({ ...read(rest) }).toEqual(expected);
  });

  test('what is written is read back', () => {
    const odd = { ...PUBLIC, shop_no: ' +&=%店\u{1f600}\0;#?', empty: '' };
    expect({ ...readForm(Buffer.from(writeForm(odd))) }).toEqual(odd);
  });
});

describe('a form has one reading', () => {
  test.each(['a=1&a=1', 'a=1&%61=2', 'a&a=', 'sid=demo', 'sign=x'])('a repeated name is refused: %s', (rest) => {
    expect(() => read(rest)).toThrow(expect.objectContaining({ code: 2830, message: expect.stringMatching(/^参数重复【(a|sid|sign)】$/) }));
  });

  test('an unknown name is part of the signature and otherwise ignored', () => {
    const form = { ...PUBLIC, shop_no: 'S1', limit: '100', extra: 'x' };
    form.sign = sign(form, 'e5ecret');
    expect(verify(form, 'e5ecret')).toBe(true);
    expect(verify({ ...form, extra: 'y' }, 'e5ecret')).toBe(false);
    expect(enterprise.readCall(enterprise.methods.api_goods_stock_change_query, form)).toEqual({ shop_no: 'S1', limit: 100 });
  });
});

test('B12 a form has at most 1000 pairs, as PHP reads it; more are refused before any is read', () => {
  const pairs = (count: number) => Array.from({ length: count - 4 }, (_, i) => `f${i}=`).join('&');
  expect(Object.keys(read(pairs(1000)))).toHaveLength(996);
  expect(() => read(pairs(1001))).toThrow(expect.objectContaining({ code: 2830, message: '参数值无效【参数个数】' }));
  expect(() => read('&'.repeat(1000))).toThrow(expect.objectContaining({ code: 2830 }));
});

describe('bytes that are no UTF-8 get the signature error', () => {
  const wrong = () => expect.objectContaining({ code: 1005, message: '签名sign错误' });
  test.each([
    ['raw', Buffer.from([0x61, 0x3d, 0xff])],
    ['cut short', Buffer.from([0x61, 0x3d, 0xe5, 0xba])],
    ['GBK', Buffer.from([0x61, 0x3d, 0xb5, 0xea])],
    ['half a surrogate pair', Buffer.from([0x61, 0x3d, 0xed, 0xa0, 0xbd])],
    ['percent-encoded', Buffer.from('a=%FF')],
    ['percent-encoded beside a malformed %', Buffer.from('a=%ZZ%FF')],
    ['percent-encoded in a name', Buffer.from('%FF=a')],
    ['an escape completed by a raw byte of another character', Buffer.from('a=%E5店')],
  ])('%s', (_, rest) => {
    expect(() => read(rest)).toThrow(wrong());
    expect(read('a=1')).toEqual({ a: '1' }); // a failure leaves nothing behind
  });
});

describe('the four public names must be there and not empty', () => {
  test.each(Object.keys(PUBLIC))('%s', (name) => {
    const missing = expect.objectContaining({ code: 1001, message: `缺少必要请求参数【${name}】` });
    const { [name]: _, ...rest } = PUBLIC as Record<string, string>;
    expect(() => readForm(Buffer.from(writeForm(rest)))).toThrow(missing);
    expect(() => readForm(Buffer.from(writeForm({ ...rest, [name]: '' })))).toThrow(missing);
  });

  test('an empty body misses the first', () => {
    expect(() => readForm(new Uint8Array())).toThrow('缺少必要请求参数【sid】');
  });
});

describe('the clock', () => {
  const SENT = 1_736_908_200;
  const check = (timestamp: string, now: number) => checkClock({ ...PUBLIC, timestamp }, now);
  const refused = () => expect.objectContaining({ code: 1004, message: '时间戳timestamp无效或与服务器时间相差超过5分钟' });

  test.each([-300_000, -299_999, -500, 0, 999, 299_999, 300_000])('%i ms after the signature: accepted', (late) => {
    expect(check(String(SENT), SENT * 1000 + late)).toBe(SENT);
  });

  test.each([-301_000, -300_001, 300_001, 300_999, 301_000])('%i ms after the signature: refused', (late) => {
    expect(() => check(String(SENT), SENT * 1000 + late)).toThrow(refused());
  });

  test.each(['', 'now', '1736908200000', '-1736908200', '+1736908200', ' 1736908200', '1736908200.0', '1.7369082e9', '0x67870e28'])(
    'a timestamp "%s" is refused',
    (timestamp) => {
      expect(() => check(timestamp, SENT * 1000)).toThrow(refused());
    },
  );
});
