/** Right signatures, and every wrong one that a careless client or a stranger may make. */
import { enterprise, flagship } from '@tongbu/protocol';
import type { Draft } from './draft.ts';
import { byName, dropParameter, encodeParameters, type Parameter, parameterMutations, setParameter } from './parameters.ts';
import type { Random } from './random.ts';
import { type Edition, HOLDERS, type Holder, type Signer } from './world.ts';

/** A request with everything in it that the signature is made over, before and after it is signed. */
interface Signing {
  parameters: Parameter[];
  body: string | Uint8Array;
  /** The secret to sign with, and on the flagship edition the salt that stands in the request. */
  secret: string;
}

interface Kind {
  /** Whether a request so signed may be accepted. */
  maySucceed: boolean;
  /** Whose key is named; the one that may do everything by default. */
  as?: Signer;
  /** Before the signature is made. */
  before?(random: Random, signing: Signing): void;
  /** After it was made. */
  after?(random: Random, signing: Signing): void;
}

const never = (kind: Omit<Kind, 'maySucceed'>): Kind => ({ maySucceed: false, ...kind });
const before = (change: NonNullable<Kind['before']>): Kind => never({ before: change });
const after = (change: NonNullable<Kind['after']>): Kind => never({ after: change });

function editSign(edit: (sign: string, random: Random) => string): NonNullable<Kind['after']> {
  return (random, { parameters }) => {
    const sign = parameters.find(({ name }) => name === 'sign');
    if (sign) sign.value = edit(sign.value, random);
  };
}

/** Another hexadecimal digit. */
const other = (digit: string | undefined) => (Number.parseInt(digit ?? '0', 16) ^ 1).toString(16);

function shiftTime(random: Random, parameters: Parameter[], least: number, most: number): void {
  const time = parameters.find(({ name }) => name === 'timestamp');
  if (time) time.value = String(Number(time.value) + random.pick([-1, 1]) * random.int(least, most));
}

const common: Record<string, Kind> = {
  rightly: { maySucceed: true },
  'in upper case': { maySucceed: true, after: editSign((sign) => sign.toUpperCase()) },
  'not at all': after((_random, { parameters }) => dropParameter(parameters, 'sign')),
  emptily: after(editSign(() => '')),
  'one digit off at the start': after(editSign((sign) => other(sign[0]) + sign.slice(1))),
  'one digit off at the end': after(editSign((sign) => sign.slice(0, -1) + other(sign.at(-1)))),
  'with digits alike': after(editSign((_sign, random) => random.pick(['0', 'f', 'F', 'é']).repeat(32))),
  'too long': after(editSign((sign, random) => sign + random.pick([sign, ' ', '\0', '0'.repeat(2000)]))),
  cut: after(editSign((sign, random) => sign.slice(0, random.int(1, 31)))),
  twice: after((_random, { parameters }) => void parameters.push({ name: 'sign', value: parameters.at(-1)?.value ?? '' })),
  'for later': before((random, { parameters }) => shiftTime(random, parameters, 400, 400_000_000)),
  'in milliseconds': before((_random, { parameters }) => {
    const time = parameters.find(({ name }) => name === 'timestamp');
    if (time) time.value += '000';
  }),
  'after time was changed': after((_random, { parameters }) => {
    const time = parameters.find(({ name }) => name === 'timestamp');
    if (time) time.value = String(Number(time.value) + 1);
  }),
  'for a seller there is not': before((random, { parameters }) => {
    setParameter(parameters, 'sid', random.pick(['nobody', 'Demo', 'demo ', 'x'.repeat(500), "demo' or 1=1 --", 'demo\0', '库存']));
  }),
  'by a disabled key': never({ as: 'disabled' }),
  'from elsewhere': never({ as: 'from elsewhere' }),
  'over the limit': { maySucceed: true, as: 'over the limit' },
  'for another warehouse': { maySucceed: true, as: 'of another warehouse' },
  'by a stranger': { maySucceed: true, as: 'stranger' },
};

