import type { Edition } from '@tongbu/engine';

/** What a sandbox can do to a call. */
export const FAULT_KINDS = ['rate-limit', 'slow', 'cut-before', 'cut-after', 'server-error', 'wrong-answer', 'partial-errors'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** How an answer can be wrong although it came with 200. */
export const WRONG_ANSWERS = ['html', 'truncated', 'empty'] as const;

/**
 * A fault on request.
 *
 * | kind | what the client meets | carried out |
 * | --- | --- | --- |
 * | `rate-limit` | the edition's refusal for too many calls | no |
 * | `slow` | the answer, `ms` later | yes |
 * | `cut-before` | the connection ends without an answer | no |
 * | `cut-after` | the same | yes |
 * | `server-error` | `status` and a page of HTML, as a proxy gives it | no |
 * | `wrong-answer` | 200 with HTML, half of the answer, or nothing (`form`) | yes |
 * | `partial-errors` | every second element of a batch refused, the others carried out | in part |
 */
export interface Fault {
  kind: FaultKind;
  /** Both editions by default. */
  edition?: Edition | undefined;
  /** The vendor's name of one interface, without `.php`; every interface by default. */
  method?: string | undefined;
  /** Acts on every n-th call that fits; 1 by default. */
  every?: number | undefined;
  /** Gone after so many calls; until it is removed by default. */
  times?: number | undefined;
  /** `slow`: milliseconds, 3,000 by default. */
  ms?: number | undefined;
  /** `server-error`: 502 by default. */
  status?: number | undefined;
  /** `wrong-answer`: `html` by default. */
  form?: (typeof WRONG_ANSWERS)[number] | undefined;
}

/** A fault that waits for calls. */
export interface SetFault extends Fault {
  number: number;
  /** Calls that fitted, and those it acted on. */
  fitted: number;
  acted: number;
}

/** What acts on one call; of two faults of a kind, the later one. */
export type Met = Partial<Record<FaultKind, Fault>>;

/** The faults of a sandbox, in memory: a restart forgets them. */
export class Faults {
  #last = 0;
  #set: SetFault[] = [];

  /** @returns its number, to remove it by */
  add(fault: Fault): number {
    this.#set.push({ ...fault, number: ++this.#last, fitted: 0, acted: 0 });
    return this.#last;
  }

  list(): SetFault[] {
    return structuredClone(this.#set);
  }

  /** @returns whether it was there */
  remove(number: number): boolean {
    const before = this.#set.length;
    this.#set = this.#set.filter((fault) => fault.number !== number);
    return this.#set.length < before;
  }

  clear(): void {
    this.#set = [];
  }

  /** What acts on a call that has just come, by the name it goes to; counts it. */
  meet(edition: Edition, method: string): Met {
    const met: Met = {};
    for (const fault of this.#set) {
      if ((fault.edition ?? edition) !== edition || (fault.method ?? method) !== method) continue;
      fault.fitted++;
      if (fault.fitted % (fault.every ?? 1) !== 0) continue;
      fault.acted++;
      met[fault.kind] = fault;
    }
    this.#set = this.#set.filter(({ acted, times }) => times === undefined || acted < times);
    return met;
  }
}
