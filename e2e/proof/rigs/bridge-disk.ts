/** The bridge's journal on a disk that refuses: nothing is acknowledged that was not remembered, and a new bridge goes on where this one ended. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Edition } from '@tongbu/client';
import { startTongbu, type Tongbu } from '@tongbu/server/sandbox';
import { type Receiver, SECRET, startReceiver } from '../../../packages/bridge/test/tiny-shop.ts';
import { keysOnDisk, keysSaid } from '../bridge/remembered.ts';
import { type FailClass, Faults, missingForFaults } from '../native/library.ts';
import { type Rig, type Run, Violations } from '../rig.ts';

/** A bridge that has not ended by then hangs. */
const PATIENCE_MS = 60_000;

/** A journal of that many settled records is longer than what it lets itself grow to: it is exchanged for a shorter one at the first write. */
const LONG = 8_000;

/** What a journal is when the bridge starts: a long one has the more to go wrong. */
const VARIANTS = [true, false].flatMap((isLong) => (['enterprise', 'flagship'] as const).map((edition) => ({ edition, isLong })));

type Variant = (typeof VARIANTS)[number];

/** The n-th write or sync of the journal's folder fails. A disk that is full stays full. */
interface Point extends Variant {
  what: FailClass;
  n: number;
  error: 'EIO' | 'ENOSPC';
}

export default {
  name: 'bridge-disk',
  about:
    'an error at every write and sync of the bridge’s journal: it acknowledges nothing that it has not remembered, says why it ends, and goes on later',
  count: 1_000,
  short: 1,
  finds: {
    'journal-goes-on-after-a-failed-sync': 1_000,
    'journal-writes-to-a-file-that-is-gone': 1_000,
    'acknowledged-before-remembered': 3,
  },
  missing: missingForFaults,
  async run(run) {
    const violations = new Violations();
    const [tongbu, receiver] = [await startTongbu(), await startReceiver()];
    for (let n = 1; n <= 10; n += 1) receiver.shop.listings.set(`SKU-${n}`, { quantity: '?', version: 0 });
    receiver.shop.isNaive = true;
    const desk = { run, violations, tongbu, receiver };
    const figures = { writes: 0, syncs: 0, 'not met': 0, 'ended and said why': 0, 'went on': 0, acknowledged: 0 };
    try {
      const variants = VARIANTS.slice(0, run.count);
      for (const [at, variant] of variants.entries()) {
        const { counted } = await new Trial(desk, variant).run();
        const some = Math.floor(run.count / variants.length) + (at < run.count % variants.length ? 1 : 0);
        for (const point of spread(pointsOf(variant, counted), some)) {
          if (run.build.broken && violations.list().length > 0) break;
          const { code, acknowledged, isMet } = await new Trial(desk, point).run();
          if (!isMet) figures['not met']++;
          figures[point.what === 'write' ? 'writes' : 'syncs']++;
          figures[code === 0 ? 'went on' : 'ended and said why']++;
          figures.acknowledged += acknowledged;
          run.progress(`${figures.writes + figures.syncs} errors`);
        }
      }
      // Both pools are worked on at once, so that not every pass writes as often; most do.
      if (figures['not met'] * 4 > figures.writes + figures.syncs) violations.add(`${figures['not met']} of the errors were never met`);
    } finally {
      await tongbu.stop();
      await receiver.stop();
    }
    return { figures, violations: violations.list() };
  },
} satisfies Rig;

function pointsOf(variant: Variant, counted: Record<FailClass, number>): Point[] {
  const places = (what: FailClass) => Array.from({ length: counted[what] }, (_, place) => ({ ...variant, what, n: place + 1 }));
  const writes = places('write').flatMap((point) => [
    { ...point, error: 'ENOSPC' as const },
    { ...point, error: 'EIO' as const },
  ]);
  return [...places('sync').map((point) => ({ ...point, error: 'EIO' as const })), ...writes];
}

