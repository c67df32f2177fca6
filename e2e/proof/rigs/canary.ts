/** Secrets that would be known anywhere, and a search for them everywhere: they are shown once, when a key is made. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { folderOf } from '@tongbu/engine';
import { flagship } from '@tongbu/protocol';
import { tongbu } from '../fuzz/command.ts';
import { formsOf } from '../fuzz/forms.ts';
import { type Rig, Violations } from '../rig.ts';
import { inFolder, raiseListings, SHOP, seed } from '../seed.ts';
import { serve } from '../server.ts';
import { type Answer, openShop, type ShopOptions } from '../shop.ts';

const LISTINGS = 40;

const random = (words: string) => `${words}~${randomBytes(9).toString('hex')}`;

/** What was collected, by where it came from. */
class Collected {
  readonly #texts: [where: string, bytes: Buffer][] = [];

  add(where: string, text: string | Buffer): void {
    this.#texts.push([where, Buffer.from(text)]);
  }

  /** Every file below a folder. */
  addFolder(where: string, folder: string): void {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, path);
      if (statSync(file).isFile()) this.add(`${where}: ${path}`, readFileSync(file));
    }
  }

  get bytes(): number {
    return this.#texts.reduce((sum, [, { length }]) => sum + length, 0);
  }

  get places(): number {
    return this.#texts.length;
  }

  /** Where a secret is found, and in which form. */
  search(secret: string, except: (where: string) => boolean = () => false): string[] {
    const forms = [...formsOf(secret)];
    return this.#texts.flatMap(([where, bytes]) =>
      except(where) ? [] : forms.filter(([, form]) => bytes.includes(form)).map(([name]) => `${where}, ${name}`),
    );
  }
}

/** Calls on the control socket as any program of the same user could make them, reply by reply. */
async function controlReplies(path: string, calls: [verb: string, input: object][]): Promise<string[]> {
  const socket = connect(path);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const replies: string[] = [];
  for (const [i, [verb, input]] of calls.entries()) {
    socket.write(`${JSON.stringify({ id: i, verb, input })}\n`);
    replies.push(String((await lines.next()).value));
  }
  socket.destroy();
  return replies;
}

