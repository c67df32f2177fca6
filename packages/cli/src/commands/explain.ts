import { Argument, Command, Option } from 'commander';
import { readSettings } from '../config.ts';
import { page } from '../listing/page.ts';
import { type Language, voiceOf } from '../listing/words.ts';
import { onlySeller } from '../only-seller.ts';
import { option, whole } from '../option.ts';
import { print, printJson } from '../output/print.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
Says what the listing sells, which rule acts on it and why that one, how the
quantity comes about step by step, what is stored, and whether a shop that
pulls now is offered it. Changes nothing. The number of a listing is its
rec_id; tongbu journal shows them.

Examples:
  $ tongbu explain 12
  $ tongbu explain 12 --lang zh
`;

/** `tongbu explain`: why a listing shows what it shows. */
export function explainCommand(): Command {
  return new Command('explain')
    .summary('why a listing shows what it shows')
    .description('Explains a listing: its rule, how its quantity comes about, and why it is offered or not.')
    .addArgument(new Argument('<listing>', 'number of the listing (rec_id)').argParser(whole(1, 2 ** 31 - 1)))
    .addOption(option('data'))
    .addOption(option('seller'))
    .addOption(new Option('--lang <language>', 'what it speaks').choices(['en', 'zh-CN', 'zh']).default('en'))
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (listing: number, flags) => {
      const { data, seller } = readSettings(['data', 'seller'], flags);
      const explained = await withEngine(data, async (engine) =>
        engine.explainListing({ seller: await onlySeller(engine, seller), listing, now: Date.now() }),
      );
      if (flags.json) return printJson(explained);
      print(page(explained, voiceOf((flags.lang === 'en' ? 'en' : 'zh-CN') satisfies Language)));
    });
}
