/** The configuration: one schema, read from flags and the environment here and nowhere else. */
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { usage } from './error.ts';

/** What is known of a setting beside its type. */
export interface About {
  /** As commander writes it; none where only the environment sets it. */
  flag?: string;
  variable: string;
  /** Taken when neither says anything; none where there is no value then. */
  fallback?: string;
  /** What it does, for help and the docs. */
  note: string;
  /** What is allowed, for messages and the docs. */
  allowed: string;
  /** Commands that take it. */
  commands: string;
  /** Never shown; may stand in a file that `<variable>_FILE` names. */
  secret?: true;
}

const about = new Map<z.ZodType, About>();

function setting<T extends z.ZodType>(schema: T, facts: About): T {
  about.set(schema, facts);
  return schema;
}

const text = () => z.string().min(1);

const address = () =>
  z
    .string()
    .regex(/^(\[[0-9a-f:.]+\]|[^:\s/[\]]+):\d{1,5}$/i)
    .transform((value) => {
      const colon = value.lastIndexOf(':');
      return { host: value.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(value.slice(colon + 1)) };
    })
    .refine(({ port }) => port < 65_536);

const network = z.string().refine((value) => {
  const [net = '', bits, ...rest] = value.split('/');
  const family = isIP(net);
  return family > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
});

const url = () =>
  text()
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
    .transform((value) => value.replace(/\/$/, ''));

const ADDRESS = 'host:port, such as 127.0.0.1:8090; port 0 takes a free one';

/** Every setting. The order is the order in the docs. */
export const configuration = z.object({
  data: setting(text(), {
    flag: '--data <folder>',
    variable: 'TONGBU_DATA',
    fallback: './tongbu-data',
    note: 'Folder that holds the database, the key file, the lock and the socket.',
    allowed: 'a path',
    commands: 'all; demo takes the flag alone, default ./tongbu-demo',
  }),
  api: setting(address(), {
    flag: '--api <host:port>',
    variable: 'TONGBU_API',
    fallback: '127.0.0.1:8090',
    note: 'Where the signed API listens.',
    allowed: ADDRESS,
    commands: 'serve, demo',
  }),
  manage: setting(address(), {
    flag: '--manage <host:port>',
    variable: 'TONGBU_MANAGE',
    fallback: '127.0.0.1:8091',
    note: 'Where the management listener (/healthz, /readyz) listens.',
    allowed: ADDRESS,
    commands: 'serve, demo',
  }),
  limits: setting(z.enum(['generous', 'vendor']), {
    flag: '--limits <preset>',
    variable: 'TONGBU_LIMITS',
    fallback: 'generous',
    note: "Calls a key may make: 6,000 a minute and 50 at once, or the vendor's own (flagship 60 a method and 10, enterprise 60 and 5). A key's own limits come first.",
    allowed: 'generous or vendor',
    commands: 'serve, demo',
  }),
  proxy: setting(z.array(network), {
    flag: '--proxy <cidr...>',
    variable: 'TONGBU_PROXY',
    fallback: '',
    note: 'Proxies whose X-Forwarded-For is believed; repeat the flag, or put commas between.',
    allowed: 'addresses and networks such as 10.0.0.0/8',
    commands: 'serve',
  }),
  bodyLimit: setting(z.coerce.number().int().min(1024).max(67_108_864), {
    flag: '--body-limit <bytes>',
    variable: 'TONGBU_BODY_LIMIT',
    fallback: '4194304',
    note: 'Largest request body, in bytes.',
    allowed: 'a whole number from 1024 to 67108864',
    commands: 'serve',
  }),
  logLevel: setting(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']), {
    flag: '--log-level <level>',
    variable: 'TONGBU_LOG_LEVEL',
    fallback: 'info',
    note: 'How much to log, on standard error: readable lines on a terminal, JSON elsewhere.',
    allowed: 'trace, debug, info, warn, error or silent',
    commands: 'serve, demo',
  }),
  seller: setting(text().optional(), {
    flag: '--seller <seller>',
    variable: 'TONGBU_SELLER',
    note: "The seller (sid); left out, the data folder's only one.",
    allowed: 'the name of a seller',
    commands: 'key, import, pending, journal, call, sign',
  }),
  url: setting(url(), {
    flag: '--url <url>',
    variable: 'TONGBU_URL',
    fallback: 'http://127.0.0.1:8090',
    note: 'Where the API to call listens.',
    allowed: 'an http or https address such as http://127.0.0.1:8090',
    commands: 'call, sign',
  }),
  secret: setting(text().optional(), {
    flag: '--secret <text>',
    variable: 'TONGBU_SECRET',
    note: 'The appsecret; on the flagship edition secret:salt. Flags can be seen by other users of the machine: prefer --secret-file or a variable.',
    allowed: 'text',
    commands: 'key add, call, sign',
    secret: true,
  }),
  debug: setting(z.stringbool(), {
    variable: 'TONGBU_DEBUG',
    fallback: '0',
    note: 'Show where in the program an error comes from.',
    allowed: '1 or 0',
    commands: 'all',
  }),
});

