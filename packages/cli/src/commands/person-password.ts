import { Command } from 'commander';
import { readSecretFile, readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { askUnseen } from '../output/ask-unseen.ts';
import { print } from '../output/print.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
At least 12 characters, 5 of them different, without the name in it. On a
terminal it is asked for, and not shown. All sessions of the person end.

Examples:
  $ tongbu person password --seller demo --name "Li Ming"
  $ tongbu person password --name "Li Ming" --password-file - < password.txt
`;

/** `tongbu person password`: sets somebody's password without the old one. */
export function personPasswordCommand(): Command {
  return new Command('password')
    .summary("set a person's password")
    .description("Sets a person's password without the present one; all their sessions end.")
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--name <name>', 'the name of the person (required)')
    .option('--password-file <path>', 'read the password from a file; - for standard input')
    .addHelpText('after', HELP)
    .action(async (flags) => {
      const { data, seller: named } = readSettings(['data', 'seller'], flags);
      const password = flags.passwordFile === undefined ? await asked() : readSecretFile(flags.passwordFile, '--password-file');
      await withEngine(data, async (engine) => {
        const seller = await onlySeller(engine, named);
        await engine.setPassword({ seller, name: flags.name, password, now: Date.now() });
        print(`the password of "${flags.name}" of seller "${seller}" is set; all their sessions have ended`);
      });
    });
}

async function asked(): Promise<string> {
  if (!process.stdin.isTTY) throw usage('this is no terminal to ask on; give the password with --password-file');
  const password = await askUnseen('new password: ');
  if ((await askUnseen('the same again: ')) !== password) throw usage('the two passwords are not the same; nothing was changed');
  return password;
}
