import { spawn } from 'node:child_process';
import { isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Finding, type ShipmentToApply, type Shop, ShopDownError, type ShopKind, type StockToApply } from '../shop.ts';
import { type Result, readResult, shipmentOutcome, stockOutcome } from './results.ts';

const settings = z.strictObject({
  /** The program and its arguments. There is no shell. One with a slash in it is a path from the configuration's folder. */
  run: z.array(z.string().min(1)).min(1),
  /** Variables for it; beside them it gets PATH, HOME, LANG and TZ, and none of the bridge's secrets. */
  environment: z.record(z.string(), z.string()).default({}),
  /** How long a run may take, in seconds. */
  timeout: z.number().min(1).max(3600).default(60),
  /** Most records of a run. */
  batch: z.int().min(1).max(10_000).default(100),
});

type Settings = z.infer<typeof settings>;

const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TZ'];

/** How much of what a program says on standard error is shown. */
const SHOWN = 500;

/**
 * A shop that is a program: it gets a line of JSON for each record on standard input (`do` says what to do), and writes a line for each
 * on standard output. It runs anew for each batch, so it needs no care about connections.
 */
export const command: ShopKind<Settings> = {
  settings,
  async open({ run, environment, timeout, batch }, context): Promise<Shop> {
    const [first = '', ...args] = run;
    const program = first.includes('/') && !isAbsolute(first) ? join(context.folder, first) : first;
    const env = {
      ...Object.fromEntries(PASSED_ON.flatMap((name) => (context.environment[name] ? [[name, context.environment[name]]] : []))),
      ...environment,
    };

    function runOnce(what: string, records: readonly { key: string }[], signal: AbortSignal): Promise<Result[]> {
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd: context.folder, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
        // Heard before anything else: where no file can be opened any more the child has no streams, and its error would end the bridge.
        child.on('error', (cause) => reject(new ShopDownError(`${program} cannot be started: ${cause.message}`, { cause })));
        if (child.pid === undefined) return;
        const results: Result[] = [];
        let said = '';
        let ended = '';
        // The whole group: a program that started others must leave none behind.
        const end = (name: NodeJS.Signals) => {
          try {
            if (child.pid) process.kill(-child.pid, name);
          } catch {}
        };
        const stop = (why: string) => {
          ended ||= why;
          end('SIGTERM');
          setTimeout(() => end('SIGKILL'), 2_000).unref();
        };
        const timer = setTimeout(() => stop(`took longer than ${timeout} s`), timeout * 1000);
        const onAbort = () => stop('was stopped with the bridge');
        signal.addEventListener('abort', onAbort, { once: true });
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          said = (said + text).slice(-SHOWN);
        });
        createInterface({ input: child.stdout }).on('line', (line) => {
          const result = readResult(jsonOf(line));
          if (result) results.push(result);
          else if (line.trim() !== '') context.log('warn', `${program} wrote a line that is no result`, { line: line.slice(0, 200) });
        });
        child.stdin.on('error', () => {}); // It may end without reading all.
        child.on('close', (code, killedBy) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          const how = ended || (code === 0 ? '' : `ended with ${killedBy ?? `code ${code}`}`);
          if (said.trim() !== '') context.log(how ? 'warn' : 'debug', `${program}: ${said.trim()}`);
          // What it answered before it failed holds; a run without any answer is a program that does not work.
          if (how && (results.length === 0 || signal.aborted))
            reject(new ShopDownError(`${program} ${how}${said.trim() ? `: ${said.trim()}` : ''}`));
          else resolve(results);
        });
        child.stdin.end(records.map((record) => `${JSON.stringify({ do: what, ...record })}\n`).join(''));
      });
    }

    async function apply<Item extends { key: string }, Outcome>(
      what: string,
      items: readonly Item[],
      signal: AbortSignal,
      outcomeOf: (result: Result, item: Item) => Outcome,
    ) {
      const byKey = new Map(items.map((item) => [item.key, item]));
      const results = await runOnce(what, items, signal);
      return [...new Map(results.map((result) => [result.key, result])).values()].flatMap((result) => {
        const item = byKey.get(result.key);
        return item ? [outcomeOf(result, item)] : [];
      });
    }

    return {
      name: `command ${first}`,
      batch: { stock: batch, shipments: batch },
      applyStock: (changes, signal) => apply('stock.set', changes, signal, stockOutcome),
      applyShipments: (shipments, signal) => apply('shipment.created', shipments, signal, shipmentOutcome),
      async check({ stock, shipments }, signal) {
        const findings: Finding[] = [];
        const look = async (what: string, records: readonly (StockToApply | ShipmentToApply)[]) => {
          for (const { key, result, message } of await runOnce(what, records, signal)) {
            const record = records.find((each) => each.key === key);
            if (!record || result === 'applied') continue;
            const subject = 'sku' in record ? record.sku : record.tid;
            findings.push({ level: 'warning', subject, text: `${result}: ${message ?? 'the program says no more'}` });
          }
        };
        await look('stock.check', stock);
        await look('shipment.check', shipments);
        return [{ level: 'ok', subject: first, text: 'runs' }, ...findings];
      },
      async close() {},
    };
  },
};

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
