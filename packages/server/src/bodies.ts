import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * How much of bodies may be in memory at once (promise B12): a body is unverified until it is whole, so anybody may send one.
 *
 * Each request takes what it announces, or the largest body where it announces nothing until its own is whole, until it is answered.
 *
 * @param most bytes of all bodies together
 * @param largest bytes of one body
 * @param busy answers a request there is no room for; its body is not read
 * @returns to be told of a body that is whole, and how many bytes it has
 */
export function limitBodies(
  app: FastifyInstance,
  { most, largest }: { most: number; largest: number },
  busy: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): (request: FastifyRequest, size: number) => void {
  let taken = 0;
  const unannounced = new WeakMap<FastifyRequest, (size: number) => void>();
  app.addHook('onRequest', async (request, reply) => {
    const announced = announcedBy(request);
    let size = announced ?? largest;
    // Over the limit it is refused with 413, without being read.
    if (size > largest) return;
    if (taken + size > most) return busy(request, reply.header('connection', 'close'));
    taken += size;
    reply.raw.once('close', () => {
      taken -= size;
    });
    if (announced !== null) return;
    unannounced.set(request, (whole) => {
      taken -= size - whole;
      size = whole;
    });
  });
  return (request, size) => unannounced.get(request)?.(size);
}

function announcedBy({ headers }: FastifyRequest): number | null {
  if (headers['transfer-encoding'] !== undefined) return null;
  const length = Number(headers['content-length'] ?? 0);
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}
