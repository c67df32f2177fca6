import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { type Call, NO_BODY, NOTHING, route } from '../route.ts';
import { about, entryOf } from '../schemas.ts';

/** How often the journal is asked for more, in milliseconds. */
const EVERY_MS = 500;
const HEARTBEAT_MS = 15_000;
/** Rows that travel together; a reader that does not read has no more than these in memory. */
const AT_ONCE = 100;
/** Readers of one seller at once. */
const MOST_READERS = 32;

export const followChanges = route({
  name: 'followChanges',
  method: 'GET',
  path: '/api/changes',
  role: 'viewer',
  group: 'journal',
  summary: {
    en: 'Every new row of the journal, as it is written: server-sent events.',
    zh: '以服务器推送事件（SSE）实时接收新的流水。',
  },
  params: NOTHING,
  query: z.strictObject({
    after: about(
      z
        .string()
        .regex(/^\d{1,15}$/, 'must be a whole number')
        .nullable()
        .default(null),
      'Begin after this row (`seq`); without it, and without Last-Event-ID, with what comes now.',
      '从此行（`seq`）之后开始；未给出且无 Last-Event-ID 时，从现在开始。',
    ),
  }),
  body: NO_BODY,
  answers: {
    text: 'text/event-stream',
    note: {
      en: 'Events `stock` and `shipment`: `id` is the `seq`, `data` a JournalEntry as JSON. A comment every 15 s keeps the connection. Come back with Last-Event-ID and no row is missed; one may come twice. A reader that takes nothing for 30 s is cut off, and so is one whose token ends.',
      zh: '事件名为 `stock` 或 `shipment`，`id` 即 `seq`，`data` 为 JSON 格式的 JournalEntry。每 15 秒发送一次注释以保持连接。断线后带上 Last-Event-ID 重连即不会遗漏，个别行可能重复。30 秒不读取或令牌失效的连接会被断开。',
    },
  },
  repeats: 'reads',
  problems: ['too-many'],
  async handle(call) {
    const { token, query, lastEventId } = call;
    const known = lastEventId ?? query.after;
    if (known !== null && !/^\d{1,15}$/.test(known)) throw new Problem('invalid', `Last-Event-ID "${known}" is no number of a row`);
    const readers = READERS.get(token.seller) ?? 0;
    if (readers >= MOST_READERS) throw new Problem('too-many', `${readers} readers follow the changes of this seller already`);
    READERS.set(token.seller, readers + 1);
    call.signal.addEventListener('abort', () => READERS.set(token.seller, (READERS.get(token.seller) ?? 1) - 1), { once: true });
    return {
      body: events(call, known === null ? null : Number(known)),
      headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    };
  },
});

const READERS = new Map<string, number>();

async function* events({ engine, token, signal, isValid }: Call, known: number | null): AsyncGenerator<string> {
  const { seller } = token;
  let last = known ?? (await engine.readChanges({ seller, after: null, limit: 0 })).last;
  yield `retry: 2000\nid: ${last}\n\n`;
  for (let quietSince = performance.now(); !signal.aborted; ) {
    const { rows, last: end } = await engine.readChanges({ seller, after: last, limit: AT_ONCE });
    last = end;
    if (rows.length > 0) {
      quietSince = performance.now();
      yield rows.map((row) => `event: ${row.pool}\nid: ${row.seq}\ndata: ${JSON.stringify(entryOf(row))}\n\n`).join('');
    }
    if (performance.now() - quietSince >= HEARTBEAT_MS) {
      quietSince = performance.now();
      yield ': still here\n\n';
    }
    if (!(await isValid())) return;
    if (rows.length < AT_ONCE) await pause(EVERY_MS, undefined, { signal }).catch(() => {});
  }
}
