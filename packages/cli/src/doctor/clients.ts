import { span } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** What the vendor's editions refuse beyond, and what is near enough to it to be told. In milliseconds. */
const WINDOWS: Record<string, { warn: number; refused: number }> = {
  flagship: { warn: 30_000, refused: 120_000 },
  enterprise: { warn: 120_000, refused: 300_000 },
};

/** More clients than this are counted, not listed: the worst come first. */
const MOST = 4;

/** The clocks of those who sign: the median of `signed − received` over the newest journal rows of each. */
export interface ClientFacts {
  /** Journal rows looked at. */
  rows: number;
  clients: { seller: string; actor: string; rows: number; skewMs: number }[];
}

/** Whether those who call have their clocks right. */
export function judgeClients(facts: ClientFacts, say: Say): Finding {
  const finding = new Finding('clients', facts);
  const clients = [...facts.clients].sort((a, b) => Math.abs(b.skewMs) - Math.abs(a.skewMs));
  if (clients.length === 0) return finding.fact(say('clientsNone'));
  const shown = clients.slice(0, MOST).map(({ actor, skewMs }) => say('clientSkew', { key: keyOf(actor), skew: signed(skewMs, say) }));
  if (clients.length > MOST) shown.push(say('more', { n: clients.length - MOST }));
  finding.fact(`${shown.join(say('and'))}${say('clientsOf', { n: facts.rows.toLocaleString('en-US') })}`);
  for (const { actor, skewMs } of clients) {
    const window = WINDOWS[actor.split(':')[0] as string];
    if (!window || Math.abs(skewMs) <= window.warn || finding.advice.length >= MOST) continue;
    finding.warn(null, say('clientMend', { key: keyOf(actor), window: span(window.refused, say) }));
  }
  return finding;
}

/** `flagship:demo-app` → `demo-app`. */
function keyOf(actor: string): string {
  return actor.slice(actor.indexOf(':') + 1);
}

/** Requests are signed in whole seconds, so less than two of them is none. */
function signed(ms: number, say: Say): string {
  if (Math.abs(ms) < 2_000) return '±0';
  return `${ms < 0 ? '−' : '+'}${span(ms, say)}`;
}
