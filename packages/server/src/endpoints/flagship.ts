/** `POST /openapi`: the flagship edition's order of checks, then decode, handle, encode. */
import { isUtf8 } from 'node:buffer';
import type { Credential } from '@tongbu/engine';
import { EngineError } from '@tongbu/engine/outside';
import { flagship, type Method } from '@tongbu/protocol';
import { isAllowed } from '../address.ts';
import type { Call } from '../handlers/call.ts';
import { flagshipHandlers } from '../handlers/flagship.ts';
import { type Counts, flagshipCounts, NO_COUNTS } from '../requests/counts.ts';
import { refuseInPart } from '../sandbox/partial.ts';
import { callerOf, signedRequest } from './caller.ts';
import type { Deps, Known, Received, Verified } from './deps.ts';
import { fittingSecret } from './fitting-secret.ts';
import { beginCall } from './limits.ts';
import { inLog, reasonInLog } from './log.ts';
import { mayCall } from './rights.ts';

const { refuse } = flagship;

/** Answers a request; always with an envelope (promise W3). */
export async function answerFlagship(deps: Deps, received: Received): Promise<string> {
  const { id } = received;
  let method = '';
  const known: Known = { seller: '' };
  let verified: Verified | undefined;
  try {
    if (deps.isBusy()) throw refuse.busy();
    if (!isUtf8(received.body)) throw refuse.parameters();
    const parameters = flagship.readParameters(received.query);
    method = parameters.method;
    const now = deps.now();
    const timestamp = flagship.checkClock(parameters, now);
    const credential = await authenticate(deps, parameters, received, now, known);
    verified = { credential, now };
    const signedAt = flagship.fromTimestamp(timestamp);
    deps.calls.signed(credential, signedAt - now);
    const { answer, counts } = await run(deps, credential, parameters, received, { signedAt, now });
    deps.calls.answered({ ...known, edition: 'flagship', interface: method, code: 0, refused: null });
    deps.requests.keep(credential, received, { interface: method, at: now, outcome: 'ok', code: 0, message: '', counts, answer });
    return answer;
  } catch (error) {
    const refusal = error instanceof flagship.FlagshipRefusal ? error : failure(deps, method, id, error);
    const { status: code, message } = refusal;
    const answer = flagship.writeRefusal(refusal);
    const refused = verified ? (LIMITED.has(message) ? 'limited' : null) : 'unverified';
    deps.calls.answered({ ...known, edition: 'flagship', interface: isMethod(method) ? method : null, code, refused });
    if (verified) {
      const outcome = refusal === error ? 'refused' : 'failed';
      deps.requests.keep(verified.credential, received, {
        ...{ interface: inLog(method), at: verified.now, outcome, code, message: inLog(message), counts: NO_COUNTS, answer },
      });
    } else deps.refusals.keep('flagship', received, { code, message, answer }, deps.now());
    const bytes = received.body.length;
    deps.log.info(
      {
        request: id,
        edition: 'flagship',
        method: inLog(method),
        status: code,
        reason: reasonInLog(message, verified !== undefined),
        bytes,
      },
      'refused',
    );
    return answer;
  }
}

/** Seller, key, salt and signature, address: nothing else of the request is looked at before they hold (promise W1). */
async function authenticate(
  { credentials, keyUses, log, refusals }: Deps,
  parameters: flagship.FlagshipParameters,
  received: Received,
  now: number,
  known: Known,
): Promise<Credential> {
  const { body, address, id } = received;
  const found = await credentials.find('flagship', parameters.sid, parameters.key);
  if (found.found === 'nothing') throw refuse.unknownSeller();
  if (found.found === 'seller' || found.credential.disabledAt !== null) throw refuse.unknownKey();
  const { credential } = found;
  known.seller = credential.seller;
  const fitting = fittingSecret(credential, now, (appsecret) => {
    const secret = flagship.splitSecret(appsecret);
    return secret !== undefined && flagship.verify(parameters, body, secret);
  });
  if (fitting === null) {
    const names = Object.keys(parameters).join(',');
    const hint = refusals.hint('flagship', received, credential);
    const { sid, key } = parameters;
    log.warn({ request: id, edition: 'flagship', sid, key, names, bytes: body.length, address, hint }, 'signature refused');
    throw refuse.signature();
  }
  if (!isAllowed(address, credential.allow)) throw refuse.address();
  keyUses.note(credential, fitting, now);
  return credential;
}

async function run(
  deps: Deps,
  credential: Credential,
  parameters: flagship.FlagshipParameters,
  { body, met }: Received,
  moment: Pick<Call, 'signedAt' | 'now'>,
): Promise<{ answer: string; counts: Counts }> {
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
    const signed = signedRequest(credential, parameters.sign, moment.signedAt, flagship.WINDOW_SECONDS);
    const context = { engine: deps.engine, cursors: deps.cursors, caller: callerOf(credential), request: signed };
    const call: Call = { ...context, page: asked, ...moment };
    const handle = flagshipHandlers[name] as (call: Call, request: unknown) => Promise<never>;
    const given = met?.['partial-errors'] ? refuseInPart(method, request) : request;
    const answered = await handle(call, given);
    return { answer: flagship.writeAnswer(method, answered), counts: flagshipCounts[name](given as never, answered) };
  } finally {
    end();
  }
}

const LIMITED: ReadonlySet<string> = new Set([refuse.callsPerMinute().message, refuse.callsAtOnce().message]);

type Name = keyof typeof flagship.methods;

function isMethod(name: string): name is Name {
  return Object.hasOwn(flagship.methods, name);
}

const RESULTS = new Set(['sales.StockSync.syncSuccess', 'sales.StockSync.syncFail']);

/** A failure of ours: never a success, always worth repeating (promise B10). */
function failure({ log }: Deps, method: string, request: string, error: unknown): flagship.FlagshipRefusal {
  log.error({ request, edition: 'flagship', method: inLog(method), err: error }, 'failed');
  const isStore = error instanceof EngineError && error.code === 'store';
  return isStore && RESULTS.has(method) ? refuse.storeResult() : refuse.other();
}
