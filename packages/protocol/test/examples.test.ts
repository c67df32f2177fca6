/** Every definition's own examples: what is read, written and read again is the same. */
import { describe, expect, test } from 'vitest';
import { type Element, enterprise, type Field, flagship, type Method, readJson, type Shape } from '../src/index.ts';

/** Elements of a batch as the values they were read from: what a client would write. */
function writable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => writable(isElement(each) ? (each.ok ? each.value : undefined) : each));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, writable(each)]));
}

const isElement = (value: unknown): value is Element<unknown> => typeof value === 'object' && value !== null && 'ok' in value;

/** Whether a value holds a refused element, which a client never writes. */
const hasRefused = (value: unknown): boolean => JSON.stringify(value).includes('"ok":false');

describe.each(Object.values(flagship.methods) as Method[])('$name', (method) => {
  test('has a name, a summary in both languages, a source and an example', () => {
    expect(flagship.methods[method.name as keyof typeof flagship.methods]).toBe(method);
    expect(method.summary.en).toMatch(/^[A-Z].*\.$/);
    expect(method.summary.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(method.source).toMatch(/^flagship 4\.\d+$/);
    expect(method.examples.length).toBeGreaterThan(0);
  });

  test.each(method.examples)('$title: the request is read, and stable when written again', ({ request, paging }) => {
    const page = paging && flagship.readPage(Object.fromEntries(Object.entries(paging).map(([name, value]) => [name, String(value)])));
    const call = flagship.readCall(method, request, page);
    if (hasRefused(call.request)) return;
    const written = flagship.writeCall(method, writable(call.request) as never);
    const again = flagship.readCall(method, written, page);
    expect(again).toEqual(call);
    expect(flagship.writeCall(method, writable(again.request) as never)).toBe(written);
  });

  test.each(method.examples)('$title: the answer is the exact text we write', ({ response }) => {
    const { status, message } = readJson(response) as { status: number; message: string };
    if (status !== 0) expect(flagship.writeRefusal(new flagship.FlagshipRefusal(status, message))).toBe(response);
    else expect(flagship.writeAnswer(method, flagship.readAnswer(method, response) as never)).toBe(response);
  });
});

describe.each(Object.values(enterprise.methods) as Method[])('$name', (method) => {
  test('has a name, a summary in both languages, a source and an example', () => {
    expect(enterprise.methods[method.name as keyof typeof enterprise.methods]).toBe(method);
    expect(method.summary.en).toMatch(/^[A-Z].*\.$/);
    expect(method.summary.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(method.source).toMatch(/^enterprise 4\.\d+$/);
    expect(method.examples.length).toBeGreaterThan(0);
  });

  test.each(method.examples)('$title: the request is read, and stable when written again', ({ request }) => {
    const form = readJson(request) as Record<string, string>;
    const call = enterprise.readCall(method, form);
    if (hasRefused(call)) return;
    const written = enterprise.writeCall(method, writable(call) as never);
    expect(enterprise.readCall(method, written)).toEqual(call);
    expect(enterprise.writeCall(method, writable(enterprise.readCall(method, written)) as never)).toEqual(written);
  });

  test.each(method.examples)('$title: the answer is the exact text we write', ({ response }) => {
    const { code, message } = readJson(response) as { code: number; message: string };
    if (code !== 0) expect(enterprise.writeRefusal(new enterprise.EnterpriseRefusal(code, message))).toBe(response);
    else expect(enterprise.writeAnswer(method, enterprise.readAnswer(method, response) as never)).toBe(response);
  });
});

/** Every field of a definition, with its dotted name. */
function* fieldsOf(shape: Shape, path = ''): Generator<[string, Field<unknown>]> {
  for (const [name, field] of Object.entries(shape)) {
    yield [path + name, field];
    if (field.doc.members) yield* fieldsOf(field.doc.members, `${path}${name}.`);
  }
}

test('every field says its type, and every object its members', () => {
  for (const method of [...Object.values(flagship.methods), ...Object.values(enterprise.methods)] as Method[]) {
    for (const [name, { doc }] of [...fieldsOf(method.request), ...fieldsOf(method.response)]) {
      expect(doc.type, `${method.name} ${name}`).toMatch(/^[A-Za-z]/);
      if (/Map/.test(doc.type)) expect(doc.members, `${method.name} ${name}`).toBeDefined();
    }
  }
});