export default {
  name: 'canary',
  about: 'distinctive secrets are in no file, log, backup, answer or command’s output, in any of a dozen forms',
  count: 20,
  short: 2,
  finds: { 'listed-secret': 1 },
  missing: () => [],
  async run({ count, build, folder, progress }) {
    const violations = new Violations();
    const collected = new Collected();
    const data = join(folder, 'data');
    const secrets = {
      flagship: { half: random('canary!flagship/+'), salt: random('canary!salt') },
      enterprise: random('canary!enterprise&='),
    };
    const keys = {
      flagship: { sid: 'demo', key: 'canary-app', secret: `${secrets.flagship.half}:${secrets.flagship.salt}` },
      enterprise: { sid: 'demo', key: 'canary-app2', secret: secrets.enterprise },
    };
    await inFolder(data, (engine) => seed(engine, { listings: LISTINGS, shipments: LISTINGS }));
    const failed: string[] = [];
    /** Runs a command; what it writes is searched, unless it is the one place where a secret is shown. */
    const command = async (args: string[], options: Parameters<typeof tongbu>[2] = {}, isShown = false): Promise<string> => {
      const { output, code } = await tongbu(build, args, options);
      if (!isShown) collected.add(`tongbu ${args.join(' ')}`.replaceAll(folder, '').replaceAll(secrets.enterprise, '…'), output);
      if (code !== 0) failed.push(`${args[0]} ${args[1] ?? ''} → ${code}`);
      return output;
    };
    const at = ['--data', data];
    const file = join(folder, 'given.secret');
    writeFileSync(file, `${keys.flagship.secret}\n`);
    const server = await serve({ build, folder: data, flags: ['--log-level', 'trace'] });
    let log = '';
    server.child.stderr?.on('data', (text) => {
      log += text;
    });
    await command(['key', 'add', ...at, '--edition', 'flagship', '--key', keys.flagship.key, '--secret-file', file]);
    await command(['key', 'add', ...at, '--edition', 'enterprise', '--key', keys.enterprise.key], {
      env: { TONGBU_SECRET: keys.enterprise.secret },
    });
    await command(['key', 'add', ...at, '--edition', 'enterprise', '--key', keys.enterprise.key, '--secret', keys.enterprise.secret]);
    const made = JSON.parse(await command(['key', 'add', ...at, '--edition', 'flagship', '--key', 'made-app', '--json'], {}, true))
      .secret as string;

    for (let round = 0; round < count; round++) {
      progress(`round ${round + 1} of ${count}`);
      const collect = (name: string, answer: Answer) => collected.add(`answer to ${name}`, answer.text);
      const right = openShop(server.api, { keys });
      const shops: Record<string, ShopOptions['keys'] & object> = {
        right: keys,
        'another salt': { ...keys, flagship: { ...keys.flagship, secret: `${secrets.flagship.half}:other` } },
        'another secret': {
          flagship: { ...keys.flagship, secret: `wrong:${secrets.flagship.salt}` },
          enterprise: { ...keys.enterprise, secret: 'wrong!' },
        },
        'halves swapped': { ...keys, flagship: { ...keys.flagship, secret: `${secrets.flagship.salt}:${secrets.flagship.half}` } },
        'the generated one': { ...keys, flagship: { sid: 'demo', key: 'made-app', secret: made } },
      };
      for (const [who, held] of Object.entries(shops)) {
        const shop = openShop(server.api, { keys: held });
        const listing = (round % LISTINGS) + 1;
        collect(`${who}: calc`, await shop.flagship.call('sales.StockSync.calcStock', [listing, true]));
        collect(`${who}: success`, await shop.flagship.acknowledgeStock([{ listing, version: round + 1 }]));
        collect(
          `${who}: failure`,
          await shop.flagship.call('sales.StockSync.syncFail', [listing, { stock_change_count: 1, syn_result: 'x' }]),
        );
        collect(`${who}: rubbish`, await shop.flagship.call('no.such.method', 'rubbish'));
        collect(`${who}: stock`, await shop.enterprise.call('api_goods_stock_change_query', { shop_no: SHOP }));
        collect(
          `${who}: batch`,
          await shop.enterprise.acknowledgeStock([
            { listing: 1, version: 1 },
            { listing: 9999, version: 1 },
          ]),
        );
        collect(`${who}: shipments`, await shop.enterprise.acknowledgeShipments([listing, 9999]));
        collect(`${who}: rubbish form`, await shop.enterprise.call('no_such_interface', { shop_no: secrets.enterprise.length.toString() }));
        shop.close();
      }
      const first = await right.enterprise.call('logistics_sync_query', {});
      if (first.code !== 0) violations.add(`the right key is refused: ${first.text.slice(0, 200)}`);
      right.close();
    }
    const here = { seller: 'demo', now: Date.now() };
    const replies = await controlReplies(folderOf(data).socket, [
      ['listKeys', here],
      ['listSellers', {}],
      ['readJournal', { seller: 'demo', before: null, limit: 1000 }],
      [
        'addKey',
        { seller: 'demo', edition: 'enterprise', appKey: keys.enterprise.key, secret: secrets.enterprise, shops: null, allow: [], now: 0 },
      ],
      ['addKey', { seller: 'demo', edition: 'flagship', appKey: 'x', secret: secrets.enterprise, shops: null, allow: [], now: 0 }],
      ['noSuchVerb', here],
      ['listRefusals', {}],
      ...Array.from({ length: 40 }, (_, i): [string, object] => ['readRefusal', { number: i + 1 }]),
    ]);
    for (const [i, reply] of replies.entries()) collected.add(`control reply ${i}: ${reply.slice(0, 40)}`, reply);
    for (const [args, options] of [
      [['key', 'list']],
      [['key', 'list', '--json']],
      [['seller', 'list', '--json']],
      [['pending']],
      [['journal']],
    ] as [string[], object?][])
      await command([...args, ...at], options);
    const env = { TONGBU_SECRET: keys.flagship.secret };
    const named = ['--url', server.api, '--sid', 'demo', '--key', keys.flagship.key];
    await command(['sign', 'sales.StockSync.calcStock', '[1, false]', ...named], { env });
    await command(['call', 'sales.StockSync.calcStock', '[1, false]', ...named], { env });
    await command(['call', 'sales.StockSync.calcStock', '["x"]', ...named], { env });
    await command(['backup', join(folder, 'backup'), ...at]);
    await command(['doctor', ...at]);
    await command(['key', 'disable', ...at, '--key', keys.enterprise.key]);
    collected.addFolder('while it runs', data);
    await server.stop();
    await inFolder(data, (engine) => raiseListings(engine, [1, 2, 3], () => 7));
    await command(['verify', ...at]);
    collected.add('log', log + server.log());
    collected.addFolder('afterwards', data);
    const backups = readdirSync(folder).filter((name) => name.startsWith('backup'));
    for (const name of backups) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) collected.addFolder('backup', path);
      else collected.add(`backup: ${name}`, readFileSync(path));
    }

    // A salt travels in every request of the flagship edition, so what shows a request shows it.
    const showsRequests = (where: string) => /^(tongbu (sign|call)|control reply)/.test(where);
    const { secret: madeHalf, salt: madeSalt } = flagship.splitSecret(made) as { secret: string; salt: string };
    const searched: [name: string, text: string, except?: (where: string) => boolean][] = [
      ['flagship secret', secrets.flagship.half],
      ['flagship salt', secrets.flagship.salt, showsRequests],
      ['whole flagship appsecret', keys.flagship.secret],
      ['enterprise secret', secrets.enterprise],
      ['generated secret', madeHalf],
      ['generated salt', madeSalt],
    ];
    for (const [name, text, except] of searched) {
      for (const found of collected.search(text, except)) violations.add(`the ${name} is in ${found}`);
    }
    return {
      figures: {
        rounds: count,
        'secrets searched': searched.length,
        'forms of each': formsOf('x').size,
        places: collected.places,
        'bytes searched': collected.bytes,
        'files of backups': backups.length,
        'commands that ended otherwise than with 0': failed.join('; ') || 'none',
      },
      violations: violations.list(),
    };
  },
} satisfies Rig;
