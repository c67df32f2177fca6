import { readFileSync } from 'node:fs';
import type { Edition, FoundCredential } from '@tongbu/engine';
import { diagnosis } from '@tongbu/protocol';
import { type Language, type Voice, voiceOf } from '@tongbu/protocol/words';
import { type Flags, readSettings } from '../config.ts';
import { type NumberedRefusal, withRefusals } from '../control-client.ts';
import { EXIT, usage } from '../error.ts';
import { print } from '../output/print.ts';
import { table } from '../output/table.ts';
import { moment } from '../output/time.ts';
import { cut } from '../output/width.ts';
import { givenSecret } from '../secret.ts';
import { withEngine } from '../with-engine.ts';
import { pageOn } from './page.ts';
import { readPasted, requestOf } from './pasted.ts';

/** Flags of `sign --explain`. */
export interface ExplainFlags extends Flags {
  body?: string;
  bodyFile?: string;
  /** When the request arrived, epoch milliseconds. */
  at?: number;
  /** True for the last one, or how many back. */
  last?: true | number;
  refusals?: true;
  sid?: string;
  key?: string;
  lang: string;
  url?: string;
}

/** A refused request, what is known of its arrival, and what the server said. */
interface Case {
  refused: diagnosis.RefusedRequest;
  moment: diagnosis.Moment;
  kept?: NumberedRefusal;
}

/**
 * `tongbu sign --explain`: prints what is wrong with a refused request. The exit code is 0 where a mistake is named.
 *
 * @param given what stands after the flags: a file, or the request itself
 * @throws CommandError `usage`, `unreachable`
 */
export async function explainRefused(given: string | undefined, flags: ExplainFlags): Promise<void> {
  const language: Language = flags.lang === 'en' ? 'en' : 'zh-CN';
  const voice = voiceOf(language);
  const { data } = readSettings(['data'], flags);
  if (flags.refusals) return listRefusals(data, flags, voice);
  const found = flags.last === undefined ? pasted(given, flags) : await lastRefusal(data, flags, voice);
  const { sid, key } = namesOf(found.refused);
  const appsecret = givenSecret(flags);
  const known = appsecret === undefined ? await lookUp(data, found.refused.edition, sid, key) : undefined;
  const secrets = appsecret === undefined ? secretsOf(known) : [appsecret];
  const explanation = diagnosis.explainWith(found.refused, secrets, found.moment);
  const remarks = [...(await aboutKey(data, known, found.refused.edition, sid, key, voice)), ...aboutAnswer(found, explanation, voice)];
  if (found.kept) print(`${headingOf(found.kept, voice)}\n`);
  print(pageOn(explanation, remarks, voice));
  if (explanation.signature === 'unchecked' && remarks.length === 0) {
    print(`\n${voice.say(secrets.length === 0 ? 'unchecked' : 'unsigned')}`);
  }
  process.exitCode = explanation.mistakes.length + remarks.length > 0 ? EXIT.ok : EXIT.failed;
}

function pasted(given: string | undefined, { url, body, bodyFile, at }: ExplainFlags): Case {
  const moment = { at: at ?? Date.now(), isArrival: at !== undefined };
  if (body !== undefined && bodyFile !== undefined) throw usage('--body and --body-file: give one of them');
  if (url !== undefined)
    return { refused: requestOf({ url, body: bodyFile === undefined ? Buffer.from(body ?? '') : readInput(bodyFile) }), moment };
  if (body !== undefined || bodyFile !== undefined) throw usage('--body needs --url, the address it was sent to');
  const isRequest = given !== undefined && /^\s*(\$ )?(curl(\.exe)?\s|https?:|\/openapi|POST )|[?&]?sign=/.test(given);
  return { refused: readPasted(isRequest ? Buffer.from(given) : readInput(given ?? '-')), moment };
}

