/** The management API as one page for people: plain HTML without scripts, in English or 简体中文, read from the routes. */
import { createHash } from 'node:crypto';
import { STYLE } from './docs-style.ts';
import { WORDS } from './docs-words.ts';
import { Html, html, prose } from './html.ts';
import type { Language } from './language.ts';
import { isNothing, type JsonSchema, jsonSchema, openapi, problemsOf, statusOf } from './openapi.ts';
import { PROBLEMS, type ProblemCode } from './problem.ts';
import { GROUPS, type Group, type Route } from './route.ts';

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Nothing runs, nothing is fetched, nothing frames it. */
export const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-cache',
  vary: 'accept-language',
};

/** The page. */
export function docsPage(routes: readonly Route[], language: Language): string {
  const words = WORDS[language];
  const groups = Object.keys(GROUPS) as Group[];
  const { info, components } = openapi(routes) as { info: { version: string }; components: { schemas: Record<string, JsonSchema> } };
  const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title><style>${new Html(STYLE)}</style></head>
<body>
<header><div class="top"><h1>${words.title}</h1><div class="languages">${languageLink('en', 'English', language)}${languageLink('zh', '简体中文', language)}</div></div>
<p>${words.subtitle} <a href="/api/openapi.json">OpenAPI 3.1</a> · ${info.version}</p></header>
<div class="page">
<nav aria-label="${words.contents}"><ul>
<li><a href="#begin">${words.begin}</a></li>
${groups.map((group) => html`<li><a href="#${group}">${GROUPS[group][language]}</a><ul>${ofGroup(routes, group).map((route) => html`<li><a href="#${route.name}">${route.name}</a></li>`)}</ul></li>`)}
<li><a href="#records">${words.records}</a></li><li><a href="#problems">${words.problems}</a></li>
</ul></nav>
<main>
<section class="intro" id="begin"><h2>${words.begin}</h2>${words.intro.map((text) => html`<p>${prose(text)}</p>`)}<pre><code>${words.example}</code></pre>${words.rules.map((text) => html`<p>${prose(text)}</p>`)}</section>
${groups.map((group) => html`<section id="${group}"><h2>${GROUPS[group][language]}</h2><div class="cards">${ofGroup(routes, group).map((route) => card(route, language))}</div></section>`)}
<section id="records"><h2>${words.records}</h2><div class="cards">${Object.entries(components.schemas).map(([name, schema]) => record(name, schema, language))}</div></section>
<section id="problems"><h2>${words.problems}</h2><p>${prose(words.problemIntro)}</p><table class="problem">${Object.keys(PROBLEMS).map((code) => problemRow(code as ProblemCode, language))}</table></section>
<footer>${words.footer}</footer>
</main></div></body></html>`;
  return page.text;
}

function languageLink(language: Language, name: string, current: Language): Html {
  if (language === current) return html`<span aria-current="true" lang="${language}">${name}</span>`;
  return html`<a href="/api/docs?lang=${language}" lang="${language}" hreflang="${language}">${name}</a>`;
}

function ofGroup(routes: readonly Route[], group: Group): Route[] {
  return routes.filter((route) => route.group === group);
}

function card(route: Route, language: Language): Html {
  const words = WORDS[language];
  const rows = [
    ...propertyRows(jsonSchema(route.params, 'input'), language),
    ...propertyRows(jsonSchema(route.query, 'input'), language, true),
  ];
  return html`<details><summary><span class="method ${route.method}">${route.method}</span><span class="path">${route.path}</span><span class="role">${words.roles[route.role]}</span><span class="says">${route.summary[language]}</span></summary><span class="here" id="${route.name}"></span>
${rows.length > 0 && html`<h3>${words.parameters}</h3><table>${rows}</table>`}
${bodyOf(route, language)}
<h3>${words.answer} · ${statusOf(route.answers)}</h3>${answerOf(route, language)}
${(route.repeats === 'transaction' || route.repeats === 'begun') && html`<h3>Idempotency-Key</h3><p>${prose(words.repeats[route.repeats])}</p>`}
<h3>${words.problems}</h3><p>${problemsOf(route).map((code) => html`<a href="#problem-${code}"><code>${code}</code></a> `)}</p>
</details>`;
}

function bodyOf({ body, bodyTypes = ['application/json'] }: Route, language: Language): Html | null {
  if (isNothing(body)) return null;
  const words = WORDS[language];
  const schema = jsonSchema(body, 'input');
  const rows = optionsOf(schema).flatMap((option) => propertyRows(option, language, true));
  return html`<h3>${words.body} · ${bodyTypes.join(', ')}</h3><p>${prose(noteOf(schema, language))}</p><table>${rows}</table>`;
}

function answerOf({ answers }: Route, language: Language): Html {
  if ('text' in answers) return html`<p><code>${answers.text}</code></p><p>${prose(answers.note[language])}</p>`;
  const schema = jsonSchema(answers.json, 'output');
  if (typeof schema['id'] === 'string') return html`<p>${link(schema['id'])}</p>`;
  return html`<table>${propertyRows(schema, language)}</table>`;
}

function record(name: string, schema: JsonSchema, language: Language): Html {
  return html`<details><summary><span></span><span class="path">${name}</span></summary><span class="here" id="record-${name}"></span><table>${propertyRows(schema, language)}</table></details>`;
}

function problemRow(code: ProblemCode, language: Language): Html {
  const { status, title, help } = PROBLEMS[code];
  return html`<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${title[language]}${language === 'en' ? '. ' : '。'}${prose(help[language])}</td></tr>`;
}

/** A row for each property, those of objects within it indented by their path. `marksOptional`: says which may be left out. */
function propertyRows(schema: JsonSchema, language: Language, marksOptional = false, prefix = ''): Html[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] };
  return Object.entries(properties).flatMap(([name, property]) => {
    const optional = marksOptional && !required.includes(name) ? WORDS[language].optional : '';
    const inner = within(property);
    const path = `${prefix}${name}`;
    const rows = inner ? propertyRows(inner.schema, language, false, `${path}${inner.mark}.`) : [];
    return [
      html`<tr><td><code>${path}</code></td><td>${typeOf(property)} ${optional}</td><td>${prose(noteOf(property, language))}</td></tr>`,
      ...rows,
    ];
  });
}

/** The object inside a property, if it is one without a name of its own. */
function within(schema: JsonSchema): { schema: JsonSchema; mark: string } | null {
  if (schema['properties']) return { schema, mark: '' };
  const items = schema['items'] as JsonSchema | undefined;
  return items?.['properties'] && typeof items['id'] !== 'string' ? { schema: items, mark: '[]' } : null;
}

function noteOf(schema: JsonSchema, language: Language): string {
  return String((language === 'zh' ? schema['x-description-zh'] : schema['description']) ?? '');
}

function optionsOf(schema: JsonSchema): JsonSchema[] {
  return ((schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined) ?? [schema];
}

/** What may stand there, in a few words. */
function typeOf(schema: JsonSchema): Html {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return link(reference.split('/').at(-1) as string);
  if (typeof schema['id'] === 'string') return link(schema['id']);
  if (schema['enum']) return html`${(schema['enum'] as string[]).join(' | ')}`;
  if (schema['const'] !== undefined) return html`${String(schema['const'])}`;
  if (schema['type'] === 'array') return html`${typeOf(schema['items'] as JsonSchema)}[]`;
  const options = optionsOf(schema);
  if (options[0] !== schema) return html`${options.map((option, i) => html`${i > 0 ? ' | ' : ''}${typeOf(option)}`)}`;
  const type = [schema['type'] ?? 'any'].flat().join(' | ');
  return html`${schema['format'] ? `${type}, ${schema['format']}` : type}`;
}

function link(name: string): Html {
  return html`<a href="#record-${name}">${name}</a>`;
}
