import { dirname, isAbsolute, join } from 'node:path';
import { isMap, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { BridgeOptions } from './bridge.ts';
import { VENDOR_LIMITS } from './pace.ts';
import type { Shop, ShopContext, ShopKind } from './shop.ts';
import { SHOPS } from './shops/index.ts';

/** Something in the file that cannot be used; the message names file, line, place and value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Where `${NAME}` is looked up: the environment, and files that `NAME_FILE` names. */
export interface Secrets {
  environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file; throws where there is none. */
  readFile(path: string): string;
}

/** A configuration, read. */
export interface BridgeConfiguration {
  options: BridgeOptions;
  /** Where `/metrics` listens; null where it does not. */
  metrics: { host: string; port: number } | null;
  /** Opens the shop. */
  openShop(context: Omit<ShopContext, 'folder'>): Promise<Shop>;
}

const seconds = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?\s*(ms|s|m|h)$/, 'must be a time such as 30s, 5m or 1h')])
  .transform((value) => (typeof value === 'number' ? value * 1000 : timeOf(value)))
  .pipe(z.number().min(100, 'must be at least 100ms').max(86_400_000, 'must be at most 24h'));

/** Codes are text; YAML reads one made of digits as a number, and 007 as 7. */
const code = z.custom<string>(
  (value) => typeof value === 'string' && value !== '',
  'must be text that is not empty; put quotes around digits: "0123"',
);

const reading = (page: number, most: number) =>
  z.union([
    z.literal(false).transform(() => null),
    z
      .strictObject({ every: seconds.default(60_000), page: z.int().min(1).max(most).default(page) })
      .transform(({ every, page }) => ({ everyMs: every, page })),
  ]);

const carrier = z.union([
  code.transform((text) => ({ code: text, name: '', trackingUrl: null as string | null })),
  z
    .strictObject({ code, name: code.optional(), trackingUrl: z.url().includes('{number}', { error: 'must hold {number}' }).optional() })
    .transform((mapped) => ({ code: mapped.code, name: mapped.name ?? '', trackingUrl: mapped.trackingUrl ?? null })),
]);

const policy = z.enum(['fail', 'keep']);

const schema = z.strictObject({
  erp: z.strictObject({
    edition: z.enum(['flagship', 'enterprise']),
    url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
    seller: code,
    key: code,
    secret: code,
    shops: z.array(code).default([]),
    limits: z
      .union([
        z.literal('off').transform(() => null),
        z.strictObject({ perMinute: z.int().min(1).max(1_000_000), atOnce: z.int().min(1).max(1000) }),
      ])
      .default(VENDOR_LIMITS),
  }),
  shop: z.looseObject({ kind: z.enum(Object.keys(SHOPS) as [keyof typeof SHOPS, ...(keyof typeof SHOPS)[]]) }),
  stock: reading(100, 2000).default({ everyMs: 60_000, page: 100 }),
  shipments: reading(100, 1000).default({ everyMs: 60_000, page: 100 }),
  journal: code.default('./tongbu-bridge.journal'),
  mapping: z
    .strictObject({
      goods: z.record(z.string(), code).default({}),
      carriers: z.record(z.string(), carrier).default({}),
      shops: z.record(z.string(), code).default({}),
    })
    .default({ goods: {}, carriers: {}, shops: {} }),
  unknown: z
    .strictObject({ listing: policy.default('fail'), order: policy.default('keep'), carrier: policy.default('keep') })
    .default({ listing: 'fail', order: 'keep', carrier: 'keep' }),
  ignore: z
    .strictObject({ listings: z.array(code).default([]), orders: z.array(code).default([]), carriers: z.array(code).default([]) })
    .default({ listings: [], orders: [], carriers: [] }),
  share: z
    .strictObject({ this: z.int().min(1), of: z.int().min(1).max(100) })
    .refine((share) => share.this <= share.of, 'this must not be greater than of')
    .default({ this: 1, of: 1 }),
  metrics: z
    .string()
    .regex(/^(\[[0-9a-f:.]+\]|[^:\s/]+):\d{1,5}$/i, 'must be host:port, such as 127.0.0.1:9464')
    .transform((text) => ({
      host: text.slice(0, text.lastIndexOf(':')).replace(/^\[|\]$/g, ''),
      port: Number(text.slice(text.lastIndexOf(':') + 1)),
    }))
    .optional(),
});

/**
 * Reads a configuration file.
 *
 * @param file its path, for messages and for the relative paths in it
 * @throws ConfigurationError for all that cannot be used at once, a line each
 */
