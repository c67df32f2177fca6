/** The sentences that refusals are made of, read out of the sources: what `test/manage/chinese.test.ts` holds the table against. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

/** A node of the syntax tree, as far as this looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: every node has members of its own
type Node = { type: string } & Record<string, any>;

/** What is thrown or answered, and which of its arguments says it. */
const SAYS: Record<string, number> = {
  EngineError: 1,
  Problem: 1,
  CellError: 2,
  CsvError: 1,
  refusal: 0,
  refuse: 0,
  crossSite: 0,
  whyNot: 1,
  orProblem: 1,
  say: 1,
  'uses.push': 0,
  regex: 1,
  refine: 1,
};

/** Members of objects that say what is wrong, and what stands beside them there. */
const MEMBERS: Record<string, string[]> = {
  detail: ['pointer', 'parameter'],
  message: ['path', 'code', 'expected'],
  problem: ['name', 'value'],
};

/** Where refusals come from that the management API answers. */
const FOLDERS = ['engine/src', 'server/src'];

const packages = fileURLToPath(new URL('../../..', import.meta.url));

/** What was read out of the sources. */
interface InCode {
  /** Every sentence with where it stands, its facts as `{}`. */
  sentences: Map<string, string>;
  /** Where something is thrown whose sentence is not written there: it was made elsewhere, and is handed on. */
  handedOn: string[];
}

/** The sentences of all refusals. */
export function sentencesInCode(): InCode {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  );
  const trees = new Map(files.map((file) => [file, parseAst(readFileSync(join(packages, file), 'utf8'), { lang: 'ts' }) as Node]));
  const exported = new Map<string, Meant[]>();
  const names = new Map([...trees].map(([file, tree]) => [file, namesIn(tree, exported)]));
  const sentences = new Map<string, string>();
  const handedOn: string[] = [];
  for (const [file, tree] of trees) {
    walk(tree, (node) => {
      for (const said of saidBy(node)) {
        const found = sentencesOf(said, names.get(file) as Names);
        for (const sentence of found) sentences.set(sentence, file);
        if (found.length === 0 && node.type === 'NewExpression') handedOn.push(file);
      }
    });
  }
  return { sentences, handedOn };
}

/** A constant or a function, and what names stand for in its file. */
interface Meant {
  node: Node;
  names: Names;
}

/** What a name stands for in a file: of its own, or imported. */
type Names = (name: string) => Meant[];

function saidBy(node: Node): Node[] {
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const { name, object, property } = node.callee;
    const place = SAYS[name ?? property?.name] ?? SAYS[`${object?.name}.${property?.name}`];
    return place === undefined ? [] : [node.arguments[place]].filter(Boolean);
  }
  if (node.type !== 'ObjectExpression') return [];
  const members: Node[] = node.properties.filter(({ key }: Node) => key);
  const names = members.map(({ key }) => key.name);
  return members.filter(({ key }) => MEMBERS[key.name]?.some((beside) => names.includes(beside))).map(({ value }) => value);
}

/** @param exported takes what this file exports, and has what all others do once every file was looked at */
function namesIn(tree: Node, exported: Map<string, Meant[]>): Names {
  const here = new Map<string, Meant[]>();
  const imported = new Set<string>();
  const names: Names = (name) => here.get(name) ?? (imported.has(name) ? exported.get(name) : undefined) ?? [];
  const noteIn = (map: Map<string, Meant[]>) => (node: Node) => {
    const meant =
      node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node.init : node.type === 'FunctionDeclaration' && node;
    if (meant) map.set(node.id.name, [...(map.get(node.id.name) ?? []), { node: meant, names }]);
  };
  walk(tree, noteIn(here));
  walk(tree, (node) => {
    if (node.type === 'ImportSpecifier') imported.add(node.imported.name);
    if (node.type === 'ExportNamedDeclaration' && node.declaration) walk(node.declaration, noteIn(exported));
  });
  return names;
}

/** The sentences that an expression may become; those of its facts as well. */
function sentencesOf(node: Node, names: Names, seen = new Set<Node>()): string[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const of = (...nodes: (Node | null | undefined)[]) => nodes.flatMap((each) => (each ? sentencesOf(each, names, seen) : []));
  const meant = (name: string) => names(name).flatMap((each) => sentencesOf(each.node, each.names, seen));
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' && isSentence(node.value) ? [node.value] : [];
    case 'TemplateLiteral': {
      const text = node.quasis.map((quasi: Node) => quasi.value.cooked).join('{}');
      return [...(isSentence(text.replaceAll('{}', 'x')) && /[a-z]{2}/.test(text) ? [text] : []), ...of(...node.expressions)];
    }
    case 'ConditionalExpression':
      return of(node.consequent, node.alternate);
    case 'LogicalExpression':
      return of(node.left, node.right);
    case 'ArrowFunctionExpression':
    case 'FunctionDeclaration':
      return node.expression ? of(node.body) : of(...returned(node.body));
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return of(node.expression);
    case 'MemberExpression': // of a table of sentences
      return node.computed && node.object.type === 'Identifier'
        ? names(node.object.name).flatMap((table) =>
            (table.node.properties ?? []).flatMap(({ value }: Node) => sentencesOf(value, table.names, seen)),
          )
        : [];
    case 'CallExpression':
      return node.callee.type === 'Identifier' ? of(node.callee) : [];
    case 'AwaitExpression':
      return of(node.argument);
    case 'Identifier':
      return meant(node.name);
    default:
      return [];
  }
}

function returned(body: Node): Node[] {
  const found: Node[] = [];
  walk(body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
  });
  return found;
}

const isSentence = (text: string) => /\S \S/.test(text) && !/^\s*(select|insert|update|delete|with)\b/i.test(text) && /[a-z]/.test(text);

function walk(node: Node, look: (node: Node) => unknown): void {
  look(node);
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each && typeof each === 'object' && typeof each.type === 'string') walk(each, look);
    }
  }
}
