/** What is written down of a call once its answer stands: figures, the log of requests, the refusals for the doctor, the log, its span. */
import { enterprise, flagship } from '@tongbu/protocol';
import type { Called, Ended } from './called.ts';
import type { Deps, Received } from './deps.ts';
import { isOverLimit } from './limits.ts';
import { inLog, reasonInLog } from './log.ts';

const EDITIONS = { flagship, enterprise };

/**
 * Writes down a call that is answered. Never throws: what was answered may be committed, so nothing that goes wrong here changes it,
 * and what cannot be written in one place is written in the others.
 */
export function keepBooks(deps: Deps, received: Received, called: Called, done: Ended): void {
  quietly(deps, () => count(deps, called, done));
  quietly(deps, () => remember(deps, received, called, done));
  quietly(deps, () => tell(deps, received, called, done));
  if (deps.traces) quietly(deps, () => deps.traces?.answered(received, called, done));
}

function quietly({ log }: Deps, write: () => void): void {
  try {
    write();
  } catch (error) {
    try {
      log.error({ err: error }, 'what is kept of a call cannot be written');
    } catch {
      // It may have been the log.
    }
  }
}

function count({ calls, keyUses }: Deps, { edition, seller, name, verified }: Called, done: Ended): void {
  if (verified) {
    const { credential, fitting, signedAt, now } = verified;
    keyUses.note(credential, fitting, now);
    calls.signed(credential, signedAt - now);
  }
  const refused = verified ? (isOverLimit(done) ? 'limited' : null) : 'unverified';
  const isInterface = Object.hasOwn(EDITIONS[edition].methods, name);
  calls.answered({ seller, edition, interface: isInterface ? name : null, code: done.code, refused });
}

function remember({ requests, refusals, now }: Deps, received: Received, { edition, name, verified }: Called, done: Ended): void {
  const { outcome, code, message, counts, answer } = done;
  if (verified) {
    const kept = { interface: inLog(name), at: verified.now, outcome, code, message: inLog(message), counts, answer };
    requests.keep(verified.credential, received, kept);
  } else refusals.keep(edition, received, { code, message, answer }, now());
}

function tell({ log, refusals }: Deps, received: Received, { edition, seller, name, verified, unsigned }: Called, done: Ended): void {
  const { id: request, body, address } = received;
  const method = inLog(name);
  if (done.outcome === 'ok') {
    const ms = Math.round(performance.now() - received.startedAt);
    if (log.isLevelEnabled('debug')) log.debug({ request, edition, method, seller, bytes: body.length, ...done.counts, ms }, 'answered');
    return;
  }
  if (done.outcome === 'failed') log.error({ request, edition, method, err: done.error }, 'failed');
  const bytes = body.length;
  if (unsigned) {
    const { sid, key, credential } = unsigned;
    const names = inLog(unsigned.names.join(','));
    log.warn(
      { request, edition, sid, key, names, bytes, address, hint: refusals.hint(edition, received, credential) },
      'signature refused',
    );
  }
  const code = edition === 'flagship' ? { status: done.code } : { code: done.code };
  log.info({ request, edition, method, ...code, reason: reasonInLog(done.message, verified !== undefined), bytes }, 'refused');
}
