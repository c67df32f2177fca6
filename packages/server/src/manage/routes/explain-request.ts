import type { Credential } from '@tongbu/engine';
import { diagnosis } from '@tongbu/protocol';
import { adviceOn, type Language, voiceOf } from '@tongbu/protocol/words';
import { z } from 'zod';
import { explainApart } from '../../requests/explain-apart.ts';
import { type KeptRequest, MOST_OF_A_TEXT } from '../../requests/request-log.ts';
import type { Hide } from '../../requests/secrets.ts';
import { Problem } from '../problem.ts';
import { type Call, NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';
import { findRequest, requestParams } from './requests.ts';

const words = z.object({ en: z.string(), zh: z.string() });
const parted = z.object({
  before: about(z.string(), 'What both texts begin with.', '两段文本相同的开头。'),
  differs: about(z.string(), 'Where they part.', '不同之处。'),
  after: about(z.string(), 'What both end with.', '两段文本相同的结尾。'),
});

export const explainRequest = route({
  name: 'explainRequest',
  method: 'GET',
  path: '/api/requests/{request}/explanation',
  role: 'viewer',
  group: 'requests',
  summary: {
    en: 'What is wrong with a request that was refused before it was verified: the mistake, both signed texts, where to look.',
    zh: '分析验签前被拒绝的请求：指出错误、给出两段签名文本并标出不同之处、提示检查哪里。',
  },
  params: requestParams,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z
      .object({
        signature: about(
          z.enum(['right', 'explained', 'unknown', 'unchecked']),
          'Whether it is right; `explained` by a mistake that gives exactly it, `unknown`: none of those tried does; `unchecked`: no key of yours is named, or no signature was sent.',
          '签名是否正确；`explained`：某种错误恰好产生该签名；`unknown`：已尝试的都不吻合；`unchecked`：未指明本卖家的接口账号，或没有签名。',
        ),
        findings: about(
          z.array(
            z.object({
              kind: about(z.string(), 'Its name; stable.', '错误名称，稳定不变。'),
              text: about(words, 'What the client does, and what it should do.', '客户端的做法与应有的做法。'),
            }),
          ),
          'What was found, the gravest first.',
          '发现的问题，最严重的在前。',
        ),
        advice: about(z.array(words), 'Where to look in the usual clients.', '在常用客户端中检查哪里。'),
        tried: about(z.int(), 'Ways to sign wrongly that were tried.', '尝试过的错误签名方式数。'),
        signed: about(
          parted.nullable(),
          'The text that the client signed, where it was found out; secrets are ***.',
          '客户端签名的文本（若已查明）；密钥显示为 ***。',
        ),
        expected: about(
          parted.nullable(),
          'The text that what arrived calls for; secrets are ***.',
          '按收到的内容应当签名的文本；密钥显示为 ***。',
        ),
      })
      .meta({ id: 'Explanation' }),
  },
  repeats: 'reads',
  problems: ['not-found', 'conflict', 'too-many'],
  async handle(call) {
    const { entry, hide } = await findRequest(call);
    const remarks = await remarksOn(call, entry);
    if (entry.verified) return { signature: 'right' as const, findings: remarks, advice: [], tried: 0, signed: null, expected: null };
    const explained = explainApart({ refused: whole(call, entry), secrets: secretsOf(entry), receivedAt: entry.at });
    if (!explained) throw new Problem('too-many', 'several requests are being examined; come again', { headers: { 'retry-after': '1' } });
    const { signature, mistakes, tried, signed, expected } = await explained;
    const findings = [
      ...remarks,
      ...(signature === 'unknown' ? await outdatedSecret(call, entry) : []),
      ...mistakes.map((mistake) => ({ kind: mistake.kind, text: said((voice) => hide(voice.mistake(mistake))) })),
    ];
    if (findings.length === 0 && signature === 'right') findings.push(answeredAs(entry));
    const [first, second] =
      signed !== null && expected !== null ? diagnosis.partingOf(hide(signed), hide(expected)) : [null, undivided(expected, hide)];
    return { signature, findings, advice: mistakes.flatMap(adviceOf), tried, signed: first, expected: second };
  },
});

type Finding = { kind: string; text: { en: string; zh: string } };
type Voice = ReturnType<typeof voiceOf>;

const VOICES: Record<'en' | 'zh', Voice> = { en: voiceOf('en'), zh: voiceOf('zh-CN') };
const said = (say: (voice: Voice) => string) => ({ en: say(VOICES.en), zh: say(VOICES.zh) });

function adviceOf(mistake: diagnosis.Mistake): { en: string; zh: string }[] {
  const [en, zh] = (['en', 'zh-CN'] satisfies Language[]).map((language) => adviceOn(mistake, language));
  return (en ?? []).map((text, i) => ({ en: text, zh: zh?.[i] ?? text }));
}

const undivided = (text: string | null, hide: Hide) => (text === null ? null : { before: hide(text), differs: '', after: '' });

function answeredAs({ code, message }: KeptRequest): Finding {
  return { kind: 'answer', text: said((voice) => voice.say('rightButRefused', { code, message })) };
}

/** What the key a request names has to do with its refusal. */
async function remarksOn({ engine, token }: Call<unknown>, entry: KeptRequest): Promise<Finding[]> {
  const { edition, key, credential, verified } = entry;
  if (verified) return [answeredAs(entry)];
  const facts = { sid: token.seller, key, edition };
  if (credential)
    return credential.disabledAt === null ? [] : [{ kind: 'disabled key', text: said((voice) => voice.say('disabledKey', facts)) }];
  const other = edition === 'flagship' ? 'enterprise' : 'flagship';
  const keys = await engine.listKeys({ seller: token.seller });
  const isThere = keys.some((each) => each.edition === other && each.appKey === key);
  const kind = isThere ? 'key of the other edition' : 'no such key';
  return [{ kind, text: said((voice) => voice.say(isThere ? 'otherKey' : 'noKey', { ...facts, other })) }];
}

/** @throws Problem `conflict` where it was too large to be kept */
function whole(
  { signedApi }: Call<unknown>,
  { id, edition, interface: name, query, body, bodyBytes }: KeptRequest,
): diagnosis.RefusedRequest {
  const bytes = bodyBytes <= MOST_OF_A_TEXT ? Buffer.from(body, 'latin1') : signedApi.refusals.bodyOf(id);
  if (bytes) return { edition, name: edition === 'enterprise' ? name : '', query, body: bytes };
  throw new Problem(
    'conflict',
    `the body of request ${id}, ${bodyBytes} bytes, is not kept; give it to tongbu sign --explain with --url and --body-file`,
  );
}

/** Those that were valid when it came, the newest first. */
function secretsOf({ credential, at }: KeptRequest): string[] {
  if (!credential) return [];
  const { secret, previousSecret } = credential;
  return previousSecret === null || hasRunOut(credential, at) ? [secret] : [secret, previousSecret];
}

const hasRunOut = ({ previous }: Credential, at: number) => previous !== null && previous.until !== null && previous.until <= at;

/** A client that goes on signing with the secret that was replaced. */
async function outdatedSecret(call: Call<unknown>, entry: KeptRequest): Promise<Finding[]> {
  const { credential, at } = entry;
  if (!credential || credential.previousSecret === null || !hasRunOut(credential, at)) return [];
  const again = await explainApart({ refused: whole(call, entry), secrets: [credential.previousSecret], receivedAt: at });
  if (again?.signature !== 'right') return [];
  return [{ kind: 'secret replaced', text: said((voice) => voice.say('replacedSecret', { key: entry.key })) }];
}
