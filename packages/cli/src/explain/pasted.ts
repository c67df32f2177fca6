/** A refused request as people have it at hand: a curl line, raw HTTP, an address and a body, or the form alone. */
import type { diagnosis } from '@tongbu/protocol';
import { usage } from '../error.ts';
import { shellWords } from './shell-words.ts';

/** An address, or its path and query, and the body that was posted there. */
export interface Posted {
  url: string;
  body: Uint8Array;
}

/**
 * Reads what was pasted.
 *
 * @throws CommandError `usage` when it is none of the forms, or names a file that would have to be read
 */
export function readPasted(bytes: Buffer): diagnosis.RefusedRequest {
  const text = bytes.toString('utf8');
  if (text.trim() === '') throw usage('nothing was given to explain; paste a curl line, a raw HTTP request, or its address and its body');
  if (/^\s*(?:\$ )?curl(?:\.exe)?\s/.test(text)) return requestOf(curl(text));
  if (/^\s*[A-Z]{3,7} \S+ HTTP\/\d/.test(text)) return requestOf(rawHttp(bytes));
  const [first = '', ...rest] = text.trimStart().split(/\r?\n/);
  if (/^(https?:\/\/|\/)/.test(first))
    return requestOf({ url: first.trim(), body: Buffer.from(withoutLastLineEnd(rest.join('\n').replace(/^\n/, ''))) });
  if (/(^|&)sign=/.test(text.trim())) return alone(text.trim());
  throw usage(
    'this is no request I can read; paste a curl line, a raw HTTP request ("POST /openapi…"), or its address and, below it, its body',
  );
}

/** The request that an address and a body make; the edition is in the address. @throws CommandError `usage` */
export function requestOf({ url, body }: Posted): diagnosis.RefusedRequest {
  const [path = '', ...queries] = url.replace(/#.*$/s, '').split('?');
  const query = queries.join('?');
  const name = (path.split('/').at(-1) ?? '').replace(/\.php$/, '');
  if (/\/openapi2\/|\.php$/.test(path)) return { edition: 'enterprise', name, query, body };
  const isEnterprise = !/openapi\/?$/.test(path) && /(^|&)appkey=/.test(Buffer.from(body).toString('latin1'));
  return isEnterprise ? { edition: 'enterprise', name, query, body } : { edition: 'flagship', name: '', query, body };
}

/** A query string or a form without an address: the edition is in its names. */
function alone(text: string): diagnosis.RefusedRequest {
  const [query = '', ...body] = text.split(/\r?\n/);
  const isEnterprise = /(^|&)appkey=/.test(text) && !/(^|&)salt=/.test(text);
  if (isEnterprise) return { edition: 'enterprise', name: '', query: '', body: Buffer.from(text) };
  return { edition: 'flagship', name: '', query: query.replace(/^\?/, ''), body: Buffer.from(body.join('\n').replace(/^\n/, '')) };
}

function rawHttp(bytes: Buffer): Posted {
  const text = bytes.toString('latin1').trimStart();
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index ?? text.length);
  const body = end ? text.slice(end.index + end[0].length) : '';
  const length = /^content-length:\s*(\d+)/im.exec(head)?.[1];
  const exact = length !== undefined && Number(length) <= body.length ? body.slice(0, Number(length)) : withoutLastLineEnd(body);
  return { url: head.split(/\s+/)[1] ?? '', body: Buffer.from(exact, 'latin1') };
}

/** An editor ends what it saves with a line end of its own. */
function withoutLastLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

const DATA = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json', '--data-urlencode']);
const TAKES_VALUE = new Set([
  '-X',
  '--request',
  '-H',
  '--header',
  '-o',
  '--output',
  '-u',
  '--user',
  '-A',
  '--user-agent',
  '-m',
  '--max-time',
  '-x',
  '--proxy',
  '-b',
  '--cookie',
  '-e',
  '--referer',
  '-w',
  '--write-out',
  '--connect-timeout',
  '--cacert',
]);

function curl(line: string): Posted {
  const words = shellWords(line.trim().replace(/^\$ /, '')).slice(1);
  const data: string[] = [];
  let url = '';
  let inQuery = false;
  for (let at = 0; at < words.length; at++) {
    const { flag, joined } = flagOf(words[at] as string);
    const value = () => joined ?? words[++at] ?? '';
    if (DATA.has(flag)) data.push(posted(flag, value()));
    else if (flag === '--url') url = value();
    else if (flag === '-G' || flag === '--get') inQuery = true;
    else if (TAKES_VALUE.has(flag)) value();
    else if (!flag.startsWith('-')) url = flag;
  }
  if (url === '') throw usage('there is no address in this curl line');
  const body = data.join('&');
  return inQuery ? { url: `${url}${url.includes('?') ? '&' : '?'}${body}`, body: Buffer.alloc(0) } : { url, body: Buffer.from(body) };
}

/** `--data=x` and `-dx` are a flag and its value in one word. */
function flagOf(word: string): { flag: string; joined?: string } {
  const long = /^(--[\w-]+)=([\s\S]*)$/.exec(word);
  if (long) return { flag: long[1] as string, joined: long[2] as string };
  return /^-[dXH]./.test(word) ? { flag: word.slice(0, 2), joined: word.slice(2) } : { flag: word };
}

function posted(flag: string, value: string): string {
  if (value.startsWith('@'))
    throw usage(`${flag} ${value}: this body is in a file; give it with --body-file ${value.slice(1)} and the address with --url`);
  if (flag !== '--data-urlencode') return value;
  const equals = value.indexOf('=');
  return equals < 0 ? encodeURIComponent(value) : `${value.slice(0, equals + 1)}${encodeURIComponent(value.slice(equals + 1))}`;
}
