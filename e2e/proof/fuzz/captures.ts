/** Requests recorded from real clients, and the examples of the documents, to be signed anew. */
import { readFileSync } from 'node:fs';
import { type Interface, interfaces } from './calls.ts';
import type { Parameter } from './parameters.ts';

interface Capture {
  edition: Interface['edition'];
  interface: string;
  request: { url: string; body_base64: string };
}

/** What a recorded request holds beside its public parameters and its signature. */
export interface Captured {
  of: Interface;
  path: string;
  parameters: Parameter[];
  body: string | Uint8Array;
}

const PUBLIC = new Set(['sid', 'key', 'appkey', 'salt', 'method', 'v', 'timestamp', 'sign']);

const folder = new URL('../../../packages/protocol/test/data/', import.meta.url);
const recorded = JSON.parse(readFileSync(new URL('captures-examples.json', folder), 'utf8')) as Capture[];

function parse(text: string): Parameter[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value })).filter(({ name }) => !PUBLIC.has(name));
}

/** All of them: 47 captures, and every documented example. */
export const captured: Captured[] = [
  ...recorded.flatMap(({ edition, interface: name, request }) => {
    const of = interfaces.find((each) => each.edition === edition && each.method.name === name);
    if (!of) return [];
    const [path = '', query = ''] = request.url.split('?');
    const body = Buffer.from(request.body_base64, 'base64');
    return [
      edition === 'flagship' ? { of, path, parameters: parse(query), body } : { of, path, parameters: parse(body.toString()), body: '' },
    ];
  }),
  ...interfaces.flatMap((of) =>
    of.method.examples.map(({ request, paging = {} }) => {
      if (of.edition === 'flagship') return { of, path: '/openapi', parameters: named(paging), body: request };
      return { of, path: `/openapi2/${of.method.name}.php`, parameters: named(JSON.parse(request)), body: '' };
    }),
  ),
];

function named(values: object): Parameter[] {
  return Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
}
