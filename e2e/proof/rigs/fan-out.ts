import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { folderOf, verifyFile } from '@tongbu/engine';
import { Causes, fanOutsLeft, seedShared } from '../fan-out/causes.ts';
import { Told } from '../fan-out/told.ts';
import { Ledger } from '../ledger.ts';
import { acknowledge } from '../load.ts';
import { operate } from '../operator.ts';
import { type Outcome, type Rig, type Run, Violations } from '../rig.ts';
import { inFolder } from '../seed.ts';
import { NotStarted, type Served, serve } from '../server.ts';
import { openShop, type Shop } from '../shop.ts';

/** Listings, where there are so many kills that it is worth the time to make them; and where not. */
const LONG = { listings: 100_000, kills: 20 };
const SHORT_LISTINGS = 10_000;

/** A server is killed after 1 to so many successes for each listing, and a few milliseconds more: while a change of all of them is under way. */
const SUCCESSES_PER_LISTING = 0.02;
const MORE_MS = 20;

/** Or then, where everything has been acknowledged before. */
const LONGEST_ROUND_MS = 20_000;

/** Where work is left, it is changed again beneath it in one of so many rounds; in the others it only goes on. */
const ROUNDS_PER_CHANGE = 3;

/** What is left after the last kill takes less. */
const LONGEST_REST_MS = 120_000;

/** Pulled at once. */
const PULLED = 500;

/** One data folder, and what was asked and told of it. */
class Place {
  readonly #options: Pick<Run, 'build'> & { folder: string; env: Record<string, string> };
  readonly #violations: Violations;
  readonly #file: string;
  readonly #ledger: Ledger;
  readonly told = new Told();
  readonly #causes = new Causes();
  readonly figures = { kills: 0, 'while listings were left': 0, 'with an acknowledgement in flight': 0 };
  #listings = 0;

  constructor({ build, folder }: Run, violations: Violations) {
    this.#options = { build, folder: join(folder, 'data'), env: { NODE_COMPILE_CACHE: join(folder, 'compiled') } };
    this.#violations = violations;
    this.#file = folderOf(this.#options.folder).database;
    this.#ledger = new Ledger(this.#file, violations);
  }

  get counted() {
    return this.#ledger.counted;
  }

  /** Whether less than half of the kills came while listings were left: what was proved is then little. */
  get isLeftSeldom(): boolean {
    return this.figures['while listings were left'] < this.figures.kills / 2;
  }

