import type { Engine, MovedLevel } from '@tongbu/engine';
import { Command } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { onlySeller } from '../only-seller.ts';
import { option } from '../option.ts';
import { print } from '../output/print.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
The journal keeps who, when and why:  tongbu journal --pool level
Many levels at once:                  tongbu import levels <file>

Examples:
  $ tongbu level set TEE-RED-M --warehouse HZ01 --to 120 --reason "counted by hand"
  $ tongbu level adjust TEE-RED-M --warehouse HZ01 --by -2 --reason "torn"
  $ tongbu level adjust TEE-RED-M --warehouse HZ01 --by 2 --defective --reason "torn"
`;

interface LevelFlags extends Flags {
  warehouse: string;
  reason: string;
  quantity: string;
  defective?: true;
  allowNegative?: true;
  json?: true;
  to: string;
  by: string;
}

/** `tongbu level set` and `tongbu level adjust`: what lies in a warehouse, moved by hand. */
export function levelCommand(): Command {
  return new Command('level')
    .summary('set or adjust what lies in a warehouse')
    .description('Moves one level by hand: an item in a warehouse. Its listings wait for the shop.')
    .addHelpText('after', HELP)
    .addCommand(
      moving('set', 'say how many there are')
        .requiredOption('--to <number>', 'how many there are from now on (required)')
        .action((specNo: string, flags: LevelFlags) => move(flags, (engine, asked) => set(engine, asked, specNo, flags))),
    )
    .addCommand(
      moving('adjust', 'say how many came or went')
        .requiredOption('--by <number>', 'by how many it rises; below 0, falls (required)')
        .action((specNo: string, flags: LevelFlags) => move(flags, (engine, asked) => adjust(engine, asked, specNo, flags))),
    );
}

function moving(name: string, summary: string): Command {
  return new Command(name)
    .summary(summary)
    .argument('<spec_no>', "the item's merchant code")
    .addOption(option('data'))
    .addOption(option('seller'))
    .requiredOption('--warehouse <no>', 'which warehouse (required)')
    .requiredOption('--reason <words>', 'why, for the journal (required)')
    .option('--quantity <name>', 'which quantity, such as lock_num', 'stock_num')
    .option('--defective', 'of stock that cannot be sold')
    .option('--allow-negative', 'let what lies there fall below zero')
    .option('--json', 'print JSON');
}

type Asked = Omit<Parameters<Engine['setLevels']>[0], 'levels'>;
type Quantity = NonNullable<Parameters<Engine['adjustLevel']>[0]['quantity']>;

async function move(flags: LevelFlags, act: (engine: Engine, asked: Asked) => Promise<MovedLevel>): Promise<void> {
  const { data, seller: named } = readSettings(['data', 'seller'], flags);
  await withEngine(data, async (engine) => {
    const seller = await onlySeller(engine, named);
    const { reason, allowNegative = false } = flags;
    const moved = await act(engine, { seller, reason, allowNegative, actor: 'operator', now: Date.now() });
    print(flags.json ? JSON.stringify(moved) : inWords(moved));
  });
}

async function set(engine: Engine, asked: Asked, specNo: string, flags: LevelFlags): Promise<MovedLevel> {
  const { warehouse: warehouseNo, defective = false, quantity, to } = flags;
  const [moved] = await engine.setLevels({ ...asked, levels: [{ specNo, warehouseNo, defective, set: { [quantity]: to } }] });
  return moved as MovedLevel;
}

function adjust(engine: Engine, asked: Asked, specNo: string, flags: LevelFlags): Promise<MovedLevel> {
  const { warehouse: warehouseNo, defective = false, quantity, by } = flags;
  return engine.adjustLevel({ ...asked, specNo, warehouseNo, defective, quantity: quantity as Quantity, by });
}

function inWords({ specNo, warehouseNo, defective, before, after }: MovedLevel): string {
  const [name] = Object.keys(after) as (keyof typeof after)[];
  if (!name) return '';
  const subject = `item "${specNo}" in warehouse "${warehouseNo}"${defective ? ', defective' : ''}: ${name}`;
  return before[name] === after[name] ? `${subject} is ${after[name]} already` : `${subject} ${before[name]} → ${after[name]}`;
}
