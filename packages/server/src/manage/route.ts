/** What one route of the management API is. Everything else is read from it: checks, types, the OpenAPI document, its page, the tests. */
import type { Engine, Role } from '@tongbu/engine';
import { z } from 'zod';
import type { Figures } from '../figures.ts';
import type { KeyUses } from '../key-uses.ts';
import type { CommandLine } from '../options.ts';
import type { Refusals } from '../refusals.ts';
import type { RequestLog } from '../requests/request-log.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Attempts } from './attempts.ts';
import type { Language } from './language.ts';
import type { ProblemCode } from './problem.ts';
import type { Who } from './who.ts';

/** A text for people, in both languages. */
export interface Words {
  en: string;
  zh: string;
}

/** What a body may be sent as. */
export type BodyType = 'application/json' | 'text/csv';

/**
 * How a write answers when it is sent again under the same `Idempotency-Key`. `transaction`: the answer is kept in the transaction of
 * what it does. `begun`: the work takes several transactions, so the key is noted before them and the answer after; a server that is
 * killed in between does the work again when it is asked again, which is safe to repeat. `reads`: nothing is written. `anew`: it is done
 * each time it is sent, for its answer opens a session or its body holds a password, and neither is kept.
 */
export type Repeats = 'reads' | 'transaction' | 'begun' | 'anew';

/** Whether a route takes an `Idempotency-Key`. */
export function takesKey({ repeats }: Pick<Route, 'repeats'>): boolean {
  return repeats === 'transaction' || repeats === 'begun';
}

/** What an answer is: JSON that a schema describes, or text of another type, sent whole or as it is read. */
export type Answers<R extends z.ZodType = z.ZodType> = { json: R; status?: 200 | 201 } | { text: TextType; note: Words };

/** What is answered other than JSON. */
export type TextType = 'application/json' | 'text/html' | 'text/csv' | 'text/event-stream';

/** Text that is answered. */
export interface Text {
  body: string | AsyncIterable<string>;
  headers?: Record<string, string>;
}

/** One route, defined once. */
export interface Route<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  A extends Answers = Answers,
> {
  /** Unique, for the OpenAPI document: its `operationId`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` for each of `params`. */
  path: `/api/${string}`;
  /** Who may call it: `anyone` without a token, or whoever has at least this role. */
  role: Role | 'anyone';
  /** Whether only a person who signed in may call it, and no token. */
  peopleOnly?: true;
  /** What the audit says of a write beside its name, its parameters and who did it; null to say nothing of this one. Never a secret. */
  audit?(asked: { params: z.output<P>; query: z.output<Q>; body: z.output<B> }): { subject?: string; detail?: string } | null;
  /** The audit says nothing of it: scripts send it all day, and the journal has what it did. */
  unaudited?: true;
  /** What it is about; the page puts routes of one group together. */
  group: Group;
  summary: Words;
  params: P;
  query: Q;
  /** {@link NO_BODY} where there is none. */
  body: B;
  bodyTypes?: BodyType[];
  /** In bytes; 1 MiB by default. */
  bodyLimit?: number;
  answers: A;
  repeats: Repeats;
  /** Which problems it answers with, beside those that any route may. */
  problems: ProblemCode[];
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<A extends { json: infer R extends z.ZodType } ? z.input<R> : Text>;
}

/** The groups, in the order of the page. */
export const GROUPS = {
  figures: { en: 'Figures', zh: '概况与指标' },
  seller: { en: 'Seller and shops', zh: '卖家与店铺' },
  listings: { en: 'Listings and stock changes', zh: '平台货品与库存变化' },
  rules: { en: 'Rules', zh: '库存同步策略' },
  goods: { en: 'Items and suites', zh: '单品与组合装' },
  levels: { en: 'Warehouses and levels', zh: '仓库与库存' },
  shipments: { en: 'Shipments', zh: '物流同步' },
  orders: { en: 'Orders and trades', zh: '订单与发货' },
  carriers: { en: 'Carriers', zh: '物流公司' },
  journal: { en: 'Journal and changes', zh: '流水与变化' },
  files: { en: 'Import and export', zh: '导入与导出' },
  requests: { en: 'Signed requests', zh: '签名请求' },
  keys: { en: 'App keys and rights', zh: '接口账号与权限' },
  session: { en: 'Signing in', zh: '登录' },
  account: { en: 'One’s own account', zh: '个人账户' },
  people: { en: 'People and audit', zh: '人员与审计' },
  sandbox: { en: 'Sandbox', zh: '沙箱' },
  about: { en: 'About this API', zh: '关于本接口' },
} satisfies Record<string, Words>;
export type Group = keyof typeof GROUPS;