/** Kinds of signatures, by edition and name. */
export const signatureKinds: Record<Edition, Record<string, Kind>> = {
  flagship: {
    ...common,
    'for a key there is not': before((random, { parameters }) => {
      setParameter(parameters, 'key', random.pick(['no-app', HOLDERS.enterprise.full.key, HOLDERS.flagship.stranger.key, 'x'.repeat(500)]));
    }),
    'with the secret of a stranger': before((_random, signing) => {
      signing.secret = flagship.splitSecret(HOLDERS.flagship.stranger.secret)?.secret ?? '';
    }),
    'with another salt': before((random, { parameters }) =>
      setParameter(parameters, 'salt', random.pick(['pepper', '5al', '5altt', '5ALT'])),
    ),
    'with the halves swapped': before((_random, signing) => {
      const { secret } = signing;
      signing.secret = byName(signing.parameters)['salt'] ?? '';
      setParameter(signing.parameters, 'salt', secret);
    }),
    'without a secret': before((_random, signing) => {
      signing.secret = '';
    }),
    'over another body': after((random, signing) => {
      signing.body = random.pick([`${signing.body} `, `[${signing.body}]`]);
    }),
    'over another interface': after((_random, { parameters }) => {
      const method = parameters.find(({ name }) => name === 'method');
      if (method) method.value = method.value === 'sales.StockSync.calcStock' ? 'sales.StockSync.cancelSync' : 'sales.StockSync.calcStock';
    }),
    'before a page was added': after((_random, { parameters }) => {
      const page = parameters.find(({ name }) => name === 'page_no');
      if (page) page.value += '1';
      else parameters.push({ name: 'page_no', value: '0' });
    }),
  },
  enterprise: {
    ...common,
    'for a key there is not': before((random, { parameters }) => {
      setParameter(
        parameters,
        'appkey',
        random.pick(['no-app', HOLDERS.flagship.full.key, HOLDERS.enterprise.stranger.key, 'x'.repeat(500)]),
      );
    }),
    'with the secret of a stranger': before((_random, signing) => {
      signing.secret = HOLDERS.enterprise.stranger.secret;
    }),
    'without a secret': before((_random, signing) => {
      signing.secret = '';
    }),
    'before a field was added': after((_random, { parameters }) => void parameters.push({ name: 'zzz', value: '' })),
    'before a field was changed': after((random, { parameters }) => {
      const own = parameters.filter(({ name, encoded }) => encoded === undefined && !['sid', 'appkey', 'timestamp', 'sign'].includes(name));
      if (own.length > 0) random.pick(own).value += ' ';
      else parameters.push({ name: 'limit', value: '7' });
    }),
  },
};

const NAMES = { flagship: Object.keys(signatureKinds.flagship), enterprise: Object.keys(signatureKinds.enterprise) };

/** A draft with its signature, ready to be framed. */
export interface Signed extends Draft {
  /** False where no answer but a refusal that comes before proof of identity is right. */
  maySucceed: boolean;
  /** The query with its question mark, or nothing. */
  query: string;
  /** Enterprise: the form's fields as they were sent. */
  form: Record<string, string>;
}

/** Signs a draft in one of the ways; about half of them rightly. `now` is the clock, epoch milliseconds. */
export function signDraft(random: Random, draft: Draft, now: number): Signed {
  const { edition } = draft.of;
  const name = random.chance(0.5) ? 'rightly' : random.pick(NAMES[edition]);
  const kind = signatureKinds[edition][name] as Kind;
  const holder = HOLDERS[edition][kind.as ?? 'full'];
  const signing: Signing = {
    parameters: publicParameters(random, draft, holder, now),
    body: draft.body,
    secret: secretOf(edition, holder),
  };
  const broken = draft.breaking === undefined ? undefined : parameterMutations[edition][draft.breaking];
  broken?.change(random, signing.parameters);
  kind.before?.(random, signing);
  const values = byName(signing.parameters);
  const sign = edition === 'flagship' ? flagship.sign(values, signing.body, signing.secret) : enterprise.sign(values, signing.secret);
  signing.parameters.push({ name: 'sign', value: sign });
  kind.after?.(random, signing);
  const { parameters } = signing;
  const maySucceed = kind.maySucceed && (broken?.maySucceed ?? true);
  const classes = [...draft.classes, `${edition} signed: ${name}`];
  const encoded = encodeParameters(parameters);
  const sent = edition === 'flagship' ? { query: `?${encoded}`, body: signing.body } : { query: '', body: encoded };
  return { ...draft, classes, parameters, maySucceed, form: edition === 'flagship' ? {} : byName(parameters), ...sent };
}

function secretOf(edition: Edition, { secret }: Holder): string {
  return edition === 'flagship' ? (flagship.splitSecret(secret)?.secret ?? '') : secret;
}

/** Well within the window, and seldom exactly on the server's clock. */
function publicParameters(random: Random, { of, parameters }: Draft, { sid, key, secret }: Holder, now: number): Parameter[] {
  const moment = now + random.int(-60, 60) * 1000;
  const own = parameters.map((each) => ({ ...each }));
  if (of.edition === 'enterprise') {
    const timestamp = String(Math.floor(moment / 1000));
    return [{ name: 'sid', value: sid }, { name: 'appkey', value: key }, { name: 'timestamp', value: timestamp }, ...own];
  }
  const salt = flagship.splitSecret(secret)?.salt ?? '';
  const timestamp = String(flagship.toTimestamp(moment));
  const named = { sid, key, salt, method: of.method.name, v: '1.0', timestamp };
  return [...Object.entries(named).map(([name, value]) => ({ name, value })), ...own];
}
