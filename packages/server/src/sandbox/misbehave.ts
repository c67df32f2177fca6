import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Received } from '../endpoints/deps.ts';
import type { Fault, Faults } from './faults.ts';

const SLOW_MS = 3_000;
const BAD_GATEWAY = 502;

const page = (title: string) => `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

/**
 * Answers a call as the faults it meets want it: cut off, late, or with what no client expects.
 *
 * @param answer carries the call out; what is refused in it (rate limit, elements of a batch) it knows from `received.met`
 */
export async function misbehave(
  faults: Faults,
  received: Received,
  reply: FastifyReply,
  answer: (received: Received) => Promise<string>,
): Promise<FastifyReply> {
  const met = received.name === '' ? faults.meet('flagship', methodOf(received.query)) : faults.meet('enterprise', received.name);
  if (met['cut-before']) return cutOff(reply);
  const broken = met['server-error'];
  if (broken) {
    const status = broken.status ?? BAD_GATEWAY;
    return reply
      .status(status)
      .type('text/html')
      .send(page(`${status}`));
  }
  const text = await answer({ ...received, met });
  if (met.slow) await pause(met.slow.ms ?? SLOW_MS);
  if (met['cut-after']) return cutOff(reply);
  const wrong = met['wrong-answer'];
  if (!wrong) return reply.type('application/json; charset=utf-8').send(text);
  const { type, body } = wrongAnswer(wrong, text);
  return reply.type(type).send(body);
}

/** The method that a flagship request names, believed before anything is verified: a fault is no secret. */
function methodOf(query: string): string {
  return new URLSearchParams(query).get('method') ?? '';
}

function wrongAnswer({ form = 'html' }: Fault, text: string): { type: string; body: string } {
  if (form === 'html') return { type: 'text/html', body: page('Welcome') };
  return { type: 'application/json; charset=utf-8', body: form === 'truncated' ? text.slice(0, Math.floor(text.length / 2)) : '' };
}

/** The client sees its connection end, and cannot know what was done. */
function cutOff(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}
