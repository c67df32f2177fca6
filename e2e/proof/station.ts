/** One folder and the servers that run on it one after the other, each hurt under load and held to what it answered. */
import { setTimeout as pause } from 'node:timers/promises';
import { EngineError, folderOf } from '@tongbu/engine';
import type { Build } from './build.ts';
import { Ledger, type Reckoning } from './ledger.ts';
import { acknowledge, pull, type Supply } from './load.ts';
import type { Violations } from './rig.ts';
import { addShipments, inFolder, raiseListings, seedFolder } from './seed.ts';
import { NotStarted, type Served, serve } from './server.ts';
import { type Answer, NoAnswer, openShop, Refused, type Shop } from './shop.ts';

const LISTINGS = 2000;
const SHIPMENTS = 1000;

/** More than a round uses up; where less was waiting, everything is made pending again before the next. */
const ENOUGH = 500;

/** A server is hurt after 1 to this many successes, and up to so many milliseconds more. */
const SUCCESSES = 100;
const MORE_MS = 4;

/** Where a station stands. */
export interface StationOptions {
  build: Build;
  /** The data folder; made by {@link Station.fill}. */
  folder: string;
  /** Where compiled code is kept, so that every server but the first starts quickly. */
  compiled: string;
  violations: Violations;
}

/**
 * Ends a server while acknowledgements are in flight. May give a moment (`process.hrtime.bigint()`): a success read after it
 * promised nothing.
 */
export type Hurt = (server: Served) => Promise<bigint | undefined>;

/** See above: {@link Station.fill}, then rounds, then {@link Station.recover}. */
export class Station {
  readonly #options: StationOptions;
  readonly #ledger: Ledger;
  #fillings = 0;
  #isShort = false;
  #promisedBefore: bigint | undefined;

  constructor(options: StationOptions) {
    this.#options = options;
    this.#ledger = new Ledger(folderOf(options.folder).database, options.violations);
  }

  /** What its ledger counted so far. */
  get counted(): Reckoning {
    return this.#ledger.counted;
  }

  /** Fills the folder. Must be called once, before all else. */
  async fill(): Promise<void> {
    await seedFolder(this.#options.folder, { listings: LISTINGS, shipments: SHIPMENTS });
  }

  /**
   * Starts a server, checks what the last round left, acknowledges, and hurts it at a random moment.
   *
   * @returns how many acknowledgements were in flight when `hurt` was called
   */
  async round(hurt: Hurt): Promise<number> {
    if (this.#isShort) await this.#refill();
    const server = await this.#start();
    const shop = openShop(server.api);
    try {
      const supply = await pull(shop);
      this.#isShort = Math.min(supply.listings.length, supply.shipments.length) < ENOUGH;
      const inFlight = await this.#load(server, shop, supply, hurt);
      await server.exited;
      return inFlight;
    } finally {
      shop.close();
      server.child.kill('SIGKILL');
    }
  }

  async #load(server: Served, shop: Shop, supply: Supply, hurt: Hurt): Promise<number> {
    const ledger = this.#ledger;
    let left = 1 + Math.floor(Math.random() * SUCCESSES);
    let inFlight = 0;
    let hurting: ReturnType<Hurt> | undefined;
    const hurtSoon = async () => {
      await pause(Math.random() * MORE_MS);
      inFlight = ledger.inFlight;
      return hurt(server);
    };
    const onSuccess = () => {
      if (--left !== 0) return;
      hurting = hurtSoon();
      hurting.catch(() => {}); // told below, when the lanes have ended
    };
    const onRefusal = ({ http, text }: Answer) => {
      if (!hurting) this.#violate(`refused with HTTP ${http}: ${text}`);
    };
    await acknowledge(shop, { supply, ledger, onSuccess, onRefusal });
    if (!hurting) throw new Stopped(server.log());
    this.#promisedBefore = await hurting;
    return inFlight;
  }

  /** Starts once more, checks what the last round left, stops in peace, and reads the whole file. */
  async recover(): Promise<void> {
    const server = await this.#start();
    await server.stop();
    this.#ledger.checkWhole();
  }

  async #start(): Promise<Served> {
    const { build, folder, compiled } = this.#options;
    const server = await serve({ build, folder, env: { NODE_COMPILE_CACHE: compiled } });
    try {
      this.#ledger.check(this.#promisedBefore);
      this.#promisedBefore = undefined;
      return server;
    } catch (error) {
      server.child.kill('SIGKILL');
      throw error;
    }
  }

  /** Makes everything pending again: new versions of the listings, and new shipments. */
  async #refill(): Promise<void> {
    const filling = ++this.#fillings;
    const listings = Array.from({ length: LISTINGS }, (_, i) => i + 1);
    await inFolder(this.#options.folder, async (engine) => {
      await raiseListings(engine, listings, (listing) => listing + filling);
      await addShipments(engine, 1 + filling * SHIPMENTS, SHIPMENTS);
    });
    this.#isShort = false;
  }

  #violate(text: string): void {
    this.#options.violations.add(`${this.#options.folder}: ${text}`);
  }

  /**
   * Does some work, and notes as a violation where it fails by the server's fault: what a hurt one left, the next could not
   * serve.
   *
   * @throws what is the fault of the rig
   */
  async blame(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isServersFault(error)) throw error;
      this.#violate((error as Error).message);
    }
  }
}

/** A server that ended, or stopped answering, before it was hurt. */
class Stopped extends Error {
  constructor(log: string) {
    super(`the server stopped answering under load before it was hurt: ${log.slice(-500)}`);
  }
}

function isServersFault(error: unknown): boolean {
  const kinds = [NotStarted, EngineError, Refused, NoAnswer, Stopped];
  return kinds.some((kind) => error instanceof kind) || (error as { code?: string }).code === 'ERR_SQLITE_ERROR';
}
