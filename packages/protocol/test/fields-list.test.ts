import { describe, expect, test } from 'vitest';
import { cutText, decimal, flag, int, jsonText, lenient, list, long, object, optional, records, text } from '../src/fields/index.ts';
import { FieldError } from '../src/index.ts';
import { read, refused, write } from './fields.ts';

describe('object: named members', () => {
  const point = object({ x: int(), note: optional(text(5), '') });

  test.each<[string | undefined, unknown]>([
    ['{"x":1,"note":"n"}', { x: 1, note: 'n' }],
    ['{"x":"1"}', { x: 1, note: '' }],
    ['{"x":1,"note":null,"unknown":[{}]}', { x: 1, note: '' }],
    ['{"x":1,"x":2}', { x: 2, note: '' }],
    ['{"x":1,"__proto__":{"note":"n"}}', { x: 1, note: '' }],
    ['[]', refused('type')],
    ['"{}"', refused('type')],
    ['1e400', refused('type')],
    ['null', refused('missing')],
    [undefined, refused('missing')],
  ])('reads %s as %j', (json, expected) => {
    expect(read(point, json)).toEqual(expected);
  });

  test('a broken member is named by its own name', () => {
    expect(() => read(point, '{"note":"n"}')).toThrow(expect.objectContaining({ field: 'x', problem: 'missing' }));
    expect(() => read(point, '{"__proto__":{"x":1}}')).toThrow(expect.objectContaining({ field: 'x', problem: 'missing' }));
    expect(() => read(point, '{"x":1,"note":"too long"}')).toThrow(expect.objectContaining({ field: 'note', problem: 'length' }));
  });

  test('a member has nothing that was not sent, whatever its name', () => {
    expect(read(object({ constructor: optional(text(9)) }), '{}')).toEqual({ constructor: undefined });
  });

  test('writes in the order of the definition, without what is absent; never without what is required', () => {
    expect(write(object({ b: int(), a: optional(int()) }), { a: 1, b: 2 })).toBe('{"b":2,"a":1}');
    expect(write(object({ b: int(), a: optional(int()) }), { b: 2 })).toBe('{"b":2}');
    expect(() => write(point, { note: '' } as never)).toThrow(TypeError);
  });
});

describe('list', () => {
  test.each<[string | undefined, unknown]>([
    ['[1,"2",3.0]', ['1', '2', '3']],
    ['[]', []],
    ['{}', refused('type')],
    ['1', refused('type')],
    ['"[1]"', refused('type')],
    ['[null]', refused('type')],
    ['[[1]]', refused('type')],
    ['null', refused('missing')],
  ])('of ids reads %s as %j', (json, expected) => {
    expect(read(list(long()), json)).toEqual(expected);
  });

  test('of objects takes one object for a list of one', () => {
    expect(read(list(object({ x: int() })), '{"x":1}')).toEqual([{ x: 1 }]);
    expect(() => read(list(object({ x: int() })), '[{"x":1},{}]')).toThrow(expect.objectContaining({ field: 'x' }));
  });

  test.each(['[{}]', '{}', '[]', '""', 'null', undefined])('in an answer %s says that there is no row', (json) => {
    expect(read(list(object({ x: int() })), json, 'answer')).toEqual([]);
  });

  test('in an answer a row that says something is still held to its numbers', () => {
    expect(() => read(list(object({ x: int() })), '[{"y":1}]', 'answer')).toThrow(FieldError);
    expect(read(list(object({ x: int(), t: text(1) })), '[{},{"x":1}]', 'answer')).toEqual([{ x: 1, t: '' }]);
  });
});