/** What the signed API knows of its calls and keys. */
export interface SignedApi {
  requests: RequestLog;
  refusals: Refusals;
  keyUses: KeyUses;
}

/** One request to a route, checked. */
export interface Call<P = Record<string, unknown>, Q = Record<string, unknown>, B = unknown> {
  engine: Engine;
  /** Only where the server is one. */
  sandbox: Sandbox | undefined;
  signedApi: SignedApi;
  /** What was counted while calls were answered. */
  figures: Figures;
  params: P;
  query: Q;
  body: B;
  /** Who asks, with a token or a session; their seller is all that this request can see. There is nobody on routes for anyone. */
  token: Who;
  /** Where the request comes from. */
  browser: Browser;
  /** By the wall, whatever the clock of a sandbox says: for people and their sessions. */
  wallNow: number;
  attempts: Attempts;
  /** How commands are typed by whoever started the server, where that is known. */
  commandLine: CommandLine | undefined;
  /** Whether the token or session is one still: for answers that go on for long. */
  isValid(): Promise<boolean>;
  /** For the journal: `operator:<name of the token>` or `person:<name>`. */
  actor: string;
  now: number;
  /** The `Last-Event-ID` of a reader that comes back; null without. */
  lastEventId: string | null;
  /** `zh` where the request asks for it, in the query or by its languages. */
  language: Language;
  /** All routes there are. */
  routes: readonly Route[];
  /** Ends when the caller is gone or the server stops. */
  signal: AbortSignal;
  run: RunVerb;
}

/** Where a request comes from, and what its browser is to keep. */
export interface Browser {
  address: string;
  /** What it says it is (`User-Agent`). */
  agent: string;
  /** Whether it is on the server's own machine. */
  isHere: boolean;
  /** Gives the browser a session to bring, or takes it away (null). @returns the session's CSRF token */
  keep(session: string | null): string | null;
}

/**
 * Runs the one verb of a write: once, where the request has an `Idempotency-Key`.
 *
 * @param note what was made up for this request and belongs to its answer; sent again, the first one's is given
 */
export type RunVerb = <V extends keyof Engine, N = null>(
  verb: V,
  input: Parameters<Engine[V]>[0],
  note?: N,
) => Promise<{ value: Awaited<ReturnType<Engine[V]>>; note: N }>;

/** A route with what it takes and gives as types, for callers in TypeScript. At run time there is no `types`. */
export type Defined<At extends string, P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends Answers> = Route & {
  readonly types?: {
    at: At;
    params: z.input<P>;
    query: z.input<Q>;
    body: z.input<B>;
    answer: A extends { json: infer R extends z.ZodType } ? z.output<R> : string;
  };
};

/** Keeps the types of a definition. */
export function route<
  const M extends Route['method'],
  const U extends Route['path'],
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  const A extends Answers,
>(definition: Route<P, Q, B, A> & { method: M; path: U }): Defined<`${M} ${U}`, P, Q, B, A> {
  return definition as unknown as Route;
}

/** What callers in TypeScript may ask of these routes: for each `METHOD /path` its parameters, query, body and answer. */
export type ApiOf<R extends readonly Route[]> = {
  [D in R[number] as D extends { types?: { at: infer At extends string } } ? At : never]: D extends { types?: infer T }
    ? NonNullable<T>
    : never;
};

/** A route that takes no body. */
export const NO_BODY = z.undefined();
/** A route whose path, or query, has no names. */
export const NOTHING = z.strictObject({});