/** The configuration, read. */
export type Configuration = z.output<typeof configuration>;

/** The name of a setting. */
export type Setting = keyof Configuration;

/** The names of all settings, in order. */
export const settings = Object.keys(configuration.shape) as Setting[];

/** What is known of a setting. */
export function aboutSetting(name: Setting): About {
  return about.get(configuration.shape[name]) as About;
}

/** What commander found: values by setting, absent where no flag was given. */
export type Flags = Record<string, unknown>;

/**
 * Reads settings: a flag comes before the variable, the variable before the file it may name, that before the default.
 *
 * @throws CommandError naming flag or variable, value, and what is allowed
 */
export function readSettings<S extends Setting>(names: readonly S[], flags: Flags): Pick<Configuration, S> {
  return Object.fromEntries(names.map((name) => [name, readSetting(name, flags[name])])) as Pick<Configuration, S>;
}

function readSetting(name: Setting, flag: unknown): unknown {
  const facts = aboutSetting(name);
  const { value, from } = source(facts, flag);
  const input =
    name === 'proxy'
      ? String(value)
          .split(',')
          .flatMap((part) => part.trim() || [])
      : value;
  const read = configuration.shape[name].safeParse(input);
  if (read.success) return read.data;
  const shown = facts.secret ? '' : ` "${Array.isArray(input) ? input.join(',') : input}"`;
  throw usage(`${from}${shown}: must be ${facts.allowed}`);
}

function source({ flag, variable, fallback, secret }: About, given: unknown): { value: unknown; from: string } {
  if (given !== undefined) return { value: given, from: flag?.split(' ')[0] ?? variable };
  // A variable that is set to nothing is a line left blank in a file of variables.
  const set = process.env[variable];
  if (set) return { value: set, from: variable };
  const file = secret ? process.env[`${variable}_FILE`] : undefined;
  if (file) return { value: readSecretFile(file, `${variable}_FILE`), from: `${variable}_FILE` };
  return { value: fallback, from: variable };
}

/** How npm started this process: by `npx`, by `npm start`, or not at all. */
export function startedBy(): 'npx' | 'npm start' | null {
  if (process.env['npm_lifecycle_event'] === 'start') return 'npm start';
  return process.env['npm_command'] === 'exec' ? 'npx' : null;
}

/** The text of a file that holds one secret, without the line's end. `from` is for the message. */
export function readSecretFile(file: string, from: string): string {
  if (file !== '-' && !existsSync(file)) throw usage(`${from} "${file}": there is no such file`);
  try {
    const secret = readFileSync(file === '-' ? 0 : file, 'utf8').replace(/\r?\n$/, '');
    if (secret === '') throw usage(`${from} "${file}": is empty`);
    return secret;
  } catch (cause) {
    if ((cause as Error).name === 'CommandError') throw cause;
    throw usage(`${from} "${file}": cannot be read: ${(cause as Error).message}`, { cause });
  }
}
