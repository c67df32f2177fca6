/** A server under load, with everything it wrote to its database, when, and what it had answered by then. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Folder, folderOf } from '@tongbu/engine';
import { Ledger } from '../ledger.ts';
import { acknowledge, pull } from '../load.ts';
import { Faults } from '../native/library.ts';
import { type DiskRecord, readRecords } from '../native/records.ts';
import { operate } from '../operator.ts';
import type { Run, Violations } from '../rig.ts';
import { raiseListings, seedFolder } from '../seed.ts';
import { serve } from '../server.ts';
import { type Acknowledged, openShop } from '../shop.ts';

const LISTINGS = 900;
const SHIPMENTS = 500;

/** The last listings get new versions all the time, {@link RAISED} in one import, and are not acknowledged. */
export const RAISED = 40;

/** How a recording is made. */
export interface Take {
  /** How many acknowledgements are answered before the end. */
  answers: number;
  /** Killed, or stopped as an operator does: that writes everything into the database file and removes the WAL. */
  end: 'SIGKILL' | 'SIGTERM';
  /** Imports before the first acknowledgement, to grow the WAL; 0 by default. With 330 it is copied into the database, and begun again, in the middle of the load. */
  imports?: number;
}

/** One acknowledgement as it was sent, and when its success was read; so an import, by the number of pieces it set for each item. */
type Sent = { answeredAt?: bigint } & ({ listings: Acknowledged[] } | { shipments: number[] });
export interface Raise {
  stock: number;
  answeredAt?: bigint;
}

/** What was recorded. */
export interface Recording {
  folder: Folder;
  /** The database before the first record, with nothing unsynced. */
  before: Buffer;
  key: Buffer;
  /** Of the database and its WAL only; the index of the WAL is rebuilt after every crash. */
  records: DiskRecord[];
  sent: Sent[];
  raises: Raise[];
  /** How many records there were when the first acknowledgement was sent. */
  prelude: number;
}

/** A ledger that also keeps what it was told, for ledgers of other states of the same database. */
class Notes extends Ledger {
  readonly sent: Sent[] = [];

  override stock(listings: Acknowledged[]) {
    return this.#keep(super.stock(listings), { listings });
  }

  override shipments(shipments: number[]) {
    return this.#keep(super.shipments(shipments), { shipments });
  }

  #keep<T extends object>(asked: T, what: { listings: Acknowledged[] } | { shipments: number[] }): T & Sent {
    const kept = Object.assign(asked, what);
    this.sent.push(kept);
    return kept;
  }
}

/** Starts a server with everything recorded, lets shop and operator at it, and ends it. */
export async function record(run: Run, name: string, { answers, end, imports = 0 }: Take, violations: Violations): Promise<Recording> {
  const folder = folderOf(join(run.folder, name));
  await seedFolder(folder.path, { listings: LISTINGS, shipments: SHIPMENTS });
  const [before, key] = [readFileSync(folder.database), readFileSync(folder.key)];
  const faults = new Faults({ at: join(run.folder, `${name}-faults`), folder: folder.path, record: true });
  const env = { ...faults.env, NODE_COMPILE_CACHE: join(run.folder, 'compiled') };
  const server = await serve({ build: run.build, folder: folder.path, env });
  const notes = new Notes(folder.database, violations);
  const shop = openShop(server.api);
  const supply = await pull(shop);
  supply.listings = supply.listings.filter(({ listing }) => listing <= LISTINGS - RAISED);
  let left = answers;
  const ending = () => void (--left === 0 && server.child.kill(end));
  const onRefusal = ({ http, code, text }: { http: number; code: number; text: string }) => {
    // One that stops refuses; one that runs must not.
    if (left > 0) violations.add(`${name}: refused with HTTP ${http}, code ${code}: ${text}`);
  };
  const raises: Raise[] = [];
  await raiseAgain(folder.path, raises, () => raises.length >= imports);
  const began = process.hrtime.bigint();
  const working = { until: acknowledge(shop, { supply, ledger: notes, onSuccess: ending, onRefusal }), done: false };
  const raising = raiseAgain(folder.path, raises, () => working.done);
  await working.until;
  working.done = true;
  if (left > 0) server.child.kill(end);
  await Promise.all([raising, server.exited]);
  shop.close();
  faults.close();
  const ours = [basename(folder.database), `${basename(folder.database)}-wal`, basename(folder.path)];
  const records = readRecords(faults.log).filter(({ path }) => ours.includes(basename(path)));
  const prelude = imports > 0 ? records.findIndex((each) => each.began > began) : 0;
  return { folder, before, key, records, sent: notes.sent, raises, prelude };
}

async function raiseAgain(folder: string, raises: Raise[], done: () => boolean): Promise<void> {
  const raised = Array.from({ length: RAISED }, (_, i) => LISTINGS - i);
  while (!done()) {
    const raise: Raise = { stock: 1000 + raises.length };
    raises.push(raise);
    try {
      await operate(folder, (engine) => raiseListings(engine, raised, () => raise.stock));
      raise.answeredAt = process.hrtime.bigint();
    } catch {
      // The server has ended; what it did not answer is not promised.
      return;
    }
  }
}
