import { createServer, isIP } from 'node:net';
import { Finding } from './finding.ts';
import type { SeenServer } from './server.ts';
import type { Say } from './words.ts';

/** An address, as the settings have it. */
export interface Address {
  host: string;
  port: number;
}

/** What was met at the two addresses. `reason` is null where all is well. */
export interface ListenerFacts {
  /** Whether a server runs; otherwise it was tried whether the addresses are free. */
  running: boolean;
  /** The server told where it listens; otherwise these are the settings of this command. */
  told: boolean;
  api: Address & { reason: string | null };
  manage: Address & { reason: string | null; notReady: string | null };
  proxies: string[];
}

/** How long a listener may take to answer, in milliseconds. */
const PATIENCE_MS = 3_000;

/** Calls the listeners of a server that runs; where none does, tries whether they could listen. */
export async function tryListeners(server: SeenServer, settings: { api: Address; manage: Address }): Promise<ListenerFacts> {
  const facts = server.seen === 'answers' ? server.facts : null;
  const { api, manage } = facts ?? settings;
  const common = { told: facts !== null, proxies: facts?.proxies ?? [] };
  if (server.seen !== 'answers' && server.seen !== 'silent') {
    const [apiReason, manageReason] = [await bind(api), await bind(manage)];
    return { ...common, running: false, api: { ...api, reason: apiReason }, manage: { ...manage, reason: manageReason, notReady: null } };
  }
  const [openapi, health, ready] = await Promise.all([
    askListener(api, '/openapi'),
    askListener(manage, '/healthz'),
    askListener(manage, '/readyz'),
  ]);
  return {
    ...common,
    running: true,
    // A GET where only POST is allowed: an answer, and none that the server has to work for.
    api: { ...api, reason: expect(openapi, 405) },
    manage: { ...manage, reason: expect(health, 200), notReady: ready.status === 503 ? reasonOf(ready.text) : expect(ready, 200) },
  };
}

/** What a listener said; the text is the body, or why there was no answer. */
export type Answer = { status: number; text: string } | { status: null; text: string };

/** Asks a listener, for three seconds at most. One that listens everywhere is asked on loopback. */
export async function askListener({ host, port }: Address, path: string): Promise<Answer> {
  try {
    const answer = await fetch(`http://${at({ host: reachable(host), port })}${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: null, text: reasonOfFailure(error as Error) };
  }
}

/** Why a fetch failed, in as few words as the operator would search for. */
export function reasonOfFailure({ name, message, cause }: Error): string {
  if (name === 'TimeoutError') return 'ETIMEDOUT';
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
}

function expect(answer: Answer, status: number): string | null {
  if (answer.status === status) return null;
  return answer.status === null ? answer.text : `HTTP ${answer.status}`;
}

function reasonOf(text: string): string {
  try {
    return String((JSON.parse(text) as { reason?: unknown }).reason ?? text);
  } catch {
    return text.slice(0, 200);
  }
}

/** Whoever listens everywhere is reached here. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

function bind({ host, port }: Address): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => resolve(code ?? message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** Whether both listeners answer, or could be opened, and who can reach them. */
export function judgeListeners(facts: ListenerFacts, say: Say): Finding {
  const finding = new Finding('listeners', facts);
  const both = [
    { flag: '--api', what: say('api'), ...facts.api },
    { flag: '--manage', what: say('manage'), ...facts.manage },
  ];
  if (!facts.running) {
    for (const { flag, what, reason, ...address } of both) {
      const where = { what, at: at(address) };
      if (reason === null) finding.fact(say('free', where));
      else
        finding.warn(
          say('taken', { ...where, reason }),
          say('chooseOther', { flag, at: at({ ...address, port: nextPort(address.port) }) }),
        );
    }
    return joined(finding, say);
  }
  for (const { flag, what, reason, ...address } of both) {
    const where = { what, at: at(address) };
    const word = flag === '--api' ? 'answersAt' : 'readyAt';
    const notReady = flag === '--manage' ? facts.manage.notReady : null;
    if (reason !== null && facts.told) finding.wrong(say('silentAt', { ...where, reason }), say('logOfServer'));
    else if (reason !== null) finding.warn(say('silentAt', { ...where, reason }), say('nameListeners'));
    else if (notReady !== null) finding.wrong(say('notReady', { ...where, reason: notReady }), say('logOfServer'));
    else finding.fact(say(word, { ...where, reach: openness(flag, address.host, facts.proxies, say) }));
    if (facts.told && !isLoopback(address.host)) warnOfOpen(finding, flag, address, facts.proxies, say);
  }
  if (!facts.told) finding.fact(say('guessed'));
  return finding;
}

/** Two free addresses make one line. */
function joined(finding: Finding, say: Say): Finding {
  if (finding.state === 'ok') finding.facts.splice(0, finding.facts.length, finding.facts.join(say('and')));
  return finding;
}

function openness(flag: string, host: string, proxies: string[], say: Say): string {
  if (isLoopback(host)) return say('loopback');
  return flag === '--api' && proxies.length > 0 ? say('proxied', { proxies: proxies.join(' ') }) : say('open');
}

function warnOfOpen(finding: Finding, flag: string, { port }: Address, proxies: string[], say: Say): void {
  if (flag === '--manage') finding.warn(null, say('closeManage', { port }));
  else if (proxies.length === 0) finding.warn(null, say('closeApi'));
}

function at({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function nextPort(port: number): number {
  return port > 65_525 ? 0 : port + 10;
}

/** Whether only this machine reaches a host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
