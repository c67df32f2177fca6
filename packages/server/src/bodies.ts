import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * How much of bodies may be in memory at once (promise B12): a body is unverified until it is whole, so anybody may send one.
 *
 * Each request takes what it announces, or the largest body where it announces nothing, until it is answered.
 *
 * @param most bytes of all bodies together
 * @param largest bytes of one body
 * @param busy answers a request there is no room for; its body is not read
 */
export function limitBodies(
  app: FastifyInstance,
  { most, largest }: { most: number; largest: number },
  busy: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): void {
  let taken = 0;
  app.addHook('onRequest', async (request, reply) => {
    const size = announced(request, largest);
    // Over the limit it is refused with 413, without being read.
    if (size > largest) return;
    if (taken + size > most) return busy(request, reply.header('connection', 'close'));
    taken += size;
    reply.raw.once('close', () => {
      taken -= size;
    });
  });
}

function announced({ headers }: FastifyRequest, largest: number): number {
  if (headers['transfer-encoding'] !== undefined) return largest;
  const length = Number(headers['content-length'] ?? 0);
  return Number.isSafeInteger(length) && length >= 0 ? length : largest;
}
