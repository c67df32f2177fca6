/** `POST /openapi`: the flagship edition's order of checks, then decode, handle, encode. */
import { isUtf8 } from 'node:buffer';
import { EngineError } from '@tongbu/engine/outside';
import { flagship, type Method } from '@tongbu/protocol';
import { isAllowed } from '../address.ts';
import type { Call } from '../handlers/call.ts';
import { flagshipHandlers } from '../handlers/flagship.ts';
import { flagshipCounts } from '../requests/counts.ts';
import { refuseInPart } from '../sandbox/partial.ts';
import { keepBooks } from './books.ts';
import { type Called, carriedOut, type Ended, refusedWith, type Verified } from './called.ts';
import { callerOf, signedRequest } from './caller.ts';
import type { Deps, Received } from './deps.ts';
import { fittingSecret } from './fitting-secret.ts';
import { beginCall, untilAnswered } from './limits.ts';
import { mayCall } from './rights.ts';

const { refuse } = flagship;

/** Answers a request; always with an envelope (promise W3). */
export async function answerFlagship(deps: Deps, received: Received): Promise<string> {
  const called: Called = { edition: 'flagship', seller: '', name: '' };
  const done = await carryOut(deps, received, called);
  keepBooks(deps, received, called, done);
  await untilAnswered(deps, received, done);
  return done.answer;
}

async function carryOut(deps: Deps, received: Received, called: Called): Promise<Ended> {
  try {
    if (deps.isBusy()) throw refuse.busy();
    if (!isUtf8(received.body)) throw refuse.parameters();
    const parameters = flagship.readParameters(received.query);
    called.name = parameters.method;
    const verified = await authenticate(deps, parameters, received, called);
    called.verified = verified;
    return carriedOut(await run(deps, verified, parameters, received));
  } catch (error) {
    const refusal = error instanceof flagship.FlagshipRefusal ? error : failure(called.name, error);
    return refusedWith(error, refusal, refusal.status, flagship.writeRefusal(refusal));
  }
}

/** Clock, then seller, key, salt and signature, address: nothing else of the request is looked at before they hold (promise W1). */
async function authenticate(
  { credentials, now: clock }: Deps,
  parameters: flagship.FlagshipParameters,
  { body, address }: Received,
  called: Called,
): Promise<Verified> {
  const now = clock();
  const signedAt = flagship.fromTimestamp(flagship.checkClock(parameters, now));
  const { sid, key } = parameters;
  const found = await credentials.find('flagship', sid, key);
  if (found.found === 'nothing') throw refuse.unknownSeller();
  if (found.found === 'seller' || found.credential.disabledAt !== null) throw refuse.unknownKey();
  const { credential } = found;
  called.seller = credential.seller;
  const fitting = fittingSecret(credential, now, (appsecret) => {
    const secret = flagship.splitSecret(appsecret);
    return secret !== undefined && flagship.verify(parameters, body, secret);
  });
  if (fitting === null) {
    called.unsigned = { sid, key, names: Object.keys(parameters), credential };
    throw refuse.signature();
  }
  if (!isAllowed(address, credential.allow)) throw refuse.address();
  return { credential, fitting, signedAt, now, at: performance.now() };
}

async function run(
  deps: Deps,
  { credential, signedAt, now }: Verified,
  parameters: flagship.FlagshipParameters,
  { body, met }: Received,
): Promise<Pick<Ended, 'answer' | 'counts' | 'request'>> {
  const name = parameters.method;
  if (!isMethod(name) || !mayCall(credential, name)) throw refuse.right();
  if (met?.['rate-limit']) throw refuse.callsPerMinute();
  const end = beginCall(deps, credential, name);
  if (end === 'calls per minute') throw refuse.callsPerMinute();
  if (end === 'calls at once') throw refuse.callsAtOnce();
  try {
    const method: Method = flagship.methods[name];
    const page = method.paged ? flagship.readPage(parameters) : undefined;
    const { request, page: asked } = flagship.readCall(
      method,
      Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'),
      page,
    );
    const signed = signedRequest(credential, parameters.sign, signedAt, flagship.WINDOW_SECONDS);
    const context = { engine: deps.engine, cursors: deps.cursors, caller: callerOf(credential), request: signed };
    const call: Call = { ...context, page: asked, signedAt, now };
    const handle = flagshipHandlers[name] as (call: Call, request: unknown) => Promise<never>;
    const given = met?.['partial-errors'] ? refuseInPart(method, request) : request;
    const answered = await handle(call, given);
    return { answer: flagship.writeAnswer(method, answered), counts: flagshipCounts[name](given as never, answered), request };
  } finally {
    end();
  }
}

type Name = keyof typeof flagship.methods;

function isMethod(name: string): name is Name {
  return Object.hasOwn(flagship.methods, name);
}

const RESULTS = new Set(['sales.StockSync.syncSuccess', 'sales.StockSync.syncFail']);

/** A failure of ours: never a success, always worth repeating (promise B10). */
function failure(method: string, error: unknown): flagship.FlagshipRefusal {
  const isStore = error instanceof EngineError && error.code === 'store';
  return isStore && RESULTS.has(method) ? refuse.storeResult() : refuse.other();
}
