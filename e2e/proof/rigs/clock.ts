import { join } from 'node:path';
import { folderOf } from '@tongbu/engine';
import { Expectation, LONGEST_DELAY } from '../clock/expected.ts';
import { nextOffset, OUT_OF_STEP } from '../clock/jumps.ts';
import { Random } from '../fuzz/random.ts';
import { Faults, missingForFaults } from '../native/library.ts';
import { operate } from '../operator.ts';
import { type Rig, Violations } from '../rig.ts';
import { KEYS, SHOP, seedFolder, WAREHOUSE } from '../seed.ts';
import { serve } from '../server.ts';
import { type Answer, openShop, type Shop } from '../shop.ts';

const LISTINGS = 40;
const SHIPMENTS = 30;

/** Made after each jump; about as many are settled. */
const NEW_SHIPMENTS = 3;

/** The refusals of a request whose time is not the server's. */
const WRONG_TIME = { flagship: 7, enterprise: 1004 };

/** A call that was answered, with success or with a refusal to cancel: the same bytes may arrive again whenever its window is open. */
interface Sent {
  edition: 'flagship' | 'enterprise';
  name: string;
  input: unknown;
  signedAt: number;
}

export default {
  name: 'clock',
  about: 'clock jumps of ±1 s to ±10 years under the loop delay or repeat offers at worst; they lose and clear nothing (B14)',
  count: 200,
  portion: 20,
  short: 20,
  finds: { 'delays-of-any-length': 20, 'replayed-cancel': 30 },
  missing: missingForFaults,
  async run(run) {
    const folder = join(run.folder, 'data');
    await seedFolder(folder, { listings: LISTINGS, shipments: SHIPMENTS });
    const faults = new Faults({ at: join(run.folder, 'faults') });
    const server = await serve({ build: run.build, folder, env: faults.env });
    const loop = new Loop(folder, server.api, faults, run.seed);
    for (let jump = 1; jump <= run.count; jump++) {
      await loop.jump();
      run.progress(`${jump} jumps`);
    }
    await loop.settle();
    loop.shop.close();
    await server.stop();
    faults.close();
    return { figures: { jumps: run.count, ...loop.figures }, violations: loop.violations.list() };
  },
} satisfies Rig;

/** The loop of pulling and acknowledging, with a clock that jumps. */
class Loop {
  readonly #folder: string;
  readonly #faults: Faults;
  readonly #expected = new Expectation(LISTINGS, SHIPMENTS);
  readonly #random: Random;
  readonly shop: Shop;
  readonly violations = new Violations();
  readonly figures = {
    'times stood at again': 0,
    offered: 0,
    cleared: 0,
    failed: 0,
    imported: 0,
    cancelled: 0,
    'refused for the time': 0,
    'sent again': 0,
    'sent again and refused': 0,
  };
  /** What the shop signs with; the server's clock unless told otherwise. */
  #signing: number | undefined;
  #offset = 0;
  #jumps = 0;
  #pieces = 1000;
  readonly #stood: number[] = [];
  readonly #sent: Sent[] = [];

  constructor(folder: string, api: string, faults: Faults, seed: number) {
    this.#folder = folder;
    this.#faults = faults;
    this.#random = new Random(seed);
    this.shop = openShop(api, { now: () => this.#signing ?? this.#now() });
  }

  /** Lets the clock jump, and does a round. */
  async jump(): Promise<void> {
    const before = this.#offset;
    this.#stood.push(this.#now());
    this.#shift(nextOffset(before, this.#stood, this.#random));
    this.#jumps++;
    this.#check();
    if (Math.abs(this.#offset - before) > OUT_OF_STEP) await this.#sendOutOfStep(before);
    await this.#sendAgain();
    await this.#work();
    this.#check();
  }

  /** The time by the clock that jumps. */
  #now(): number {
    return Date.now() + this.#offset;
  }

  #shift(offset: number): void {
    this.#offset = offset;
    this.#faults.shiftClock(offset);
  }

  #violate(text: string): void {
    const clock = new Date(this.#now()).toISOString();
    this.violations.add(`after jump ${this.#jumps} (${clock}): ${text}`);
  }

  #check(): void {
    for (const text of this.#expected.differences(folderOf(this.#folder).database)) this.#violate(text);
  }

  async #call(edition: Sent['edition'], name: string, input: unknown): Promise<Answer> {
    const signedAt = this.#now();
    this.#signing = signedAt;
    const answer = await this.shop[edition].call(name, input);
    this.#signing = undefined;
    if (answer.code === 0 || name.endsWith('cancelSync')) this.#sent.push({ edition, name, input, signedAt });
    return answer;
  }

  async #pull() {
    const listings = await this.shop.enterprise.pullStock(LISTINGS);
    const shipments = await this.shop.flagship.pullShipments(1000);
    for (const text of this.#expected.wrongOffers(listings, shipments, this.#now())) this.#violate(text);
    this.figures.offered += listings.length + shipments.length;
    return { listings, shipments };
  }

  /** A shop whose clock did not jump with the server's is refused, and nothing changes. */
  async #sendOutOfStep(offset: number): Promise<void> {
    const { listings } = await this.#pull();
    const [one] = listings;
    if (!one) return;
    this.#signing = Date.now() + offset;
    const answers = {
      flagship: await this.shop.flagship.acknowledgeStock([one]),
      enterprise: await this.shop.enterprise.acknowledgeStock([one]),
    };
    this.#signing = undefined;
    for (const edition of ['flagship', 'enterprise'] as const) {
      if (answers[edition].code === WRONG_TIME[edition]) this.figures['refused for the time']++;
      else this.#violate(`${edition}: a clock out by ${this.#offset - offset} ms is answered with ${answers[edition].text}`);
    }
    this.#check();
  }

