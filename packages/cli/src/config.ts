/** The configuration: one schema, read from flags and the environment here and nowhere else. */
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { usage } from './error.ts';

/** What is known of a setting. */
export interface About<T = unknown> {
  /** As commander writes it; none where only the environment sets it. */
  flag?: string;
  variable: string;
  /** Taken when neither says anything; none where there is no value then. */
  fallback?: string;
  /** What it does, for help and the docs. */
  note: string;
  /** What is allowed, for messages and the docs. */
  allowed: string;
  /** What a text stands for; undefined where it is not allowed. */
  read: (text: string) => T | undefined;
  /** Commands that take it. */
  commands: string;
  /** Never shown; may stand in a file that `<variable>_FILE` names. */
  secret?: true;
}

const text = (value: string) => value || undefined;

function address(value: string): { host: string; port: number } | undefined {
  const [, host = '', digits] = /^(\[[0-9a-f:.]+\]|[^:\s/[\]]+):(\d{1,5})$/i.exec(value) ?? [];
  const port = Number(digits);
  return port < 65_536 ? { host: host.replace(/^\[|\]$/g, ''), port } : undefined;
}

function url(value: string): string | undefined {
  return /^https?:$/.test(URL.parse(value)?.protocol ?? '') ? value.replace(/\/$/, '') : undefined;
}

function networks(value: string): string[] | undefined {
  const all = value.split(',').flatMap((part) => part.trim() || []);
  return all.every(isNetwork) ? all : undefined;
}

function isNetwork(value: string): boolean {
  const [net = '', bits, ...rest] = value.split('/');
  const family = isIP(net);
  return family > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
}

function oneOf<const T extends string>(...allowed: T[]): (value: string) => T | undefined {
  return (value) => allowed.find((each) => each === value);
}

function whole(least: number, largest: number): (value: string) => number | undefined {
  return (value) => (/^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= largest ? Number(value) : undefined);
}

function yesOrNo(value: string): boolean | undefined {
  if (value === '1' || value === 'true') return true;
  return value === '0' || value === 'false' ? false : undefined;
}

const ADDRESS = 'host:port, such as 127.0.0.1:8090; port 0 takes a free one';

