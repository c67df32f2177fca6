/** The bridge, one pass over all that waits. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Meters, readConfiguration, runBridgeOnce } from '@tongbu/bridge';
import type { Edition } from '@tongbu/client';
import { answerCalls } from '../child.ts';
import { KEYS, SELLER, SHOP } from '../pool.ts';

/** What the process can do. */
export type Bridge = {
  /** @returns seconds from the first call to the end of the pass, and how many were acknowledged */
  pass(input: {
    edition: Edition;
    port: number;
    hook: string;
    secret: string;
    folder: string;
  }): Promise<{ seconds: number; acknowledged: number }>;
};

const handlers: Bridge = {
  async pass({ edition, port, hook, secret, folder }) {
    const own = mkdtempSync(join(folder, 'bridge-'));
    const { key, secret: appSecret } = KEYS[edition];
    const text = `
erp: { edition: ${edition}, url: 'http://127.0.0.1:${port}', seller: ${SELLER}, key: ${key}, secret: '${appSecret}', shops: [${SHOP}], limits: off }
shop: { kind: webhook, url: '${hook}', http: true, allow: ['127.0.0.1'], secrets: ['${secret}'] }
shipments: false
`;
    const { options, openShop } = readConfiguration(text, join(own, 'bridge.yaml'), { environment: {}, readFile: () => '' });
    const [shop, meters] = [await openShop({ log: () => {}, environment: {} }), new Meters()];
    const began = performance.now();
    await runBridgeOnce(options, { shop, meters, log: () => {} }, new AbortController().signal);
    const seconds = (performance.now() - began) / 1000;
    await shop.close();
    rmSync(own, { recursive: true });
    return { seconds, acknowledged: meters.standing('stock', Date.now()).acknowledged };
  },
};

answerCalls(handlers);