  async fill(listings: number): Promise<void> {
    this.#listings = listings;
    await inFolder(this.#options.folder, (engine) => seedShared(engine, listings));
    // One that ends in peace leaves its compiled code for those that will not.
    await (await serve(this.#options)).stop();
  }

  /** Starts a server, changes what acts on very many listings, acknowledges, kills it at a random moment, and looks at what is left. */
  async round(): Promise<void> {
    const wasLeft = fanOutsLeft(this.#file) > 0;
    const server = await serve(this.#options);
    this.#check();
    const changes = !wasLeft || Math.random() < 1 / ROUNDS_PER_CHANGE;
    await this.#loadUntilKilled(server, changes);
    this.figures.kills++;
    if (fanOutsLeft(this.#file) > 0) this.figures['while listings were left']++;
    this.#verify(`after kill ${this.figures.kills}`);
  }

  async #loadUntilKilled(server: Served, changes: boolean): Promise<void> {
    const shop = openShop(server.api);
    let isKilled = false;
    const blame = (error: Error) => {
      if (!isKilled) this.#violations.add(`before it was killed: ${error.message}; ${server.log().slice(-500)}`);
    };
    // In five rounds of six only what is acknowledged after the change counts: on a busy machine the kill would nearly always come before it.
    let counts = !changes || Math.random() < 1 / 6;
    const change = async () => {
      await operate(this.#options.folder, (engine) => this.#causes.next(engine));
      counts = true;
    };
    let enough = () => {};
    const acknowledged = new Promise<void>((resolve) => {
      enough = resolve;
    });
    let left = 1 + Math.floor(Math.random() * SUCCESSES_PER_LISTING * this.#listings);
    const onSuccess = () => {
      if (counts && --left === 0) enough();
    };
    const works = [this.#acknowledgeAll(shop, { onSuccess, blame }), ...(changes ? [change()] : [])].map((work) => work.catch(blame));
    await Promise.race([acknowledged, pause(LONGEST_ROUND_MS, undefined, { ref: false })]);
    await pause(Math.random() * MORE_MS);
    isKilled = true;
    if (this.#ledger.inFlight > 0) this.figures['with an acknowledgement in flight']++;
    server.child.kill('SIGKILL');
    await server.exited;
    await Promise.all(works);
    shop.close();
  }

  /** What waits, all of it answered before more is pulled: no listing stands in two acknowledgements at once. @throws NoAnswer when the server is gone */
  async #acknowledgeAll(shop: Shop, { onSuccess, blame }: { onSuccess(): void; blame(error: Error): void }): Promise<never> {
    for (;;) {
      const listings = await shop.enterprise.pullStock(PULLED);
      this.told.note(listings);
      if (listings.length === 0) await pause(5);
      await acknowledge(shop, {
        supply: { listings, shipments: [] },
        ledger: this.#ledger,
        onSuccess,
        onRefusal: ({ http, text }) => blame(new Error(`refused with HTTP ${http}: ${text}`)),
      });
    }
  }

  /** Lets what is left come to its end, without any other cause, and reads the whole file. */
  async finish(): Promise<void> {
    const server = await serve(this.#options);
    const began = performance.now();
    while (fanOutsLeft(this.#file) > 0 && performance.now() - began < LONGEST_REST_MS) await pause(100);
    await server.stop();
    if (fanOutsLeft(this.#file) > 0) this.#violations.add(`what was left was not done in ${LONGEST_REST_MS / 1000} s`);
    this.#check();
    this.#ledger.checkWhole();
    this.#verify('in the end');
  }

  #check(): void {
    this.#ledger.check();
    for (const difference of [...this.told.check(this.#file), ...this.#causes.lost(this.#file)]) this.#violations.add(difference);
  }

  /** Every listing that no change has still to come to shows what the pure function says, and the journal tells the same. */
  #verify(when: string): void {
    for (const difference of verifyFile(this.#file).differences) this.#violations.add(`${when}: ${difference}`);
  }
}

async function run(rig: Run): Promise<Outcome> {
  const { count, progress } = rig;
  const violations = new Violations();
  const place = new Place(rig, violations);
  const listings = count < LONG.kills ? SHORT_LISTINGS : LONG.listings;
  progress(`making ${listings} listings`);
  await place.fill(listings);
  try {
    // A busy machine may be done between two kills: such a run is longer, up to twice as long.
    for (let kill = 1; kill <= count || (place.isLeftSeldom && kill <= 2 * count); kill++) {
      await place.round();
      progress(`${kill} of ${count} kills`);
    }
    await place.finish();
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    violations.add(error.message);
  }
  const { figures, counted, told } = place;
  if (place.isLeftSeldom) {
    violations.add(`the rig: listings were left at ${figures['while listings were left']} of ${figures.kills} kills only; half are needed`);
  }
  const { answered, unanswered, lost, half } = counted;
  return {
    figures: {
      ...{ listings, ...figures, 'versions told': told.checked },
      ...{ 'acknowledgements answered and checked': answered, 'not answered': unanswered, lost, 'half applied': half },
    },
    violations: violations.list(),
  };
}

export default {
  name: 'fan-out',
  about:
    'kill −9 while a rule or an item changes very many listings: each ends with the quantity that follows, and nothing answered is lost (S3, S4)',
  count: 200,
  portion: 40,
  short: 6,
  finds: { 'fan-out-passes-before-it-raises': 4, 'work-left-is-forgotten': 4 },
  missing: () => [],
  run,
} satisfies Rig;
