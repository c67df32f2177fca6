import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The wire between the bridge and a shop, which can be cut. */
export interface Wire {
  port: number;
  /** Nothing gets through any more, until {@link mend}. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** The next request that contains the text reaches the shop and is carried out there; its answer is lost. */
  loseAnswerTo(text: string): void;
  /** In the next request that contains `text`, other text of the same length arrives. */
  replaceOnce(text: string, other: string): void;
  /** How many answers were lost so far. */
  readonly lost: number;
  close(): Promise<void>;
}

/** Stands between: what arrives at its port goes to the shop's, and back. */
export async function wireTo(shopPort: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let swallow: string | undefined;
  let replace: { text: string; other: string } | undefined;
  let lost = 0;
  const server = createServer((near) => {
    const far = connect(shopPort, '127.0.0.1');
    let isLost = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
    near.on('data', (data) => {
      if (swallow !== undefined && data.includes(swallow)) {
        swallow = undefined;
        isLost = true;
      }
      if (replace && data.includes(replace.text)) {
        data.write(replace.other, data.indexOf(replace.text));
        replace = undefined;
      }
      far.write(data);
    });
    far.on('data', (data) => {
      if (!isLost) return near.write(data);
      lost += 1;
      return near.destroy();
    });
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut,
    mend: () => listen(port),
    loseAnswerTo(text) {
      swallow = text;
    },
    replaceOnce(text, other) {
      replace = { text, other };
    },
    get lost() {
      return lost;
    },
    async close() {
      if (server.listening) await cut();
    },
  };
}
