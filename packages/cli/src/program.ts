import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { readSettings } from './config.ts';
import { describe, EXIT, type ExitCode, exitCodeOf } from './error.ts';
import { typed } from './output/typed.ts';
import { leaveUnread } from './output/unread.ts';

/**
 * All commands, as help groups them. Each is loaded only when it is needed: a script that asks for `pending` every second
 * does not load a web server with it.
 */
const COMMANDS: Record<string, Record<string, () => Promise<Command>>> = {
  'Run:': {
    demo: async () => (await import('./commands/demo.ts')).demoCommand(),
    serve: async () => (await import('./commands/serve.ts')).serveCommand(),
    bridge: async () => (await import('./commands/bridge.ts')).bridgeCommand(),
    sandbox: async () => (await import('./commands/sandbox.ts')).sandboxCommand(),
  },
  'Who may call:': {
    seller: async () => (await import('./commands/seller.ts')).sellerCommand(),
    key: async () => (await import('./commands/key.ts')).keyCommand(),
    person: async () => (await import('./commands/person.ts')).personCommand(),
    token: async () => (await import('./commands/token.ts')).tokenCommand(),
  },
  'Goods, stock and parcels:': {
    import: async () => (await import('./commands/import.ts')).importCommand(),
    level: async () => (await import('./commands/level.ts')).levelCommand(),
    listing: async () => (await import('./commands/listing.ts')).listingCommand(),
    order: async () => (await import('./commands/order.ts')).orderCommand(),
    carrier: async () => (await import('./commands/carrier.ts')).carrierCommand(),
  },
  'Keep it safe:': {
    backup: async () => (await import('./commands/backup.ts')).backupCommand(),
    restore: async () => (await import('./commands/restore.ts')).restoreCommand(),
    verify: async () => (await import('./commands/verify.ts')).verifyCommand(),
  },
  'See what happens:': {
    pending: async () => (await import('./commands/pending.ts')).pendingCommand(),
    journal: async () => (await import('./commands/journal.ts')).journalCommand(),
    explain: async () => (await import('./commands/explain.ts')).explainCommand(),
    doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
    health: async () => (await import('./commands/health.ts')).healthCommand(),
  },
  'Talk to the API:': {
    call: async () => (await import('./commands/call.ts')).callCommand(),
    sign: async () => (await import('./commands/sign.ts')).signCommand(),
  },
};

const DESCRIPTION = `Tongbu (同步, "in step") keeps a self-built shop's stock and shipments in step with an ERP.
It speaks the sync interfaces of the Wangdian (旺店通) open API, both editions; it is not affiliated with the vendor.`;

const HELP = `
All commands take --data <folder> (or TONGBU_DATA). Most work whether or not a
server is running on it: restore wants none, and call one to call.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage or bad input, 3 locked or
cannot be reached.

To begin:
  $ tongbu seller add demo
  $ tongbu key add --seller demo --edition flagship --key demo-app
  $ tongbu import shops shops.csv --seller demo
  $ tongbu serve
  $ tongbu sandbox start                # or: a place to test
`;

/**
 * The command `tongbu`.
 *
 * @param only the one command that is needed, or a flag that asks for the version; anything else, or nothing, loads them all
 */
export async function createProgram(only?: string): Promise<Command> {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  const program = new Command('tongbu')
    .description(DESCRIPTION)
    .version(version, '-V, --version', 'print the version')
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'print help on a command')
    .addHelpText('after', HELP);
  const isKnown = only === '-V' || only === '--version' || Object.values(COMMANDS).some((group) => Object.hasOwn(group, only ?? ''));
  for (const [heading, group] of Object.entries(COMMANDS)) {
    for (const [name, load] of Object.entries(group)) {
      if (!isKnown || name === only) program.addCommand((await load()).helpGroup(heading));
    }
  }
  everywhere(program);
  return program;
}

/** What commander asks to be set on each command by itself. */
function everywhere(command: Command): void {
  command.exitOverride().showHelpAfterError(`(${pathOf(command)} --help shows how)`);
  command.configureHelp({ subcommandTerm: termOf }).helpOption('-h, --help', 'print help');
  if (command.parent && command.commands.length > 0) command.helpCommand('help [command]', 'print help on a command');
  command.configureOutput({
    writeOut: (text) => process.stdout.write(typed(text)),
    writeErr: (text) => process.stderr.write(typed(text)),
    outputError: (text, write) => write(text.replace(/^error: /, 'tongbu: ')),
  });
  for (const each of command.commands) everywhere(each);
}

/** In a list of commands: its name, and what stands under it or what it takes. */
function termOf(command: Command): string {
  const under = command.commands.map((each) => each.name()).filter((name) => name !== 'help');
  if (under.length > 0) return `${command.name()} ${under.join('|')}`;
  const takes = command.registeredArguments.map((each) => (each.required ? `<${each.name()}>` : `[${each.name()}]`));
  return [command.name(), ...takes].join(' ');
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** Runs a command line. Errors are told on standard error, without a stack unless `TONGBU_DEBUG` is 1. */
export async function run(args: string[]): Promise<ExitCode> {
  leaveUnread();
  try {
    const program = await createProgram(args[0]);
    await program.parseAsync(args, { from: 'user' });
    return (process.exitCode as ExitCode | undefined) ?? EXIT.ok;
  } catch (error) {
    // Commander has told its own already.
    if (!(error instanceof CommanderError)) process.stderr.write(`${describe(error, isDebug())}\n`);
    return exitCodeOf(error);
  }
}

function isDebug(): boolean {
  try {
    return readSettings(['debug'], {}).debug;
  } catch {
    return true;
  }
}