/** Every setting. The order is the order in the docs. */
const configuration = {
  data: {
    flag: '--data <folder>',
    variable: 'TONGBU_DATA',
    fallback: './tongbu-data',
    note: 'Folder that holds the database, the key file, the lock and the socket.',
    allowed: 'a path',
    read: text,
    commands: 'all; demo and sandbox take the flag alone, default ./tongbu-demo and ./tongbu-sandbox',
  },
  api: {
    flag: '--api <host:port>',
    variable: 'TONGBU_API',
    fallback: '127.0.0.1:8090',
    note: 'Where the signed API listens.',
    allowed: ADDRESS,
    read: address,
    commands: 'serve, demo, sandbox start, doctor',
  },
  manage: {
    flag: '--manage <host:port>',
    variable: 'TONGBU_MANAGE',
    fallback: '127.0.0.1:8091',
    note: 'Where the management listener (/api/…, /metrics, /healthz, /readyz) listens.',
    allowed: ADDRESS,
    read: address,
    commands: 'serve, demo, sandbox start, doctor, health',
  },
  limits: {
    flag: '--limits <preset>',
    variable: 'TONGBU_LIMITS',
    fallback: 'generous',
    note: "Calls a key may make: 6,000 a minute and 50 at once, or the vendor's own (flagship 60 a method and 10, enterprise 60 and 5). A key's own limits come first.",
    allowed: 'generous or vendor',
    read: oneOf('generous', 'vendor'),
    commands: 'serve, demo, sandbox start',
  },
  callsPerAddress: {
    flag: '--calls-per-address <n>',
    variable: 'TONGBU_CALLS_PER_ADDRESS',
    fallback: '60000',
    note: 'Requests a minute from one address, verified or not; 0 for no limit. Loopback is not counted, and behind a proxy --proxy is needed.',
    allowed: 'a whole number from 0 to 100000000',
    read: whole(0, 100_000_000),
    commands: 'serve',
  },
  keepRequests: {
    flag: '--keep-requests <n>',
    variable: 'TONGBU_KEEP_REQUESTS',
    fallback: '1000',
    note: 'How many signed calls of each seller are remembered, in memory, for people to look at; 0 for none.',
    allowed: 'a whole number from 0 to 100000',
    read: whole(0, 100_000),
    commands: 'serve',
  },
  keepRequestBytes: {
    flag: '--keep-request-bytes <bytes>',
    variable: 'TONGBU_KEEP_REQUEST_BYTES',
    fallback: '16777216',
    note: 'Memory for the remembered calls of all sellers together, in bytes.',
    allowed: 'a whole number from 65536 to 4294967296',
    read: whole(65_536, 4_294_967_296),
    commands: 'serve',
  },
  proxy: {
    flag: '--proxy <cidr...>',
    variable: 'TONGBU_PROXY',
    fallback: '',
    note: 'Proxies whose X-Forwarded-For is believed; repeat the flag, or put commas between.',
    allowed: 'addresses and networks such as 10.0.0.0/8',
    read: networks,
    commands: 'serve',
  },
  bodyLimit: {
    flag: '--body-limit <bytes>',
    variable: 'TONGBU_BODY_LIMIT',
    fallback: '8388608',
    note: 'Largest request body, in bytes.',
    allowed: 'a whole number from 1024 to 67108864',
    read: whole(1024, 67_108_864),
    commands: 'serve',
  },
  metricsToken: {
    variable: 'TONGBU_METRICS_TOKEN',
    note: 'What Prometheus sends as its bearer token to read /metrics of all sellers. A token of the management API reads its own seller without it.',
    allowed: '16 to 300 visible characters',
    read: (value: string) => (/^[!-~]{16,300}$/.test(value) ? value : undefined),
    commands: 'serve',
    secret: true,
  },
  traces: {
    flag: '--traces <url>',
    variable: 'TONGBU_TRACES',
    note: 'A collector that takes spans by OTLP over HTTP; none are made without one. Needs the SDK of OpenTelemetry, whose own variables (OTEL_…) say the rest.',
    allowed: 'an http or https address such as http://127.0.0.1:4318; without a path its /v1/traces',
    read: url,
    commands: 'serve',
  },
  logLevel: {
    flag: '--log-level <level>',
    variable: 'TONGBU_LOG_LEVEL',
    fallback: 'info',
    note: 'How much to log, on standard error: readable lines on a terminal, JSON elsewhere.',
    allowed: 'trace, debug, info, warn, error or silent',
    read: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    commands: 'serve, demo, sandbox start, bridge',
  },
  seller: {
    flag: '--seller <seller>',
    variable: 'TONGBU_SELLER',
    note: "The seller (sid); left out, the data folder's only one.",
    allowed: 'the name of a seller',
    read: text,
    commands: 'key, token, import, level, order, pending, journal, explain, call, sign',
  },
  url: {
    flag: '--url <url>',
    variable: 'TONGBU_URL',
    fallback: 'http://127.0.0.1:8090',
    note: 'Where the API to call listens.',
    allowed: 'an http or https address such as http://127.0.0.1:8090',
    read: url,
    commands: 'call, sign',
  },
  secret: {
    flag: '--secret <text>',
    variable: 'TONGBU_SECRET',
    note: 'The appsecret; on the flagship edition secret:salt. Flags can be seen by other users of the machine: prefer --secret-file or a variable.',
    allowed: 'text',
    read: text,
    commands: 'key add, key rotate, call, sign',
    secret: true,
  },
  debug: {
    variable: 'TONGBU_DEBUG',
    fallback: '0',
    note: 'Show where in the program an error comes from.',
    allowed: '1 or 0',
    read: yesOrNo,
    commands: 'all',
  },
} satisfies Record<string, About>;

type Configurations = typeof configuration;

/** The name of a setting. */
export type Setting = keyof Configurations;

/** The configuration, read; a setting without a fallback may have no value. */
export type Configuration = {
  [S in Setting]: NonNullable<ReturnType<Configurations[S]['read']>> | (Configurations[S] extends { fallback: string } ? never : undefined);
};

/** The names of all settings, in order. */
export const settings = Object.keys(configuration) as Setting[];

/** What is known of a setting. */
export function aboutSetting(name: Setting): About {
  return configuration[name];
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
  if (value === undefined) return undefined;
  const read = facts.read(String(value));
  if (read !== undefined) return read;
  const shown = facts.secret ? '' : ` "${value}"`;
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

/** The variables themselves, for a bridge's configuration: it names those it wants, and `NAME_FILE` beside them. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
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
