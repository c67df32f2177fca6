import { relative, resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Listen } from '@tongbu/server';
import { Command, Option } from 'commander';
import { readSettings, startedBy } from '../config.ts';
import { urlOf } from '../console-url.ts';
import { runDemo } from '../demo/run.ts';
import { demoFiles } from '../demo/seed.ts';
import { isSetUp, KEYS, SELLER, setUp } from '../demo/setup.ts';
import { Story } from '../demo/story.ts';
import { type Language, type Say, speak } from '../demo/words.ts';
import { CommandError, EXIT } from '../error.ts';
import { firstLink } from '../first-links.ts';
import { createLog } from '../log.ts';
import { type OpenServer, openServer } from '../open-server.ts';
import { decimal, option } from '../option.ts';
import { print } from '../output/print.ts';
import { word } from '../output/typed.ts';
import { widthOf } from '../output/width.ts';
import { untilSignal } from './serve.ts';

const SETTINGS = ['data', 'api', 'manage', 'limits', 'logLevel'] as const;

const FOLDER = './tongbu-demo';

/** Cells that the name of a fact takes, with the blanks behind it. */
const FACT = 16;

const HELP = `
A made-up seller with two shops, three warehouses and some 300 listings. Buyers
order, pay, change their minds; orders leave whole, in parts and together; goods
are delivered and counted, rules change. A pretend shop of each edition pushes
its orders and keeps up through the signed API, with the failures that real
shops have. Every line is told from the journal.

Example:
  $ tongbu demo
  $ tongbu demo --speed 4 --lang zh
  $ npm start -- --api 127.0.0.1:8190 --manage 127.0.0.1:8191   # from a clone
`;

interface DemoFlags {
  speed: number;
  lang: Language;
}

/** `tongbu demo`: the main job, to watch. */
export function demoCommand(): Command {
  const command = new Command('demo')
    .summary('watch an ERP and two shops kept in step')
    .description('Shows an ERP and two shops kept in step; all of it made up.');
  command.addOption(new Option('--data <folder>', 'folder the demo keeps').default(FOLDER));
  for (const name of SETTINGS) if (name !== 'data') command.addOption(option(name));
  command.addOption(new Option('--speed <times>', 'how many times faster than life').default(1).argParser(decimal(0.1, 100)));
  command.addOption(new Option('--lang <language>', 'what it speaks').choices(['en', 'zh']).default(ownLanguage(), 'as the terminal does'));
  return command.addHelpText('after', HELP).action(async (flags) => demo(flags));
}

function ownLanguage(): Language {
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? 'zh' : 'en';
}

async function demo(flags: DemoFlags & Record<string, unknown>): Promise<void> {
  const { data, api, manage, limits, logLevel } = readSettings(SETTINGS, { logLevel: 'warn', ...flags });
  const say = speak(flags.lang);
  const stop = new AbortController();
  void untilSignal().then(() => {
    print(`\n${say('stopping')}`);
    stop.abort();
  });
  const log = createLog(logLevel);
  const options = { api, manage, log, limits };
  const server = await openServer(data, options, (error) => {
    log.fatal({ error }, 'the store is lost');
    process.exit(1);
  }).catch((error) => {
    throw takenUnderNpm(error, api, manage);
  });
  try {
    await prepare(server, say);
    await greet(server, data, say);
    const story = await Story.begin({ engine: server.engine, language: flags.lang, write: print });
    await runDemo({ engine: server.engine, url: urlOf(server.api), story, say, speed: flags.speed, signal: stop.signal });
  } finally {
    await server.stop();
  }
}

/** Whoever typed `npm start` needs to know where flags go there; and where one port is taken, its neighbour may be. */
function takenUnderNpm(error: Error, api: Listen, manage: Listen): Error {
  if (error.name !== 'ListenError' || startedBy() !== 'npm start') return error;
  const next = ({ host, port }: Listen) => urlOf({ host, port: port === 0 || port > 65_525 ? 0 : port + 10 }).replace('http://', '');
  const hint = `npm start -- --api ${next(api)} --manage ${next(manage)}`;
  return new CommandError(EXIT.failed, `${error.message}; so: ${hint}`, { cause: error });
}

async function prepare({ engine }: OpenServer, say: Say): Promise<void> {
  print(styleText('bold', say('title')));
  print(styleText('dim', say('notAffiliated')));
  print('');
  const { items, listings } = demoFiles();
  if (await isSetUp(engine)) return print(say('again'));
  print(say('first', { items: items.length, listings: listings.length }));
  await setUp(engine);
}

/** Where everything is, and what to try: lines to copy. */
async function greet({ api, manage, engine }: OpenServer, data: string, say: Say): Promise<void> {
  const near = relative(process.cwd(), resolve(data)) || '.';
  const folder = word(near.startsWith('..') ? resolve(data) : near);
  const url = urlOf(api) === 'http://127.0.0.1:8090' ? '' : ` \\\n    --url ${urlOf(api)}`;
  print('');
  for (const [what, where] of [
    [say('api'), `${urlOf(api)}/openapi  /openapi2/`],
    [say('console'), `${urlOf(manage)}/`],
    [say('manage'), `${urlOf(manage)}/api/docs`],
    [say('data'), resolve(data)],
  ] as const) {
    print(`  ${styleText('dim', what.padEnd(FACT - (widthOf(what) - what.length)))}${styleText('bold', where)}`);
  }
  const link = await firstLink(engine, SELLER, urlOf(manage));
  if (link) print(`\n${say('signIn')}\n\n${styleText('bold', link)}`);
  else print(`\n${say('forgotten')}\n\n${styleText('cyan', `  npx tongbu person link --data ${folder}`)}`);
  print(`\n${say('tryIt')}`);
  print(`\n${say('byHand')}\n`);
  const call = (name: string, json: string, key: string) =>
    print(styleText('cyan', `  npx tongbu call ${name} \\\n    '${json}' --key ${key} --data ${folder}${url}`));
  call('sales.StockSync.getSelfWaitSyncIdListOpen', '[100,0]', KEYS.flagship.appKey);
  call('api_goods_stock_change_query', `{"shop_no":"${KEYS.enterprise.shop}","limit":10}`, KEYS.enterprise.appKey);
  print(`\n${say('look')}\n`);
  for (const command of ['pending', 'journal', say('explain')]) print(styleText('cyan', `  npx tongbu ${command} --data ${folder}`));
  print(`\n${styleText('dim', say('stop'))}\n`);
}