function spread<T>(all: T[], count: number): T[] {
  const some = Math.min(count, all.length);
  return Array.from({ length: some }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / some)] as T);
}

interface Desk {
  run: Run;
  violations: Violations;
  tongbu: Tongbu;
  receiver: Receiver;
}

/** What came of a trial. */
interface Tried {
  /** Writes and syncs that there were. */
  counted: Record<FailClass, number>;
  isMet: boolean;
  code: number | null;
  /** How much was acknowledged while the disk failed. */
  acknowledged: number;
}

let trials = 0;

/** One pass of a bridge with one error in it, or none, and one of a new bridge on a sound disk. */
class Trial {
  readonly #desk: Desk;
  readonly #variant: Variant;
  readonly #point: Point | undefined;
  readonly #name: string;
  readonly #folder: string;
  readonly #journal: string;

  constructor(desk: Desk, given: Variant | Point) {
    this.#desk = desk;
    this.#variant = given;
    this.#point = 'what' in given ? given : undefined;
    const { edition, isLong } = given;
    this.#name = `${edition}, ${isLong ? 'long' : 'new'} journal, ${this.#point ? `${this.#point.error} at ${this.#point.what} ${this.#point.n}` : 'no error'}`;
    this.#folder = join(desk.run.folder, `trial-${++trials}`);
    this.#journal = join(this.#folder, 'journal', 'journal');
  }

