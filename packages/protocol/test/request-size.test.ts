/** B12: a request that no client sends is refused before it is parsed, and no answer repeats it at length. */
import { describe, expect, test } from 'vitest';
import { enterprise, flagship } from '../src/index.ts';
import { readRequestJson } from '../src/json.ts';

const long = 'x'.repeat(70_000);

describe('B12 the JSON of a request', () => {
  test.each([
    ['of a full batch', JSON.stringify([Array.from({ length: 2000 }, (_, id) => ({ rec_id: id, sync_stock: '1', note: ',[{"\\' }))])],
    ['of one long text with brackets and quotes in it', JSON.stringify([`${'[{,"\\'.repeat(20_000)}`])],
    ['that is short, however it looks', '[[[[[[1]]]]]]'],
  ])('%s is read', (_, text) => {
    expect(readRequestJson(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ['of too many values', `["${long}"${',1'.repeat(60_001)}]`],
    ['of too many empty objects', `["${long}"${',{}'.repeat(40_000)}]`],
    ['nested deeper than any request', `["${long}",${'['.repeat(65)}${']'.repeat(65)}]`],
  ])('%s is refused', (_, text) => {
    expect(() => readRequestJson(text)).toThrow(RangeError);
    expect(() => flagship.readCall(flagship.methods['sales.LogisticsSync.update'], text, undefined)).toThrow('参数错误');
    const ack = () => enterprise.readCall(enterprise.methods.logistics_sync_ack, { logistics_list: text });
    expect(ack).toThrow('logistics_list json格式错误，无法解析');
  });

  test('that does not end, or ends in the midst of a string, is broken and no more', () => {
    for (const text of [`["${long}`, `["${long}\\`, `[${long}`]) expect(() => readRequestJson(text)).toThrow(SyntaxError);
  });
});

test('a message holds at most 255 characters, whatever the request called its fields', () => {
  const refusals = [
    flagship.writeRefusal(flagship.refuse.timestampForm('9'.repeat(10_000))),
    enterprise.writeRefusal(enterprise.refuse.repeated('名'.repeat(10_000))),
    enterprise.writeRefusal(enterprise.refuse.unknownInterface()),
  ];
  for (const text of refusals) expect(Array.from(JSON.parse(text).message as string).length).toBeLessThanOrEqual(255);
});
