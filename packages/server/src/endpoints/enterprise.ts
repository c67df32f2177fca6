/** `POST /openapi2/<name>.php`: the enterprise edition's order of checks, then decode, handle, encode. */
import { enterprise, type Method } from '@tongbu/protocol';
import { isAllowed } from '../address.ts';
import type { Call } from '../handlers/call.ts';
import { enterpriseHandlers } from '../handlers/enterprise.ts';
import { enterpriseCounts } from '../requests/counts.ts';
import { refuseInPart } from '../sandbox/partial.ts';
import { keepBooks } from './books.ts';
import { type Called, carriedOut, type Ended, refusedWith, type Verified } from './called.ts';
import { callerOf, signedRequest } from './caller.ts';
import type { Deps, Received } from './deps.ts';
import { fittingSecret } from './fitting-secret.ts';
import { beginCall, untilAnswered } from './limits.ts';
import { mayCall } from './rights.ts';
import { turns } from './turns.ts';

const { refuse } = enterprise;

/** Answers a request; always with an envelope (promise W3). */
export async function answerEnterprise(deps: Deps, received: Received): Promise<string> {
  const called: Called = { edition: 'enterprise', seller: '', name: received.name };
  const done = await carryOut(deps, received, called);
  keepBooks(deps, received, called, done);
  await untilAnswered(deps, received, done);
  return done.answer;
}

async function carryOut(deps: Deps, received: Received, called: Called): Promise<Ended> {
  try {
    if (deps.isBusy()) throw refuse.other();
    const form = enterprise.readForm(received.body);
    const verified = await authenticate(deps, form, received, called);
    called.verified = verified;
    return carriedOut(await run(deps, verified, received, form));
  } catch (error) {
    // A failure of ours is never a success, and always worth repeating (promise B10).
    const refusal = error instanceof enterprise.EnterpriseRefusal ? error : refuse.other();
    return refusedWith(error, refusal, refusal.code, enterprise.writeRefusal(refusal));
  }
}

/** Seller, key, clock and signature, then whether the key works, and from where (promise W1). */
async function authenticate(
  { credentials, now: clock }: Deps,
  form: enterprise.EnterpriseForm,
  { address }: Received,
  called: Called,
): Promise<Verified> {
  const now = clock();
  const { sid, appkey: key } = form;
  const found = await credentials.find('enterprise', sid, key);
  if (found.found === 'nothing') throw refuse.unknownSeller();
  if (found.found === 'seller') throw refuse.unknownKey();
  const { credential } = found;
  called.seller = credential.seller;
  const signedAt = enterprise.checkClock(form, now) * 1000;
  const fitting = fittingSecret(credential, now, (secret) => enterprise.verify(form, secret));
  if (fitting === null) {
    called.unsigned = { sid, key, names: Object.keys(form), credential };
    throw refuse.signature();
  }
  if (credential.disabledAt !== null) throw refuse.disabledKey();
  if (!isAllowed(address, credential.allow)) throw refuse.address();
  return { credential, fitting, signedAt, now, at: performance.now() };
}

async function run(
  deps: Deps,
  { credential, signedAt, now }: Verified,
  { name, met, body: { length } }: Received,
  form: enterprise.EnterpriseForm,
): Promise<Pick<Ended, 'answer' | 'counts' | 'request'>> {
  if (!isInterface(name)) throw refuse.unknownInterface();
  if (!mayCall(credential, name)) throw refuse.right();
  if (met?.['rate-limit']) throw refuse.callsPerMinute();
  const end = beginCall(deps, credential, name);
  if (end === 'calls per minute') throw refuse.callsPerMinute();
  if (end === 'calls at once') throw refuse.callsAtOnce();
  try {
    const method: Method = enterprise.methods[name];
    const request = length > LARGE ? await enterprise.readCallInTurns(method, form, turns()) : enterprise.readCall(method, form);
    const signed = signedRequest(credential, form.sign, signedAt, enterprise.WINDOW_SECONDS);
    const context = { engine: deps.engine, cursors: deps.cursors, caller: callerOf(credential), request: signed };
    const call: Call = { ...context, page: undefined, signedAt, now };
    const handle = enterpriseHandlers[name] as (call: Call, request: unknown) => Promise<never>;
    const given = met?.['partial-errors'] ? refuseInPart(method, request) : request;
    const answered = await handle(call, given);
    return { answer: enterprise.writeAnswer(method, answered), counts: enterpriseCounts[name](given as never, answered), request };
  } finally {
    end();
  }
}

/** Bodies above this many bytes are read with pauses. */
const LARGE = 256 * 1024;

type Name = keyof typeof enterprise.methods;

function isInterface(name: string): name is Name {
  return Object.hasOwn(enterprise.methods, name);
}