  async run(): Promise<Tried> {
    const { tongbu } = this.#desk;
    mkdirSync(join(this.#folder, 'journal'), { recursive: true });
    if (this.#variant.isLong) writeFileSync(this.#journal, longJournal());
    const pieces = 100 + trials;
    for (const sku of ['SKU-1', 'SKU-2']) await tongbu.move(sku, 1_000);
    for (const sku of ['SKU-8', 'SKU-9', 'SKU-10']) await tongbu.move(sku, pieces);
    const tids = (await Promise.all([tongbu.ship('whole'), tongbu.ship('split')])).flatMap(({ tids: some }) => some);
    for (const tid of tids) this.#desk.receiver.shop.orders.set(tid, [`${tid}-1`, `${tid}-2`]);

    const faults = new Faults({ at: join(this.#folder, 'faults'), folder: join(this.#folder, 'journal'), record: true });
    if (this.#point) faults.fail(this.#point.what, this.#point.n, this.#point.error, this.#point.error === 'ENOSPC' ? 1e9 : 1);
    const said: string[] = [];
    let isRecorded = true;
    const proxy = await this.#listen((keys) => {
      if (!isRecorded) return;
      const onDisk = keysOnDisk(faults.log, this.#journal);
      said.push(...keys);
      for (const key of keys) if (!onDisk.has(key)) this.#violate(`${key} is acknowledged, and the disk does not hold it`);
    });
    const { code, text } = await this.#pass(proxy, faults.env);
    this.#checkEnd(code, text);
    const counted = { write: faults.counted('write'), sync: faults.counted('sync') };
    const isMet = faults.counted('failed') > 0;
    faults.close();
    isRecorded = false;
    const again = await this.#pass(proxy, {});
    proxy.server.closeAllConnections();
    proxy.server.close();
    if (again.code !== 0) this.#violate(`a new bridge on a sound disk ended with ${again.code}: ${again.text}`);
    await this.#checkWhole(tids, pieces);
    return { counted, isMet, code, acknowledged: said.length };
  }

  #violate(text: string): void {
    this.#desk.violations.add(`${this.#name}: ${text}`);
  }

  /** Passes on what goes to the ERP; `hear` is told what an acknowledgement says is done, before it does. */
  async #listen(hear: (keys: string[]) => void): Promise<{ server: Server; url: string }> {
    const { tongbu } = this.#desk;
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const body = Buffer.concat(parts);
      const url = request.url ?? '/';
      const keys = keysSaid(this.#variant.edition, url, body.toString());
      if (keys.length > 0) hear(keys);
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const answer = await fetch(tongbu.url + url, { method: 'POST', body, headers });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    }).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  async #pass({ url }: { url: string }, env: Record<string, string>): Promise<{ code: number | null; text: string }> {
    const { tongbu, receiver, run } = this.#desk;
    const { edition } = this.#variant;
    const config = join(this.#folder, 'bridge.yaml');
    writeFileSync(config, configuration(edition, url, tongbu, receiver));
    const main = join(run.build.root, 'packages/cli/src/main.ts');
    const args = ['--conditions=source', main, 'bridge', '--config', config, '--once', '--log-level', 'warn'];
    const own = { ERP_SECRET: tongbu.keys[edition].secret, HOOK_SECRET: SECRET, NODE_COMPILE_CACHE: join(run.folder, 'compiled') };
    const child = spawn(process.execPath, args, { env: { ...process.env, ...own, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (more) => (text += more));
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const code = await new Promise<number | null>((done) => child.once('close', done));
    clearTimeout(timer);
    return { code, text };
  }

  /** Either nothing of what it must remember was refused, or it says what was, and ends as a supervisor wants to hear it. */
  #checkEnd(code: number | null, text: string): void {
    if (code === 0) return;
    if (!this.#point || code !== 3) this.#violate(`it ended with ${code}: ${text}`);
    else if (!text.includes(this.#journal) || !/ENOSPC|EIO|disk/i.test(text)) this.#violate(`it does not say what was refused: ${text}`);
    if (/\n\s+at /.test(text)) this.#violate(`it tells its own lines instead of what to do: ${text}`);
  }

  async #checkWhole(tids: string[], pieces: number): Promise<void> {
    const { tongbu, receiver } = this.#desk;
    const [pending] = await tongbu.engine.pendingByShop({ seller: tongbu.seller, now: tongbu.clock.now() });
    if (pending?.listings !== 0 || pending.shipments !== 0 || pending.shipmentsFailed !== 0)
      this.#violate(
        `a new bridge left ${pending?.listings} listings and ${pending?.shipments} shipments, ${pending?.shipmentsFailed} failed`,
      );
    const made = receiver.shop.parcels.filter(({ tid }) => tids.includes(tid)).flatMap(({ oids }) => oids);
    const wanted = tids.flatMap((tid) => [`${tid}-1`, `${tid}-2`]);
    if (made.sort().join() !== wanted.sort().join()) this.#violate(`the shop has parcels of ${made} instead of ${wanted}`);
    const shown = receiver.shop.listings.get('SKU-9')?.quantity;
    if (shown !== String(pieces)) this.#violate(`the shop shows ${shown} of SKU-9 instead of ${pieces}`);
    if (readFileSync(this.#journal, 'utf8').includes('\0')) this.#violate('the journal has bytes that are no text');
  }
}

function configuration(edition: Edition, url: string, { seller, keys, shopNo }: Tongbu, receiver: Receiver): string {
  const hook = `kind: webhook, url: '${receiver.url}', http: true, allow: ['127.0.0.1'], secrets: ['\${HOOK_SECRET}'], batch: 2`;
  return `erp: { edition: ${edition}, url: '${url}', seller: ${seller}, key: ${keys[edition].key}, secret: '\${ERP_SECRET}', shops: [${shopNo}], limits: off }
shop: { ${hook} }
mapping: { carriers: { SF: sf } }
journal: journal/journal
`;
}

function longJournal(): string {
  const report = { record: { listing: '1', version: 1, quantity: '1', token: '' }, outcome: 'success' };
  return Array.from({ length: LONG }, (_, n) => {
    const key = `old:flagship:stock:${n}:1`;
    return `${JSON.stringify({ is: 'confirmed', key, kind: 'stock', report })}\n${JSON.stringify({ is: 'settled', key })}\n`;
  }).join('');
}
