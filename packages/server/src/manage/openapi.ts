/** The management API as an OpenAPI 3.1 document, read from the routes. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from './problem.ts';
import { type Answers, GROUPS, type Route, takesKey } from './route.ts';
import { CSRF_HEADER } from './same-page.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

export type JsonSchema = Record<string, unknown>;

const COMMON = [
  'malformed',
  'unauthorized',
  'forbidden',
  'cross-site',
  'misdirected',
  'invalid',
  'too-large',
  'unsupported-media-type',
  'internal',
  'unavailable',
] as const;
const OF_KEYS = ['in-progress', 'key-reused'] as const;

/** Every problem that a route may answer with. */
export function problemsOf(route: Route): ProblemCode[] {
  const hasBody = route.body !== undefined && !isNothing(route.body);
  const common = COMMON.filter((code) => {
    if (code === 'unauthorized' || code === 'forbidden') return route.role !== 'anyone';
    if (code === 'cross-site') return route.role !== 'anyone' || route.method !== 'GET';
    return hasBody || !(code === 'malformed' || code === 'too-large' || code === 'unsupported-media-type');
  });
  const all = new Set<ProblemCode>([...common, ...route.problems, ...(takesKey(route) ? OF_KEYS : [])]);
  return (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => all.has(code));
}

/** Whether a schema takes nothing at all. */
export function isNothing(schema: z.ZodType): boolean {
  return schema instanceof z.ZodUndefined;
}

/** The document. */
export function openapi(routes: readonly Route[]): Record<string, unknown> {
  const schemas: Record<string, JsonSchema> = { Problem: PROBLEM };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    (paths[route.path] as Record<string, unknown>)[route.method.toLowerCase()] = operation(route, schemas);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Tongbu management API',
      version,
      description:
        'What operators and consoles do with Tongbu: look, act, import, export, follow. A token (`tongbu token add`), or the session of a person who signed in, names the seller and the role; nothing of another seller can be seen. Times are RFC 3339 in UTC, quantities decimal text.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(GROUPS).map(([name, { en, zh }]) => ({ name, description: `${en} · ${zh}` })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token that `tongbu token add` has made.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'tongbu-8091',
          description: `The cookie that POST /api/session sets; its name ends in the port. Writes also bring the header ${CSRF_HEADER} with the \`csrf\` of GET /api/session.`,
        },
      },
      schemas,
    },
  };
}

function operation(route: Route, schemas: Record<string, JsonSchema>): Record<string, unknown> {
  const { name, group, summary, role, params, query, repeats, peopleOnly } = route;
  const parameters = [...named(params, 'path'), ...named(query, 'query'), ...(takesKey(route) ? [IDEMPOTENCY_KEY] : [])];
  return {
    operationId: name,
    tags: [group],
    summary: summary.en,
    description: summary.zh,
    'x-role': role,
    'x-repeats': repeats,
    security: role === 'anyone' ? [] : [...(peopleOnly ? [] : [{ token: [] }]), { session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(!isNothing(route.body) && { requestBody: { required: true, content: bodyContent(route, schemas) } }),
    responses: responses(route, schemas),
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes it safe to send the request again for 24 hours: the answer of the first is given, with Idempotency-Replayed: true.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
};

function named(schema: z.ZodObject, place: 'path' | 'query'): Record<string, unknown>[] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: withoutNull(rest),
  }));
}

/** In a query nothing can be null: that is only what is left out. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const { anyOf, default: fallback, ...rest } = schema as { anyOf?: JsonSchema[]; default?: unknown };
  const kept = anyOf?.filter(({ type }) => type !== 'null');
  const one = kept?.length === 1 ? kept[0] : undefined;
  return { ...rest, ...(one ?? (kept ? { anyOf: kept } : {})), ...(fallback != null && { default: fallback }) };
}

function bodyContent({ body, bodyTypes = ['application/json'] }: Route, schemas: Record<string, JsonSchema>): Record<string, unknown> {
  const schema = hoisted(jsonSchema(body, 'input'), schemas);
  const options = (schema['anyOf'] as JsonSchema[] | undefined) ?? [schema];
  const isText = (option: JsonSchema) => option['type'] === 'string';
  return Object.fromEntries(
    bodyTypes.map((type) => [type, { schema: options.find((option) => isText(option) === (type === 'text/csv')) ?? schema }]),
  );
}

function responses(route: Route, schemas: Record<string, JsonSchema>): Record<string, unknown> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(route)) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  const problems = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `${code}: ${PROBLEMS[code].title.en}.`).join(' '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return Object.fromEntries([[String(statusOf(route.answers)), success(route.answers, schemas)], ...problems]);
}

/** The status of an answer that is no problem. */
export function statusOf(answers: Answers): number {
  return 'json' in answers ? (answers.status ?? 200) : 200;
}

function success(answers: Answers, schemas: Record<string, JsonSchema>): Record<string, unknown> {
  if ('text' in answers) return { description: answers.note.en, content: { [answers.text]: { schema: { type: 'string' } } } };
  return { description: 'Done.', content: { 'application/json': { schema: hoisted(jsonSchema(answers.json, 'output'), schemas) } } };
}

/** What a schema says, as JSON Schema. `input`: what is sent; `output`: what is answered. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ jsonSchema }) {
      // That a whole number is one of JavaScript's says nothing of the field.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  }) as JsonSchema;
  return rest;
}

/** Puts schemas that have a name among those of the document. */
function hoisted(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const { $defs = {}, ...rest } = schema as { $defs?: Record<string, JsonSchema> };
  for (const [name, definition] of Object.entries($defs)) schemas[name] ??= withRefs(definition) as JsonSchema;
  const moved = withRefs(rest) as JsonSchema;
  const { id, ...body } = moved;
  if (typeof id !== 'string') return body;
  schemas[id] ??= body;
  return { $ref: `#/components/schemas/${id}` };
}

function withRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRefs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === '$ref' && typeof each === 'string' ? each.replace('#/$defs/', '#/components/schemas/') : withRefs(each),
    ]),
  );
}

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Leads to what it means and what to do.' },
    title: { type: 'string', description: 'In Chinese where Accept-Language asks for it first, else in English; so is each detail.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'Names the subject and the value.' },
    code: { type: 'string', enum: Object.keys(PROBLEMS), description: 'Stable.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body, as a fragment.' },
          parameter: { type: 'string', description: 'Name of a part of the address, the query or the headers.' },
          detail: { type: 'string' },
        },
      },
    },
  },
};
