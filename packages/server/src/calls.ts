import type { Credential, RefusedCalls } from '@tongbu/engine';

/** Calls of one kind, since the server began. */
export interface CountedCalls {
  /** Whose key was named; empty where none of ours was. */
  seller: string;
  edition: string;
  /** The vendor's name of the interface; `other` for one that does not exist. */
  interface: string;
  /** What was answered: 0 for a success. */
  code: number;
  count: number;
}

/** How far a client's clock is ahead of ours, in milliseconds; negative where it is behind. */
export interface ClientClock {
  seller: string;
  edition: string;
  key: string;
  skewMs: number;
}

/** Why a call was refused, as far as figures tell it apart. */
export type Refused = 'unverified' | 'limited' | null;

/** Each call moves a client's skew by a fraction of the difference: requests are signed in whole seconds, and the way here takes its time. */
const SMOOTHING = 1 / 8;

/** Counts calls as they are answered: an addition each, in memory. Interfaces, codes and keys that exist are all there can be. */
export class Calls {
  readonly #counts = new Map<string, CountedCalls>();
  readonly #clocks = new Map<string, ClientClock>();
  readonly #refused = new Map<string, RefusedCalls>();

  /**
   * Counts a call that is answered.
   *
   * @param call.interface one that exists; null for any other
   * @param call.refused why nothing was done, where that is for the caller to mend
   */
  answered({
    seller,
    edition,
    code,
    refused,
    ...call
  }: Omit<CountedCalls, 'count' | 'interface'> & { interface: string | null; refused: Refused }): void {
    const name = call.interface ?? 'other';
    const key = `${seller}\n${edition}\n${name}\n${code}`;
    const known = this.#counts.get(key);
    if (known) known.count++;
    else this.#counts.set(key, { seller, edition, interface: name, code, count: 1 });
    if (refused !== null && seller !== '') this.#refuse(seller, edition, refused);
  }

  #refuse(seller: string, edition: string, why: 'unverified' | 'limited'): void {
    const key = `${seller}\n${edition}`;
    const known = this.#refused.get(key) ?? { seller, edition, unverified: 0, limited: 0 };
    known[why]++;
    this.#refused.set(key, known);
  }

  /** Notes by how much a verified call was signed ahead of our clock. */
  signed({ seller, edition, appKey }: Pick<Credential, 'seller' | 'edition' | 'appKey'>, aheadMs: number): void {
    const key = `${seller}\n${edition}\n${appKey}`;
    const known = this.#clocks.get(key);
    if (known) known.skewMs += (aheadMs - known.skewMs) * SMOOTHING;
    else this.#clocks.set(key, { seller, edition, key: appKey, skewMs: aheadMs });
  }

  counts(): CountedCalls[] {
    return [...this.#counts.values()];
  }

  clocks(): ClientClock[] {
    return [...this.#clocks.values()];
  }

  /** What was refused since it was taken last. */
  takeRefused(): RefusedCalls[] {
    const taken = [...this.#refused.values()];
    this.#refused.clear();
    return taken;
  }

  /** What of a seller was refused and is not kept yet. */
  refusedOf(seller: string): RefusedCalls[] {
    return [...this.#refused.values()].filter((each) => each.seller === seller);
  }
}
