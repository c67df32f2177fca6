import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BridgeConfiguration, Finding, Log, Meters, Planned, Shop } from '@tongbu/bridge';
import { Command, Option } from 'commander';
import type { Logger } from 'pino';
import { environment, readSecretFile, readSettings } from '../config.ts';
import { CommandError, EXIT, usage } from '../error.ts';
import { createLog } from '../log.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { printable } from '../output/width.ts';
import { untilSignal } from './serve.ts';

const SETTINGS = ['logLevel'] as const;

const HELP = `
Pulls from the ERP what changed, applies it to the shop, and acknowledges only
what the shop confirmed. Without --check, --dry-run or --once it goes on until it
is stopped. The file says which ERP, which shop, and what is called what:
docs/bridge.md. Secrets stand in it as \${NAME}, by a variable or a file that
NAME_FILE names.

Example:
  $ tongbu bridge --config bridge.yaml --check     # changes nothing
  $ tongbu bridge --config bridge.yaml --dry-run   # shows what would be done
  $ tongbu bridge --config bridge.yaml
`;

interface BridgeFlags {
  config: string;
  check?: true;
  dryRun?: true;
  once?: true;
}

/** `tongbu bridge`: keeps a shop in step with an ERP. */
export function bridgeCommand(): Command {
  return new Command('bridge')
    .summary('keep a shop in step with an ERP')
    .description('Keeps a shop in step with an ERP, the vendor’s or Tongbu: pull, apply, acknowledge what the shop confirmed.')
    .addOption(new Option('--config <file>', 'the configuration, YAML').makeOptionMandatory())
    .addOption(new Option('--check', 'connect, compare, change nothing').conflicts(['dryRun', 'once']))
    .addOption(new Option('--dry-run', 'show what would be done, and do nothing').conflicts(['once']))
    .addOption(new Option('--once', 'one pass over what waits, for cron'))
    .addOption(option('logLevel'))
    .addHelpText('after', HELP)
    .action(async (flags) => bridge(flags));
}

async function bridge(flags: BridgeFlags & Record<string, unknown>): Promise<void> {
  const { logLevel } = readSettings(SETTINGS, flags);
  const stop = new AbortController();
  const logger = createLog(logLevel);
  void untilSignal().then((signal) => {
    logger.info({ signal }, 'stopping: finishing what is in hand; a second signal does not wait');
    stop.abort();
  });
  const api = await import('@tongbu/bridge');
  const { meters, log } = { meters: new api.Meters(), log: logOf(logger) };
  const configuration = read(api, flags.config);
  const shop = await configuration.openShop({ log, environment: environment() });
  try {
    const { options } = configuration;
    if (flags.check) return tell(await api.checkBridge(options, { shop, log }, stop.signal));
    if (flags.dryRun) return await tellPlan(api.planBridge(options, { shop }, stop.signal));
    const listener = configuration.metrics && (await api.startStatusListener(meters, configuration.metrics));
    try {
      logger.info(
        { erp: options.erp.url, edition: options.erp.edition, shop: shop.name, ...(listener && { metrics: listener.url }) },
        'bridging',
      );
      const run = flags.once ? api.runBridgeOnce : api.runBridge;
      await run(options, { shop, log, meters }, stop.signal);
      tellEnd(meters, logger);
    } finally {
      await listener?.close();
    }
  } catch (error) {
    throw known(error, shop);
  } finally {
    await shop.close();
  }
}

function read(api: typeof import('@tongbu/bridge'), file: string): BridgeConfiguration {
  if (!existsSync(file)) throw usage(`--config "${file}": there is no such file`);
  try {
    return api.readConfiguration(readFileSync(file, 'utf8'), resolve(file) === file ? file : resolve(file), {
      environment: environment(),
      readFile: (path) => readSecretFile(path, 'a secret’s file'),
    });
  } catch (error) {
    if (error instanceof api.ConfigurationError) throw usage(error.message, { cause: error });
    throw error;
  }
}

function logOf(logger: Logger): Log {
  return (level, message, facts = {}) => logger[level](facts, message);
}

/** A check, a line each; exit code 1 where something cannot work. */
function tell(findings: Finding[]): void {
  const signs = { ok: 'ok     ', warning: 'warning', error: 'ERROR  ' };
  for (const { level, subject, text } of findings) print(`${signs[level]}  ${printable(subject)}: ${printable(text)}`);
  const gaps = findings.filter(({ level }) => level === 'warning').length;
  const errors = findings.filter(({ level }) => level === 'error').length;
  print(`\n${errors} errors, ${gaps} gaps and warnings. Nothing was changed.`);
  if (errors > 0) process.exitCode = EXIT.failed;
}

async function tellPlan(plan: AsyncIterable<Planned>): Promise<void> {
  let records = 0;
  for await (const planned of plan) {
    records += 1;
    print(printable(lineOf(planned)));
  }
  print(`\n${records} records wait. Nothing was changed.`);
}

function lineOf(planned: Planned): string {
  if (planned.would !== 'apply') return `${planned.would.padEnd(6)}  ${planned.name}: ${planned.reason}`;
  if (planned.pool === 'stock') {
    const { sku, quantity, listing, version } = planned.record;
    return `apply   stock of ${sku} := ${quantity}  (listing ${listing}, version ${version})`;
  }
  const { tid, lines, trackingNumber, carrier, shipment } = planned.record;
  const what = lines === 'whole order' ? 'whole' : `sub-orders ${lines.oids.join(', ')}`;
  return `apply   order ${tid}, ${what}: ${carrier.code} ${trackingNumber}  (shipment ${shipment})`;
}

function tellEnd(meters: Meters, logger: Logger): void {
  for (const pool of ['stock', 'shipments'] as const) {
    const { pulled, applied, acknowledged, failed, unknown, ignored, heldBack } = meters.standing(pool, Date.now());
    logger.info({ pulled, applied, acknowledged, failed, unknown, ignored, heldBack }, `${pool}: done`);
  }
  for (const { what, subject, reason } of meters.gaps()) logger.warn({ what, subject }, `gap: ${reason}`);
}

/** What the user can act on, without a stack. */
function known(error: unknown, shop: Shop): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'ShopDownError') return new CommandError(EXIT.unreachable, `${shop.name}: ${error.message}`, { cause: error });
  if (error.name === 'JournalError') return new CommandError(EXIT.unreachable, error.message, { cause: error });
  return error;
}
