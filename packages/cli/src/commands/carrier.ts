import type { CarrierEntry, Engine } from '@tongbu/engine';
import { LOGISTICS_TYPES } from '@tongbu/model';
import { Command } from 'commander';
import { type Flags, readSettings } from '../config.ts';
import { usage } from '../error.ts';
import { onlySeller } from '../only-seller.ts';
import { option, whole } from '../option.ts';
import { print, printJson, remark } from '../output/print.ts';
import { table } from '../output/table.ts';
import { withEngine } from '../with-engine.ts';

const HELP = `
A carrier that is mapped to none of the vendor's types is told to shops with
logistics_type -1, which most cannot show. WAITING counts the parcels that wait
so. Mapping it replaces them by new ones with the type, under new numbers.
Many carriers at once: tongbu import carriers <file>

Examples:
  $ tongbu carrier list --unmapped
  $ tongbu carrier map TC 35
`;

/** `tongbu carrier`: the seller's carriers and the vendor's types they are mapped to. */
export function carrierCommand(): Command {
  return new Command('carrier')
    .summary("list carriers, and map them to the vendor's types")
    .description("Carriers (物流公司) by the seller's own codes, and the vendor's logistics_type each is mapped to.")
    .addHelpText('after', HELP)
    .addCommand(list())
    .addCommand(map());
}

const COLUMNS = [
  ...['CARRIER', 'NAME', 'TYPE', 'CASH ON DELIVERY', 'STATE'].map((heading) => ({ heading })),
  { heading: 'WAITING', align: 'right' as const },
];

function list(): Command {
  return new Command('list')
    .summary('list carriers')
    .description("Lists a seller's carriers, in the order in which they came.")
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--unmapped', 'only those that are mapped to none of the types')
    .option('--json', 'print JSON')
    .action(async (flags: Flags & { unmapped?: true; json?: true }) => {
      const rows = await withCarriers(flags, async (engine, seller) => {
        const waiting = new Map((await engine.listUnmappedCarriers({ seller })).map(({ code, waiting }) => [code, waiting]));
        const all = await engine.listCarriers({ seller });
        return all
          .filter(({ type }) => !flags.unmapped || type === null)
          .map((each) => ({ ...each, waiting: waiting.get(each.code) ?? null }));
      });
      if (flags.json) return printJson(rows);
      if (rows.length === 0) return remark(flags.unmapped ? 'every carrier is mapped' : 'no carrier');
      print(
        table(
          COLUMNS,
          rows.map(({ code, name, type, cod, disabled, waiting }) => {
            return [
              code,
              name,
              typeText(type),
              cod ? 'yes' : 'no',
              disabled ? 'disabled' : 'works',
              waiting === null ? '-' : String(waiting),
            ];
          }),
        ),
      );
    });
}

function map(): Command {
  return new Command('map')
    .summary("map a carrier to one of the vendor's types")
    .description("Maps a carrier to one of the vendor's types; parcels that wait with it and say no type are replaced by new ones that do.")
    .argument('<code>', "the seller's own code of the carrier")
    .argument('[type]', 'logistics_type', whole(0, 65_535))
    .addOption(option('data'))
    .addOption(option('seller'))
    .option('--none', 'take the mapping away; what waits stays as it is')
    .action(async (code: string, type: number | undefined, flags: Flags & { none?: true }) => {
      if ((type === undefined) === (flags.none === undefined)) throw usage('name either a type, or --none');
      const said = await withCarriers(flags, async (engine, seller, isServing) => {
        const known = (await engine.listCarriers({ seller })).find((each) => each.code === code);
        if (!known) throw usage(`seller "${seller}" has no carrier "${code}"; import carriers first`);
        const waiting = (await engine.listUnmappedCarriers({ seller })).find((each) => each.code === code)?.waiting ?? 0;
        const { carrier: _, modifiedAt: __, ...entry } = known;
        const carrier: CarrierEntry = { ...entry, type: type ?? null };
        await engine.saveCarrier({ seller, carrier, actor: 'operator', now: Date.now() });
        // A server does what is left by itself.
        while (!isServing && (await engine.stepFanOuts({ seller, now: Date.now() })).left > 0);
        return `carrier ${code} is mapped to ${typeText(carrier.type)}${type !== undefined && waiting > 0 ? `; ${waiting} parcels that wait are corrected` : ''}`;
      });
      print(said);
    });
}

async function withCarriers<T>(flags: Flags, work: (engine: Engine, seller: string, isServing: boolean) => Promise<T>): Promise<T> {
  const { data, seller } = readSettings(['data', 'seller'], flags);
  return withEngine(data, async (engine, isServing) => work(engine, await onlySeller(engine, seller), isServing));
}

function typeText(type: number | null): string {
  if (type === null) return 'none';
  const name = LOGISTICS_TYPES.get(type);
  return name === undefined ? String(type) : `${type} ${name}`;
}
