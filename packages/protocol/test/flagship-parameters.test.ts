import { describe, expect, test } from 'vitest';
import { flagship } from '../src/index.ts';

const { readParameters, writeParameters, readPage } = flagship;

const PARAMETERS = { sid: 'demo', key: 'demo-app', salt: '5alt', method: 'm', v: '1.0', timestamp: '411561000', sign: 'x' };
const QUERY = 'sid=demo&key=demo-app&salt=5alt&method=m&v=1.0&timestamp=411561000&sign=x';

const broken = () => expect.objectContaining({ status: 1, message: '参数错误' });

test('a query is read whatever the order of its names', () => {
  expect(readParameters(QUERY)).toEqual(PARAMETERS);
  expect(readParameters(QUERY.split('&').reverse().join('&'))).toEqual(PARAMETERS);
});

test.each(Object.keys(PARAMETERS))('without %s it is refused', (name) => {
  const { [name]: _, ...rest } = PARAMETERS as Record<string, string>;
  expect(() => readParameters(writeParameters(rest))).toThrow(broken());
});

test.each(Object.keys(PARAMETERS))('%s twice is refused, even with the same value', (name) => {
  expect(() => readParameters(`${QUERY}&${name}=${PARAMETERS[name as keyof typeof PARAMETERS]}`)).toThrow(broken());
});

test.each([
  ['an unknown name', `${QUERY}&limit=100`],
  ['a name that only looks known: names are never decoded', QUERY.replace('sid=', 's%69d=')],
  ['another case', QUERY.replace('sid=', 'SID=')],
  ['a blank before a name', QUERY.replace('&key', '& key')],
  ['the body as a parameter', `${QUERY}&body=[]`],
  ['__proto__', `${QUERY}&__proto__=x`],
  ['no equals sign', `${QUERY}&page_no`],
  ['an empty pair at the end', `${QUERY}&`],
  ['an empty pair at the start', `&${QUERY}`],
  ['nothing at all', ''],
  ['a question mark', `?${QUERY}`],
  ['a percent sign alone', QUERY.replace('demo-app', 'demo%')],
  ['a percent sign with other letters', QUERY.replace('demo-app', '%ZZ')],
  ['bytes that are no UTF-8', QUERY.replace('demo-app', '%FF')],
  ['half a surrogate pair in UTF-8', QUERY.replace('demo-app', '%ED%A0%BD')],
  ['an overlong form', QUERY.replace('demo-app', '%C0%AF')],
  ['another separator', QUERY.replaceAll('&', ';')],
])('%s is refused', (_, query) => {
  expect(() => readParameters(query)).toThrow(broken());
});

test.each([
  ['a plus is a blank', 'a+b', 'a b'],
  ['%20 is a blank', 'a%20b', 'a b'],
  ['%2B is a plus', 'a%2Bb', 'a+b'],
  ['reserved characters', '%26%3D%25%3F%23', '&=%?#'],
  ['an equals sign of its own', 'a=b=', 'a=b='],
  ['UTF-8 in either case', '%e6%97%97%E8%88%B0', '旗舰'],
  ['raw UTF-8', '旗舰', '旗舰'],
  ['an astral character', '%F0%9F%98%80', '\u{1f600}'],
  ['nothing', '', ''],
  ['a NUL, which no key holds', '%00', '\0'],
])('values are decoded: %s', (_, written, key) => {
  expect(readParameters(QUERY.replace('demo-app', written)).key).toBe(key);
});

test('what is written is read back', () => {
  const odd = { ...PARAMETERS, key: ' +&=%旗\u{1f600}\0#?/', page_size: '40', page_no: '0', calc_total: '1' };
  expect(readParameters(writeParameters(odd))).toEqual(odd);
});

describe('paging', () => {
  test.each([
    [{ page_size: '40' }, { size: 40, page: 0, total: false }],
    [
      { page_size: '1000', page_no: '12', calc_total: '1' },
      { size: 1000, page: 12, total: true },
    ],
    [
      { page_size: '1', page_no: '0', calc_total: 'true' },
      { size: 1, page: 0, total: true },
    ],
    [
      { page_size: '007', calc_total: 'false' },
      { size: 7, page: 0, total: false },
    ],
    [{ page_no: '3' }, undefined],
    [{}, undefined],
  ])('%j is %j', (parameters, page) => {
    expect(readPage(parameters)).toEqual(page);
  });

  test.each([
    [{ page_size: '0' }, 1, '参数错误'],
    [{ page_size: '-1' }, 1, '参数错误'],
    [{ page_size: '' }, 1, '参数错误'],
    [{ page_size: '1.5' }, 1, '参数错误'],
    [{ page_size: 'ten' }, 1, '参数错误'],
    [{ page_size: '1e2' }, 1, '参数错误'],
    [{ page_size: '10', page_no: '-1' }, 1, '参数错误'],
    [{ page_size: '10', page_no: '9999999999' }, 1, '参数错误'],
    [{ page_size: '10', calc_total: '2' }, 1, '参数错误'],
    [{ page_size: '1001' }, 100, 'page_size不能大于1000'],
  ])('%j is refused', (parameters, status, message) => {
    expect(() => readPage(parameters)).toThrow(expect.objectContaining({ status, message }));
  });

  test.each(['page_size=x', 'page_no=', 'page_no=0page_size40', 'calc_total=1keydemo', 'calc_total='])(
    '%s is refused whatever the method, before anything is done',
    (pair) => {
      expect(() => readParameters(`${QUERY}&${pair}`)).toThrow(broken());
    },
  );
});
