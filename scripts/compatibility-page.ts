/** docs/compatibility.md and its Chinese twin: for each interface what is known of it, from where, and which tests hold us to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { enterprise, flagship, type Method } from '@tongbu/protocol';
import { COMPATIBILITY } from './compatibility-words.ts';
import type { Language } from './troubleshooting/words.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FACTS = 'packages/protocol/test/data/';
const read = (path: string) => readFileSync(ROOT + path, 'utf8');
const facts = <T>(name: string) => JSON.parse(read(`${FACTS}${name}.json`)) as T;

interface Capture {
  edition: string;
  interface: string;
  client: string;
}

const captures = facts<Capture[]>('captures-examples');
const examples = facts<{ method: string; source?: string }[]>('flagship-examples');
const { methods: documented } = facts<{ methods: { method: string; fields: unknown[] }[] }>('flagship-fields');

/** Tests of the wire: what an interface is read and answered as. Others that happen to call it say nothing of that. */
const OF_THE_WIRE = [
  ...[
    'stock-loop',
    'shipment-loop',
    'feeding-loop',
    'feeding-queries',
    'replay',
    'replay-feeding',
    'exact',
    'rights',
    'access',
    'order-of-checks',
    'failure',
  ],
  ...['largest-push', 'client-pools'],
];
const files = [
  ...readdirSync(`${ROOT}packages/protocol/test`)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `packages/protocol/test/${name}`),
  ...OF_THE_WIRE.map((name) => `packages/server/test/${name}.test.ts`),
];
const tests = files.sort().map((path) => ({ path, text: read(path) }));

/** The page in a language. */
export function compatibilityPage(language: Language): string {
  const words = COMPATIBILITY[language];
  const editions = [
    { edition: 'flagship' as const, methods: Object.values<Method>(flagship.methods) },
    { edition: 'enterprise' as const, methods: Object.values<Method>(enterprise.methods) },
  ];
  const parts = [`<!-- ${COMPATIBILITY.generated} -->`, words.title, ...words.intro, words.wire];
  for (const { edition, methods } of editions) {
    parts.push(words.editions[edition], [...words.heads, ...methods.map((method) => rowOf(edition, method, language))].join('\n'));
    parts.push(words.detail);
    for (const method of methods) parts.push(detailOf(edition, method, language));
  }
  return `${[...parts, ...words.end].join('\n\n').replaceAll('’', "'")}\n`;
}

function evidenceOf(edition: string, { name, examples: own }: Method) {
  const ofInterface = captures.filter((capture) => capture.edition === edition && capture.interface.replace(/\.php$/, '') === name);
  const printed = edition === 'flagship' ? examples.filter(({ method }) => method === name) : [];
  return {
    fields: documented.find(({ method }) => method === name && edition === 'flagship')?.fields.length ?? 0,
    printed: printed.filter(({ source }) => source === 'doc').length,
    ofSdk: printed.filter(({ source }) => source === 'sdk').length,
    own: own.length,
    captures: ofInterface.length,
    clients: [...new Set(ofInterface.map(({ client }) => client.replace(/ \(.*$/, '')))].sort(),
    tests: tests.filter(({ text }) => names(text, edition, name)).map(({ path }) => path),
  };
}

/** Whether a test names an interface. One word such as `shop` could be anything: then as a path or in a call. */
function names(text: string, edition: string, name: string): boolean {
  if (edition === 'flagship') return new RegExp(`${name.replaceAll('.', '\\.')}(?!\\w)`).test(text);
  return new RegExp(name.includes('_') ? `(?<![\\w.])${name}(?!\\w)` : `${name}\\.php|call\\('${name}'|\\['${name}'\\]`).test(text);
}

function rowOf(edition: 'flagship' | 'enterprise', method: Method, language: Language): string {
  const { summary, name } = method;
  const { fields, printed, captures, clients, tests } = evidenceOf(edition, method);
  const cells = [fields || '', printed || '', captures > 0 ? `${captures} (${clients.length})` : '', tests.length];
  return `| [\`${name}\`](api/${edition}/${name}.md) | ${summary[language]} | ${cells.join(' | ')} |`;
}

function detailOf(edition: 'flagship' | 'enterprise', method: Method, language: Language): string {
  const { fields, printed, ofSdk, own, clients, tests } = evidenceOf(edition, method);
  const { page, list, said } = COMPATIBILITY[language];
  const lines = [
    page[edition](method.name),
    ...(fields > 0 ? [said.fields(fields)] : []),
    ...(printed + ofSdk > 0 ? [said.printed(printed, ofSdk)] : []),
    said.own(own),
    clients.length > 0 ? said.clients(clients.join(list)) : said.noClients,
    said.tests(tests.map((path) => `\`${path.replace('packages/', '')}\``).join(list)),
  ];
  return [`#### ${method.name}`, lines.map((line) => `- ${line}`).join('\n')].join('\n\n');
}