export function readConfiguration(text: string, file: string, secrets: Secrets): BridgeConfiguration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, intAsBigInt: false, uniqueKeys: true, prettyErrors: false });
  const place = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const problems = document.errors.map(({ message, pos }) => `${place(pos[0])}: ${message}`);
  if (problems.length > 0) throw new ConfigurationError(problems.join('\n'));
  visit(document, {
    Pair(_, pair) {
      // A key made of digits is a code all the same.
      if (isScalar(pair.key) && typeof pair.key.value !== 'string') pair.key.value = pair.key.source ?? String(pair.key.value);
    },
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      try {
        node.value = fillIn(node.value, secrets);
      } catch (error) {
        problems.push(`${place(node.range?.[0] ?? 0)}: ${(error as Error).message}`);
      }
    },
  });
  const offsetOf = (path: readonly PropertyKey[]): number => {
    // Where a member is missing, the line of what it is missing in.
    for (let length = path.length; length >= 0; length -= 1) {
      const at = path.slice(0, length);
      const holder = at.length === 0 ? document.contents : document.getIn(at.slice(0, -1), true);
      const pair =
        isMap(holder) && length > 0
          ? holder.items.find((each) => isPair(each) && isScalar(each.key) && each.key.value === at.at(-1))
          : undefined;
      const node = (pair?.key ?? (length === 0 ? document.contents : document.getIn(at, true))) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return node.range[0];
    }
    return 0;
  };
  const say = (path: readonly PropertyKey[], message: string) =>
    problems.push(`${place(offsetOf(path))}: ${path.join('.') || 'the file'}: ${message}`);
  const told = (issues: readonly z.core.$ZodIssue[], before: readonly PropertyKey[] = []) => {
    for (const issue of issues) {
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) say([...before, ...issue.path, key], 'is no name that is known here');
      else say([...before, ...issue.path], issue.code === 'invalid_union' ? unionMessage(issue) : issue.message);
    }
  };
  if (problems.length > 0) throw new ConfigurationError(problems.join('\n'));

  const value: unknown = document.toJS() ?? {};
  const read = schema.safeParse(value);
  if (!read.success) told(read.error.issues);
  const given = (value as { shop?: Record<string, unknown> }).shop;
  const kind = SHOPS[given?.['kind'] as keyof typeof SHOPS] as ShopKind<unknown> | undefined;
  const { kind: _, ...rest } = given ?? {};
  const settings = kind?.settings.safeParse(rest);
  if (settings && !settings.success) told(settings.error.issues, ['shop']);
  if (read.success && read.data.erp.edition === 'enterprise' && read.data.stock && read.data.erp.shops.length === 0) {
    say(['erp'], 'shops: the enterprise edition tells stock shop by shop; name at least one, or switch stock off with "stock: false"');
  }
  if (read.success && read.data.erp.edition === 'flagship' && !read.data.erp.secret.includes(':')) {
    say(['erp', 'secret'], 'a flagship secret is written secret:salt, with a colon between');
  }
  if (problems.length > 0 || !read.success || !kind || !settings?.success) throw new ConfigurationError(problems.join('\n'));

  const { erp, stock, shipments, journal, mapping, unknown, ignore, share, metrics } = read.data;
  const { shops, limits, ...account } = erp;
  const folder = dirname(file);
  return {
    options: {
      ...{ erp: account, shops, limits, stock, shipments, share, ignored: ignore, policies: unknown },
      journal: isAbsolute(journal) ? journal : join(folder, journal),
      mapping: { goods: mapOf(mapping.goods), carriers: mapOf(mapping.carriers), shops: mapOf(mapping.shops) },
    },
    metrics: metrics ?? null,
    openShop: (context) => kind.open(settings.data, { ...context, folder }),
  };
}

/** `${NAME}` by the variable, or by the file that `NAME_FILE` names; `$${` stands for itself. */
function fillIn(text: string, { environment, readFile }: Secrets): string {
  return text.replace(/\$(\$\{|\{([A-Za-z_]\w*)\})/g, (whole, inner: string, name?: string) => {
    if (name === undefined) return inner;
    const value = environment[name];
    if (value) return value;
    const file = environment[`${name}_FILE`];
    if (!file) throw new Error(`${whole}: the variable ${name} is not set, nor is ${name}_FILE`);
    const content = readFile(file).replace(/\r?\n$/, '');
    if (content === '') throw new Error(`${whole}: ${file} is empty`);
    return content;
  });
}

function timeOf(text: string): number {
  const [, digits, unit] = /^([\d.]+)\s*(\w+)$/.exec(text) as unknown as [string, string, 'ms' | 's' | 'm' | 'h'];
  return Number(digits) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit];
}

/** What the branch of a union says that came furthest; zod itself says only "Invalid input". */
function unionMessage(issue: z.core.$ZodIssueInvalidUnion): string {
  const branches = issue.errors.map((issues) => issues[0]).filter((each) => each !== undefined);
  const deepest = branches.sort((a, b) => b.path.length - a.path.length)[0];
  if (!deepest) return issue.message;
  return `${deepest.path.join('.')}${deepest.path.length > 0 ? ': ' : ''}${deepest.code === 'unrecognized_keys' ? `${deepest.keys.join(', ')} is no name that is known here` : deepest.message}`;
}

function mapOf<T>(record: Record<string, T>): Map<string, T> {
  return new Map(Object.entries(record));
}