  /** What was done before, byte for byte: it is refused for its time, or its window is open again and it changes nothing. */
  async #sendAgain(): Promise<void> {
    const now = this.#now();
    const near = this.#sent.filter(({ signedAt }) => Math.abs(signedAt - now) < OUT_OF_STEP);
    if (near.length > 0) this.figures['times stood at again']++;
    const far = Array.from({ length: 2 }, () => this.#random.pick(this.#sent)).filter((each) => each !== undefined);
    for (const { edition, name, input, signedAt } of [...near.slice(-30), ...far]) {
      this.#signing = signedAt;
      const { code } = await this.shop[edition].call(name, input);
      this.figures['sent again']++;
      if (code !== 0) this.figures['sent again and refused']++;
    }
    this.#signing = undefined;
    this.#check();
  }

  async #work(): Promise<void> {
    const random = this.#random;
    const { listings, shipments } = await this.#pull();
    const [first, second, third, ...others] = listings.filter(() => random.chance(0.4));
    if (first) await this.#fail(first.listing, first.version);
    if (second) await this.#cancel(second.listing);
    if (third) await this.#clear([third], 'flagship');
    if (others.length > 0) await this.#clear(others, 'enterprise');
    const [delayed, ...done] = shipments.map(({ shipment }) => shipment).filter(() => random.chance(0.3));
    if (delayed !== undefined) await this.#settleShipments([delayed], -100);
    if (done.length > 0) await this.#settleShipments(done, 0);
    await this.#import();
  }

  async #clear(listings: { listing: number; version: number; quantity: string }[], edition: Sent['edition']): Promise<void> {
    const [{ listing, version, quantity }] = listings as [(typeof listings)[0]];
    const list = listings.map((each) => ({ rec_id: each.listing, sync_stock: each.quantity, stock_change_count: each.version }));
    const answer =
      edition === 'flagship'
        ? await this.#call('flagship', 'sales.StockSync.syncSuccess', [listing, { syn_stock: quantity, stock_change_count: version }])
        : await this.#call('enterprise', 'api_goods_stock_change_ack', { stock_sync_list: JSON.stringify(list) });
    if (answer.code !== 0) return this.#violate(`a success in time is refused: ${answer.text}`);
    this.#expected.clear(listings.map((each) => each.listing));
    this.figures.cleared += listings.length;
  }

  async #fail(listing: number, version: number): Promise<void> {
    const answer = await this.#call('flagship', 'sales.StockSync.syncFail', [listing, { stock_change_count: version }]);
    if (answer.code !== 0) return this.#violate(`a failure in time is refused: ${answer.text}`);
    this.#expected.fail('listings', listing, this.#now());
    this.figures.failed++;
  }

  /** May be refused: where the clock stood later when the version was made, or when another cancellation was signed. */
  async #cancel(listing: number): Promise<void> {
    const answer = await this.#call('flagship', 'sales.StockSync.cancelSync', [listing, -1]);
    if (answer.code !== 0) return;
    this.#expected.clear([listing]);
    this.figures.cancelled++;
  }

  async #settleShipments(shipments: number[], status: 0 | -100): Promise<void> {
    const answer = await this.#call('flagship', 'sales.LogisticsSync.update', [shipments.map((sync_id) => ({ sync_id, status }))]);
    if (answer.code !== 0) return this.#violate(`a word on shipments in time is refused: ${answer.text}`);
    if (status === 0) this.#expected.settle(shipments);
    else for (const shipment of shipments) this.#expected.fail('shipments', shipment, this.#now());
    this.figures[status === 0 ? 'cleared' : 'failed'] += shipments.length;
  }

  /** New quantities for some listings, and new shipments, with the operator's clock as it jumped. */
  async #import(): Promise<void> {
    const some = [...new Set(Array.from({ length: 6 }, () => this.#random.int(1, LISTINGS)))];
    const stock_num = String(++this.#pieces);
    const levels = some.map((listing) => ({ spec_no: `A${listing}`, warehouse_no: WAREHOUSE, stock_num }));
    const shipments = Array.from({ length: NEW_SHIPMENTS }, (_, i) => ({
      shop_no: SHOP,
      tid: `T${this.#expected.shipments.size + 1 + i}`,
      logistics_no: `SF${this.#pieces}-${i}`,
      logistics_code: 'SF',
      logistics_name: '顺丰速运',
    }));
    await operate(this.#folder, async (engine) => {
      const which = { seller: KEYS.flagship.sid, partial: false, now: this.#now() };
      await engine.importRows({ ...which, kind: 'levels', records: levels });
      await engine.importRows({ ...which, kind: 'shipments', records: shipments });
    });
    this.#expected.raise(some);
    this.#expected.addShipments(NEW_SHIPMENTS);
    this.figures.imported += some.length + NEW_SHIPMENTS;
  }

  /** The clock is right again: everything that waits is offered, delivered and acknowledged; what failed, when its delay is over. */
  async settle(): Promise<void> {
    for (const offset of [0, LONGEST_DELAY]) {
      this.#shift(offset);
      this.#check();
      const { listings, shipments } = await this.#pull();
      if (listings.length > 0) await this.#clear(listings, 'enterprise');
      if (shipments.length > 0)
        await this.#settleShipments(
          shipments.map(({ shipment }) => shipment),
          0,
        );
      this.#check();
    }
    if (this.#expected.pending > 0)
      this.#violate(`${this.#expected.pending} records wait, and are not offered an hour after the clock was right again`);
  }
}