function readInput(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (cause) {
    throw usage(`"${file}" cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function lastRefusal(data: string, flags: ExplainFlags, voice: Voice): Promise<Case> {
  const nth = flags.last === true ? 1 : (flags.last ?? 1);
  const kept = await withRefusals(data, async ({ list, read }) => {
    const chosen = (await list()).filter((each) => isAsked(each, flags))[nth - 1];
    return chosen ? read(chosen.number) : null;
  });
  if (!kept) throw usage(voice.say('none'));
  if (kept.body === null) throw usage(`the body of ${kept.bytes} bytes was too large to keep; give it with --url and --body-file`);
  const { edition, name, query, body, receivedAt } = kept;
  return { refused: { edition, name, query, body: Buffer.from(body, 'base64') }, moment: { at: receivedAt, isArrival: true }, kept };
}

function isAsked({ sid, key }: NumberedRefusal, flags: ExplainFlags): boolean {
  return (flags.sid === undefined || flags.sid === sid) && (flags.key === undefined || flags.key === key);
}

async function listRefusals(data: string, flags: ExplainFlags, voice: Voice): Promise<void> {
  const all = (await withRefusals(data, ({ list }) => list())).filter((each) => isAsked(each, flags));
  if (all.length === 0) return print(voice.say('none'));
  const headings = ['--last', 'TIME', 'EDITION', 'SELLER', 'KEY', 'FROM', 'ANSWER'].map((heading) => ({ heading }));
  const row = (each: NumberedRefusal, i: number) => [
    String(i + 1),
    moment(each.receivedAt),
    each.edition,
    cut(each.sid, 12),
    cut(each.key, 16),
    each.address,
    cut(`${each.code} ${each.message}`, 40),
  ];
  print(table(headings, all.map(row)));
}

function namesOf(refused: diagnosis.RefusedRequest): { sid: string; key: string } {
  const { parameters } = diagnosis.readRefused(refused);
  return {
    sid: parameters['sid'] ?? '',
    key: parameters[refused.edition === 'flagship' ? 'key' : 'appkey'] ?? parameters['appkey'] ?? parameters['key'] ?? '',
  };
}

/** What the folder knows of a key; undefined where there is no folder. */
async function lookUp(data: string, edition: Edition, seller: string, appKey: string): Promise<FoundCredential | undefined> {
  if (seller === '' || appKey === '') return undefined;
  try {
    return await withEngine(data, (engine) => engine.findCredential({ seller, edition, appKey }));
  } catch (error) {
    if ((error as { exitCode?: number }).exitCode === EXIT.usage) return undefined;
    throw error;
  }
}

/** The secret of a key, and the one before it while it is being replaced. */
function secretsOf(known: FoundCredential | undefined): string[] {
  if (known?.found !== 'key') return [];
  const { secret, previousSecret } = known.credential;
  return previousSecret === null ? [secret] : [secret, previousSecret];
}

async function aboutKey(
  data: string,
  known: FoundCredential | undefined,
  edition: Edition,
  sid: string,
  key: string,
  voice: Voice,
): Promise<string[]> {
  if (known === undefined) return [];
  if (known.found === 'nothing') return [voice.say('noSeller', { sid })];
  if (known.found === 'key') return known.credential.disabledAt === null ? [] : [voice.say('disabledKey', { key })];
  const other = edition === 'flagship' ? 'enterprise' : 'flagship';
  const there = await lookUp(data, other, sid, key);
  return [voice.say(there?.found === 'key' ? 'otherKey' : 'noKey', { sid, key, edition, other })];
}

/** Where nothing is wrong with the request itself, the server's own words remain: an address, a right. */
function aboutAnswer({ kept }: Case, { signature, mistakes }: diagnosis.Explanation, voice: Voice): string[] {
  if (!kept || signature !== 'right' || mistakes.length > 0) return [];
  return [voice.say('rightButRefused', { code: kept.code, message: kept.message })];
}

function headingOf(kept: NumberedRefusal, voice: Voice): string {
  const { edition, sid, key, address, code, message } = kept;
  return voice.say('refusal', { moment: moment(kept.receivedAt), edition, sid, key, address, code, message });
}
