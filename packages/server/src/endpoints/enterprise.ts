/** `POST /openapi2/<name>.php`: the enterprise edition's order of checks, then decode, handle, encode. */
import type { Credential } from '@tongbu/engine';
import { enterprise, type Method } from '@tongbu/protocol';
import { isAllowed } from '../address.ts';
import type { Call } from '../handlers/call.ts';
import { enterpriseHandlers } from '../handlers/enterprise.ts';
import { type Counts, enterpriseCounts, NO_COUNTS } from '../requests/counts.ts';
import { refuseInPart } from '../sandbox/partial.ts';
import { callerOf, signedRequest } from './caller.ts';
import type { Deps, Known, Received, Verified } from './deps.ts';
import { fittingSecret } from './fitting-secret.ts';
import { beginCall } from './limits.ts';
import { inLog, reasonInLog } from './log.ts';
import { mayCall } from './rights.ts';
import { turns } from './turns.ts';

const { refuse } = enterprise;

/** Answers a request; always with an envelope (promise W3). */
export async function answerEnterprise(deps: Deps, received: Received): Promise<string> {
  const { id, name } = received;
  const known: Known = { seller: '' };
  let verified: Verified | undefined;
  try {
    if (deps.isBusy()) throw refuse.other();
    const form = enterprise.readForm(received.body);
    const now = deps.now();
    const { credential, timestamp } = await authenticate(deps, form, received, now, known);
    verified = { credential, now };
    const signedAt = timestamp * 1000;
    deps.calls.signed(credential, signedAt - now);
    const { answer, counts } = await run(deps, credential, received, form, { signedAt, now });
    deps.calls.answered({ ...known, edition: 'enterprise', interface: name, code: 0, refused: null });
    deps.requests.keep(credential, received, { interface: name, at: now, outcome: 'ok', code: 0, message: '', counts, answer });
    return answer;
  } catch (error) {
    const refusal = error instanceof enterprise.EnterpriseRefusal ? error : failure(deps, name, id, error);
    const { code, message } = refusal;
    const answer = enterprise.writeRefusal(refusal);
    const refused = verified ? (LIMITED.has(message) ? 'limited' : null) : 'unverified';
    deps.calls.answered({ ...known, edition: 'enterprise', interface: isInterface(name) ? name : null, code, refused });
    const method = inLog(name);
    if (verified) {
      const outcome = refusal === error ? 'refused' : 'failed';
      deps.requests.keep(verified.credential, received, {
        ...{ interface: method, at: verified.now, outcome, code, message: inLog(message), counts: NO_COUNTS, answer },
      });
    } else deps.refusals.keep('enterprise', received, { code, message, answer }, deps.now());
    deps.log.info(
      {
        request: id,
        edition: 'enterprise',
        method,
        code,
        reason: reasonInLog(message, verified !== undefined),
        bytes: received.body.length,
      },
      'refused',
    );
    return answer;
  }
}

/** Seller, key, clock and signature, then whether the key works, and from where (promise W1). */
async function authenticate(
  { credentials, keyUses, log, refusals }: Deps,
  form: enterprise.EnterpriseForm,
  received: Received,
  now: number,
  known: Known,
) {
  const { body, address, id } = received;
  const found = await credentials.find('enterprise', form.sid, form.appkey);
  if (found.found === 'nothing') throw refuse.unknownSeller();
  if (found.found === 'seller') throw refuse.unknownKey();
  const { credential } = found;
  known.seller = credential.seller;
  const timestamp = enterprise.checkClock(form, now);
  const fitting = fittingSecret(credential, now, (secret) => enterprise.verify(form, secret));
  if (fitting === null) {
    const names = inLog(Object.keys(form).join(','));
    const hint = refusals.hint('enterprise', received, credential);
    const { sid, appkey: key } = form;
    log.warn({ request: id, edition: 'enterprise', sid, key, names, bytes: body.length, address, hint }, 'signature refused');
    throw refuse.signature();
  }
  if (credential.disabledAt !== null) throw refuse.disabledKey();
  if (!isAllowed(address, credential.allow)) throw refuse.address();
  keyUses.note(credential, fitting, now);
  return { credential, timestamp };
}

async function run(
  deps: Deps,
  credential: Credential,
  { name, met, body: { length } }: Received,
  form: enterprise.EnterpriseForm,
  moment: Pick<Call, 'signedAt' | 'now'>,
): Promise<{ answer: string; counts: Counts }> {
  if (!isInterface(name)) throw refuse.unknownInterface();
  if (!mayCall(credential, name)) throw refuse.right();
  if (met?.['rate-limit']) throw refuse.callsPerMinute();
  const end = beginCall(deps, credential, name);
  if (end === 'calls per minute') throw refuse.callsPerMinute();
  if (end === 'calls at once') throw refuse.callsAtOnce();
  try {
    const method: Method = enterprise.methods[name];
    const request = length > LARGE ? await enterprise.readCallInTurns(method, form, turns()) : enterprise.readCall(method, form);
    const signed = signedRequest(credential, form.sign, moment.signedAt, enterprise.WINDOW_SECONDS);
    const context = { engine: deps.engine, cursors: deps.cursors, caller: callerOf(credential), request: signed };
    const call: Call = { ...context, page: undefined, ...moment };
    const handle = enterpriseHandlers[name] as (call: Call, request: unknown) => Promise<never>;
    const given = met?.['partial-errors'] ? refuseInPart(method, request) : request;
    const answered = await handle(call, given);
    return { answer: enterprise.writeAnswer(method, answered), counts: enterpriseCounts[name](given as never, answered) };
  } finally {
    end();
  }
}

/** Bodies above this many bytes are read with pauses. */
const LARGE = 256 * 1024;

const LIMITED: ReadonlySet<string> = new Set([refuse.callsPerMinute().message, refuse.callsAtOnce().message]);

type Name = keyof typeof enterprise.methods;

function isInterface(name: string): name is Name {
  return Object.hasOwn(enterprise.methods, name);
}

/** A failure of ours: never a success, always worth repeating (promise B10). */
function failure({ log }: Deps, method: string, request: string, error: unknown): enterprise.EnterpriseRefusal {
  log.error({ request, edition: 'enterprise', method: inLog(method), err: error }, 'failed');
  return refuse.other();
}
