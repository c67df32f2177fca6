import { createServer } from 'node:net';

/**
 * A free port on loopback, below those that a system gives to whoever asks for any: what is started on it, or stopped and started again,
 * must find it as it was left, though hundreds of tests take ports meanwhile.
 */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    const probe = createServer();
    probe.once('error', () => resolve(freePort()));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}
