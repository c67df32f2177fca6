import type { Gap } from './decision.ts';

/** The two streams of a bridge. */
export type Kind = 'stock' | 'shipments';

/** What is counted of each stream. */
export const COUNTED = {
  pulled: 'Records the ERP offered.',
  applied: 'Records the shop confirmed.',
  acknowledged: 'Records the ERP took the word of the shop on.',
  rejected: 'Words on a record that the ERP refused.',
  failed: 'Records the shop refused.',
  unknown: 'Records whose listing, order or carrier nobody knows.',
  ignored: 'Records ignored because the configuration names them.',
  later: 'Records the shop did not settle.',
  unreadable: 'Records of the ERP that cannot be read.',
  passes: 'Passes over the pool that came to their end.',
  pauses: 'Pauses because shop or ERP could not be worked with.',
} as const;

/** What can be counted. */
export type Counted = keyof typeof COUNTED;

/** How a stream stands. */
export interface Standing extends Record<Counted, number> {
  /** Whether records that are not settled fill the ERP's largest page, so that what stands behind them is out of reach. */
  hides: boolean;
  /** Records that came to nothing and wait for their next attempt. */
  heldBack: number;
  /** How long the oldest record waits that this bridge has met and not settled, in milliseconds; 0 when in step. */
  behindMs: number;
  /** Milliseconds spent in pauses. */
  pausedMs: number;
  /** When the last pass ended, epoch milliseconds; null before the first. */
  passedAt: number | null;
}

/** What a bridge knows of itself. */
export class Meters {
  readonly #counts: Record<Kind, Record<Counted, number> & { hides: boolean; pausedMs: number; passedAt: number | null }>;
  readonly #gaps = new Map<string, Gap & { from: string }>();
  /** How many records are held back, and since when the oldest unsettled one waits; asked when somebody looks. */
  readonly live: Record<Kind, () => { heldBack: number; since: number | null }>;
  /** How long calls waited for the rate limit, in milliseconds. */
  rateWaitMs = 0;

  constructor() {
    const none = () => ({
      ...(Object.fromEntries(Object.keys(COUNTED).map((each) => [each, 0])) as Record<Counted, number>),
      hides: false,
      pausedMs: 0,
      passedAt: null,
    });
    this.#counts = { stock: none(), shipments: none() };
    const idle = () => ({ heldBack: 0, since: null });
    this.live = { stock: idle, shipments: idle };
  }

  count(kind: Kind, what: Counted, by = 1): void {
    this.#counts[kind][what] += by;
  }

  paused(kind: Kind, ms: number): void {
    this.count(kind, 'pauses');
    this.#counts[kind].pausedMs += ms;
  }

  /** What the last pass found out: see {@link Standing.hides}. */
  hides(kind: Kind, hides: boolean): void {
    this.#counts[kind].hides = hides;
  }

  passed(kind: Kind, now: number): void {
    this.count(kind, 'passes');
    this.#counts[kind].passedAt = now;
  }

  /**
   * Remembers a gap that a record showed; the newest thousand of them.
   *
   * @returns whether it is new
   */
  gap(kind: Kind, number: string, gap: Gap): boolean {
    const key = `${gap.what} ${gap.subject}`;
    const isNew = !this.#gaps.delete(key);
    this.#gaps.set(key, { ...gap, from: `${kind} ${number}` });
    if (this.#gaps.size > 1000) this.#gaps.delete(this.#gaps.keys().next().value as string);
    return isNew;
  }

  /** The record that showed a gap went through: there is none any more. */
  closeGap(kind: Kind, number: string): void {
    for (const [key, { from }] of this.#gaps) if (from === `${kind} ${number}`) this.#gaps.delete(key);
  }

  gaps(): Gap[] {
    return [...this.#gaps.values()].map(({ what, subject, reason }) => ({ what, subject, reason }));
  }

  standing(kind: Kind, now: number): Standing {
    const { heldBack, since } = this.live[kind]();
    return { ...this.#counts[kind], heldBack, behindMs: since === null ? 0 : Math.max(0, now - since) };
  }
}

/** What Prometheus reads. */
export function metricsText(meters: Meters, now: number): string {
  const kinds: Kind[] = ['stock', 'shipments'];
  const standings = kinds.map((kind) => meters.standing(kind, now));
  const family = (name: string, type: 'counter' | 'gauge', help: string, figure: (standing: Standing) => number) => [
    `# HELP tongbu_bridge_${name} ${help}`,
    `# TYPE tongbu_bridge_${name} ${type}`,
    ...kinds.map((kind, i) => `tongbu_bridge_${name}{pool="${kind}"} ${figure(standings[i] as Standing)}`),
  ];
  const lines = [
    ...Object.entries(COUNTED).flatMap(([what, help]) => family(`${what}_total`, 'counter', help, (each) => each[what as Counted])),
    ...family('paused_seconds_total', 'counter', 'Time spent in pauses.', ({ pausedMs }) => pausedMs / 1000),
    ...family('hides', 'gauge', "1 while unsettled records fill the ERP's largest page and hide what stands behind.", ({ hides }) =>
      Number(hides),
    ),
    ...family('held_back', 'gauge', 'Records that wait here for their next attempt.', ({ heldBack }) => heldBack),
    ...family(
      'behind_seconds',
      'gauge',
      'How long the oldest record met and not settled waits; 0 when in step.',
      ({ behindMs }) => behindMs / 1000,
    ),
    ...family(
      'last_pass_timestamp_seconds',
      'gauge',
      'When the last pass ended; 0 before the first.',
      ({ passedAt }) => (passedAt ?? 0) / 1000,
    ),
    '# HELP tongbu_bridge_rate_wait_seconds_total Time calls to the ERP waited for the rate limit.',
    '# TYPE tongbu_bridge_rate_wait_seconds_total counter',
    `tongbu_bridge_rate_wait_seconds_total ${meters.rateWaitMs / 1000}`,
    '# HELP tongbu_bridge_gaps Listings, orders and carriers nobody knows, and records that cannot be read.',
    '# TYPE tongbu_bridge_gaps gauge',
    ...(['listing', 'order', 'sub-order', 'carrier', 'record'] as const).map(
      (what) => `tongbu_bridge_gaps{what="${what}"} ${meters.gaps().filter((gap) => gap.what === what).length}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
