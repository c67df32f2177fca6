/** Calls of every interface, as defined or broken, before they are signed. */
import { type Arguments, type Interface, interfaces, validArguments } from './calls.ts';
import { captured } from './captures.ts';
import { mutations, textMutations } from './mutations.ts';
import { type Parameter, parameterMutations } from './parameters.ts';
import type { Random } from './random.ts';
import { Raw, type Value, writeValue } from './value.ts';
import { EXTENT } from './world.ts';

/** What a request is about to be. */
export interface Draft {
  of: Interface;
  path: string;
  /** Parameters beside the public ones: paging on the flagship edition, the form's own fields on the enterprise edition. */
  parameters: Parameter[];
  /** The mutation of parameters to be done when the public ones are there. */
  breaking?: string;
  /** Flagship only. */
  body: string | Uint8Array;
  /** What was done to it, each a class of input. */
  classes: string[];
}

/** Makes one; about half of them broken in some way. */
export function makeDraft(random: Random): Draft {
  const draft = random.chance(0.04) ? capturedDraft(random) : ownDraft(random);
  const { edition } = draft.of;
  if (random.chance(0.1)) {
    draft.breaking = random.pick(Object.keys(parameterMutations[edition]));
    draft.classes.push(`${edition} parameters: ${draft.breaking}`);
  }
  return draft;
}

/** Where an interface is called. */
export function pathOf({ edition, method }: Interface): string {
  return edition === 'flagship' ? '/openapi' : `/openapi2/${method.name}.php`;
}

const UNKNOWN = [
  'x',
  '',
  'constructor',
  '__proto__',
  'LOGISTICS_SYNC_QUERY',
  'logistics_sync_query.php',
  '%E5%BA%93%E5%AD%98',
  '%',
  'a'.repeat(3000),
];

function ownDraft(random: Random): Draft {
  const of = random.pick(interfaces);
  const asked = random.chance(0.04) ? random.pick(interfaces) : of;
  const draft: Draft = { of, path: pathOf(of), parameters: [], body: '', classes: [`${of.edition} ${of.method.name}`] };
  if (asked !== of) draft.classes.push(asked.edition === of.edition ? 'arguments of another interface' : 'arguments of the other edition');
  const values = validArguments(random, asked, EXTENT);
  if (of.edition === 'enterprise') {
    draft.parameters = fields(random, values, draft.classes);
    if (random.chance(0.02)) {
      draft.path = `/openapi2/${random.pick(UNKNOWN)}.php`;
      draft.classes.push('an unknown interface');
    }
    return draft;
  }
  if (of.method.paged && random.chance(0.95)) draft.parameters = paging(random);
  const list = values.map(([, value]) => value);
  draft.body = written(random, list, draft.classes);
  return draft;
}

function paging(random: Random): Parameter[] {
  const page_size = String(random.pick([1, 10, 40, 100, 1000]));
  const values = { page_size, page_no: random.pick(['0', '0', '0', '1', '7']), calc_total: random.pick(['0', '1', 'true', 'false']) };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** How often each thing is done to the arguments. */
const BROKEN_VALUES = 0.35;
const BROKEN_TEXT = 0.1;
const HUGE = 0.005;

/** The text of a list of arguments. */
function written(random: Random, values: Value[], classes: string[]): string | Uint8Array {
  const lot = random.next();
  if (lot < HUGE) return writeValue([new Raw(hugeText(random, classes)), ...values.slice(1)]);
  if (lot < HUGE + BROKEN_VALUES) {
    const name = random.pick(Object.keys(mutations));
    mutations[name]?.(random, values);
    classes.push(name);
  }
  const text = writeValue(values);
  if (lot > 1 - BROKEN_TEXT) return brokenText(random, text, classes);
  if (lot >= HUGE + BROKEN_VALUES) classes.push('as defined');
  return text;
}

function brokenText(random: Random, text: string, classes: string[]): string | Uint8Array {
  const name = random.pick(Object.keys(textMutations));
  classes.push(name);
  return textMutations[name]?.(random, text) ?? text;
}

/** Larger than any request is, by name. */
const HUGE_VALUES: Record<string, string> = {
  'more elements than a batch has': `[${Array(2500).fill('{"sync_id":1}').join(',')}]`,
  'more values than a request has': `[${Array(90_000).fill('1').join(',')}]`,
  'deeper than a request goes': '['.repeat(40_000) + ']'.repeat(40_000),
  'one long text': JSON.stringify('长'.repeat(60_000)),
  'one long number': '7'.repeat(200_000),
};

/** The one that needs the right interface to be met; so it comes more often. */
const MANY = 'more elements than a batch has';

function hugeText(random: Random, classes: string[]): string {
  const name = random.chance(0.3) ? MANY : random.pick(Object.keys(HUGE_VALUES));
  classes.push(name);
  return HUGE_VALUES[name] as string;
}

/** The form's own fields. Lists travel as JSON text, and are broken as such. */
function fields(random: Random, values: Arguments, classes: string[]): Parameter[] {
  const isBroken = random.chance(0.4);
  if (!isBroken) classes.push('as defined');
  return values
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      if (typeof value !== 'object') return { name, value: isBroken && random.chance(0.4) ? oddField(random, classes) : String(value) };
      const list = Array.isArray(value) ? value : [value as Value];
      if (isBroken && random.chance(0.1)) return { name, value: alone(list, classes) };
      const text = isBroken ? written(random, list, classes) : random.chance(HUGE) ? hugeText(random, classes) : writeValue(list);
      // A form is text; bytes that are no UTF-8 are among the mutations of its parameters.
      return { name, value: Buffer.from(text).toString() };
    });
}

const ALONE = 'an element where a list belongs';

function alone(list: Value[], classes: string[]): string {
  classes.push(ALONE);
  return writeValue(list[0] ?? 7);
}

const ODD = ['', ' ', '0', '-1', '1e9', '99999999999999999999', 'null', '[]', '长'.repeat(300), '\0', '🧧', 'S1\n', ' S1 ', 'true'];

function oddField(random: Random, classes: string[]): string {
  classes.push('odd field');
  return random.pick(ODD);
}

function capturedDraft(random: Random): Draft {
  const { of, parameters, body, path } = random.pick(captured);
  const draft: Draft = { of, parameters, body, path, classes: ['captured'] };
  if (of.edition === 'flagship' && random.chance(0.3)) draft.body = brokenText(random, Buffer.from(body).toString(), draft.classes);
  return draft;
}

/** Every class of input that a draft may have. */
export function draftClasses(): string[] {
  const breaking = (edition: Interface['edition']) =>
    Object.keys(parameterMutations[edition]).map((name) => `${edition} parameters: ${name}`);
  return [
    ...interfaces.map(({ edition, method }) => `${edition} ${method.name}`),
    ...[mutations, textMutations, HUGE_VALUES].flatMap(Object.keys),
    ...[...breaking('flagship'), ...breaking('enterprise')],
    ...[
      'as defined',
      'odd field',
      ALONE,
      'captured',
      'an unknown interface',
      'arguments of another interface',
      'arguments of the other edition',
    ],
  ];
}
