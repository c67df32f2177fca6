import type { Word } from './words.ts';

/** How a check ended. `warning` is to be looked at; `wrong` keeps Tongbu from working, or from keeping its promises. */
export type State = 'ok' | 'warning' | 'wrong';

/** What one check found: a line of the page. */
export class Finding {
  state: State = 'ok';
  /** Facts, in the reader's language; each begins a line of its own where there are several. */
  readonly facts: string[] = [];
  /** What to do. */
  readonly advice: string[] = [];
  readonly check: Word;
  /** What was measured, for scripts. */
  readonly values: object;

  constructor(check: Word, values: object = {}) {
    this.check = check;
    this.values = values;
  }

  fact(text: string): this {
    this.facts.push(text);
    return this;
  }

  warn(fact: string | null, advice: string): this {
    return this.#worse(this.state === 'wrong' ? 'wrong' : 'warning', fact, advice);
  }

  wrong(fact: string | null, advice: string): this {
    return this.#worse('wrong', fact, advice);
  }

  #worse(state: State, fact: string | null, advice: string): this {
    this.state = state;
    if (fact !== null) this.facts.push(fact);
    if (!this.advice.includes(advice)) this.advice.push(advice);
    return this;
  }
}
