import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { StoreFacts } from '@tongbu/engine';
import type { ServerFacts } from '@tongbu/server';
import { socketOf } from '../control-client.ts';
import { span } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/**
 * What was seen of a server on a folder: it answers (an older one without facts of its own), has the socket but is silent, may
 * not be talked to, was killed (`left`), or is not there.
 */
export type SeenServer =
  | { seen: 'answers'; facts: ServerFacts | null; store: StoreFacts | null }
  | { seen: 'silent' | 'left' | 'none' }
  | { seen: 'forbidden'; reason: string };

/** How long a server may take to answer. */
const PATIENCE_MS = 3_000;

/** Asks the server that owns a data folder for what only it knows. */
export async function askServer(data: string, patienceMs = PATIENCE_MS): Promise<SeenServer> {
  const socket = await open(socketOf(data));
  if ('seen' in socket) return socket;
  const replies = await ask(socket, ['describeServer', 'describeStore'], patienceMs);
  return replies
    ? { seen: 'answers', facts: replies[0] as ServerFacts | null, store: replies[1] as StoreFacts | null }
    : { seen: 'silent' };
}

function open(path: string): Promise<Socket | SeenServer> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (code === 'EACCES' || code === 'EPERM') resolve({ seen: 'forbidden', reason: message });
      else resolve({ seen: code === 'ECONNREFUSED' || code === 'ENOTSOCK' ? 'left' : 'none' });
    });
  });
}

/** The answers in order, null for a verb that the server does not know; null altogether when it does not answer in time. */
function ask(socket: Socket, verbs: string[], patienceMs: number): Promise<unknown[] | null> {
  return new Promise((resolve) => {
    const values = new Map<number, unknown>();
    const end = (answers: unknown[] | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answers);
    };
    const timer = setTimeout(() => end(null), patienceMs);
    const gone = () => end(null);
    socket.on('error', gone).on('close', gone);
    createInterface({ input: socket })
      .on('error', gone)
      .on('line', (line) => {
        const { id, value } = JSON.parse(line) as { id: number; value?: unknown };
        values.set(id, value ?? null);
        if (values.size === verbs.length) end(verbs.map((_, i) => values.get(i)));
      });
    for (const [id, verb] of verbs.entries()) socket.write(`${JSON.stringify({ id, verb, input: { writer: true } })}\n`);
  });
}

/** Whether a server runs on the folder. */
export function judgeServer({ server, held, now }: { server: SeenServer; held: boolean; now: number }, say: Say): Finding {
  const finding = new Finding('server', { seen: server.seen, ...('facts' in server ? server.facts : {}) });
  if (server.seen === 'answers') {
    const { facts } = server;
    return finding.fact(facts ? say('runsAs', { pid: facts.pid, span: span(now - facts.startedAt, say) }) : say('runs'));
  }
  if (server.seen === 'silent') return finding.wrong(say('silent', { span: span(PATIENCE_MS, say) }), say('restart'));
  if (server.seen === 'forbidden') return finding.wrong(say('forbidden', { reason: server.reason }), say('asOwner'));
  if (held) return finding.fact(say('heldByOther'));
  finding.warn(say('runsNot'), say('startServer'));
  return server.seen === 'left' ? finding.fact(say('leftSocket')) : finding;
}