describe('records: elements are decided one by one', () => {
  const batch = records('id', 10, { id: long(), on: flag(), note: optional(cutText(3)) });
  const problems = (json: string) =>
    (read(batch, json) as unknown as { ok: boolean; value?: unknown; problem?: FieldError; id?: string }[]).map((each) =>
      each.ok ? each.value : [each.problem?.field, each.problem?.problem, each.id],
    );

  test('a list longer than allowed is refused before any element is read (B12)', () => {
    expect(() => batch.read(Array(11).fill(null), 'list')).toThrow(expect.objectContaining({ problem: 'batch', value: '10' }));
    expect(batch.read(Array(10).fill(null), 'list')).toHaveLength(10);
  });

  test('a broken element says what is wrong and keeps its id; its neighbours are whole', () => {
    expect(problems('[{"id":1,"on":1},{"id":2},{"on":1},{"id":"x","on":1},{"id":"5","on":"maybe"},{"id":6,"on":0,"note":"long"}]')).toEqual(
      [
        { id: '1', on: true, note: undefined },
        ['on', 'missing', '2'],
        ['id', 'missing', undefined],
        ['id', 'type', undefined],
        ['on', 'type', '5'],
        { id: '6', on: false, note: 'lon' },
      ],
    );
  });

  test('an element that is no object harms no other', () => {
    expect(problems('[null,1,"x",[],{"id":7,"on":1},{"__proto__":{"id":1}}]')).toEqual([
      ['f', 'type', undefined],
      ['f', 'type', undefined],
      ['f', 'type', undefined],
      ['f', 'type', undefined],
      { id: '7', on: true, note: undefined },
      ['id', 'missing', undefined],
    ]);
  });

  test.each<[string, unknown]>([
    ['[]', []],
    ['"x"', refused('type')],
    ['1', refused('type')],
    ['null', refused('missing')],
  ])('%s is %j', (json, expected) => {
    expect(read(batch, json)).toEqual(expected);
  });

  test('one object is a list of one', () => {
    expect(problems('{"id":1,"on":true}')).toEqual([{ id: '1', on: true, note: undefined }]);
  });

  test('what is said of a broken element can be stored: 80 characters, no NUL, no broken surrogate', () => {
    const [element] = read(batch, `[{"id":1,"on":"\\u0000\\ud83d${'\u{1f600}'.repeat(100)}"}]`) as { problem: FieldError }[];
    expect(element?.problem.value).toBe(`\ufffd${'\u{1f600}'.repeat(79)}`);
  });
});

describe('optional and lenient', () => {
  test('optional reads what is absent as its fallback and refuses what is broken', () => {
    expect(read(optional(int(), 7), undefined)).toBe(7);
    expect(read(optional(int(), 7), 'null')).toBe(7);
    expect(read(optional(int(), 7), '""')).toBe(7);
    expect(read(optional(text(3), 'x'), '""')).toBe('');
    expect(read(optional(int()), undefined)).toBeUndefined();
    expect(read(optional(int(), 7), '"x"')).toEqual(refused('type'));
    expect(write(optional(int(), 7), undefined)).toBeUndefined();
    expect(write(optional(int(), 7), 7)).toBe('7');
  });

  test('lenient counts what is broken as absent', () => {
    expect(read(lenient(long()), '"abc"')).toBeUndefined();
    expect(read(lenient(long()), '{}')).toBeUndefined();
    expect(read(lenient(decimal()), '1e400')).toBeUndefined();
    expect(read(lenient(long()), '"338"')).toBe('338');
  });
});

describe('jsonText: a JSON text in a form field', () => {
  const field = jsonText(list(object({ id: long() })));
  const one = [{ id: '1' }];
  test.each<[string, unknown]>([
    ['[{"id":1}]', one],
    ['{"id":1}', one],
    [' \n[{"id":1}]\t', one],
    ['\ufeff[{"id":1}]', one],
    [JSON.stringify('[{"id":1}]'), one],
    [JSON.stringify('\ufeff [{"id":1}] '), one],
    ['[]', []],
    [JSON.stringify(JSON.stringify('[{"id":1}]')), refused('type')],
    ['', refused('json')],
    ['   ', refused('json')],
    ['[{"id":1}', refused('json')],
    ["[{'id':1}]", refused('json')],
    ['[{"id":1},]', refused('json')],
    ['[{"id":1}] x', refused('json')],
    ['[1][2]', refused('json')],
    ['"not json"', refused('json')],
    ['NaN', refused('json')],
    ['1', refused('type')],
    ['null', refused('missing')],
  ])('reads %s as %j', (value, expected) => {
    expect(read(field, JSON.stringify(value))).toEqual(expected);
  });

  test('an array nested deeper than the stack is broken JSON, not a crash', () => {
    expect(read(field, JSON.stringify(`${'['.repeat(200_000)}1e1${']'.repeat(200_000)}`))).toEqual(refused('json'));
  });

  test('a value that is no text is refused', () => {
    expect(read(field, '[{"id":1}]')).toEqual(refused('json'));
    expect(read(field, undefined)).toEqual(refused('missing'));
  });

  test('is written as pure ASCII, so that every way of counting characters gives one signature', () => {
    const written = JSON.parse(write(jsonText(list(text(40))), ['店\u{1f600}', 'é\u007f', '"\\/']) as string);
    expect(written).toBe('["\\u5e97\\ud83d\\ude00","\\u00e9\\u007f","\\"\\\\/"]');
    expect(JSON.parse(written)).toEqual(['店\u{1f600}', 'é\u007f', '"\\/']);
  });
});
