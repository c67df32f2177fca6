import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Caller, type Engine, folderOf, verifyFile } from '@tongbu/engine';
import { tongbu } from '../command.ts';
import { operate } from '../operator.ts';
import { type Outcome, type Rig, type Run, Violations } from '../rig.ts';
import { addShipments, inFolder, KEYS, raiseListings, seedFolder } from '../seed.ts';
import { serve } from '../server.ts';
import { type Acknowledged, openShop, type Shop } from '../shop.ts';

const LISTINGS = 200;
const SHIPMENTS = 20;
/** Listings given a new version at once, by the feed that runs all the time. */
const FED = 40;
/** Of what was ever acknowledged, so many of the latest are said again to a restored database. */
const REPLAYED = 3000;

/** Above what is told between a backup and its restore; less than a million, for one folder is restored a thousand times. */
const RAISE = '100000';
/** A restore of this database takes less, its start included. */
const LONGEST_RESTORE_MS = 1500;

const caller: Caller = { seller: KEYS.flagship.sid, key: null, actor: 'enterprise:old' };

/** What the shop was told and has said, over the whole run. */
class Memory {
  /** The highest version told, by listing, and the highest shipment number. */
  readonly versions = new Map<number, number>();
  shipment = SHIPMENTS;
  said: Acknowledged[] = [];
  acknowledgements = 0;

  tell(listings: Acknowledged[]): void {
    for (const { listing, version } of listings) this.versions.set(listing, Math.max(version, this.versions.get(listing) ?? 0));
    this.said = [...this.said, ...listings].slice(-REPLAYED);
  }
}

/** Pulls and acknowledges as fast as it is answered, until told to stop. */
async function acknowledgeAll(shop: Shop, memory: Memory, load: { stop: boolean }): Promise<void> {
  while (!load.stop) {
    const listings = await shop.enterprise.pullStock(100);
    if (listings.length === 0) await pause(5);
    else {
      memory.tell(listings);
      await shop.enterprise.acknowledgeStock(listings);
      memory.acknowledgements++;
    }
  }
}

/** Changes stock all the time, so that listings get new versions before, while and after a backup is made. */
async function feed(data: string, load: { stop: boolean }): Promise<void> {
  await operate(data, async (engine) => {
    for (let round = 1; !load.stop; round++) {
      const some = Array.from({ length: FED }, () => 1 + Math.floor(Math.random() * LISTINGS));
      await raiseListings(engine, new Set(some), (listing) => listing + round);
      await pause(40);
    }
  });
}

async function checkRestored(restored: string, memory: Memory, differ: (text: string) => void): Promise<number> {
  const { database } = folderOf(restored);
  for (const difference of verifyFile(database).differences) differ(`verify: ${difference}`);
  const replayed = await inFolder(restored, async (engine) => {
    await checkPool(engine, memory, differ);
    const now = Date.now();
    const order = now; // one of its own in each round
    const old = memory.said.map(({ listing, version }) => ({ listing, version, outcome: 'success' as const, quantity: null, message: '' }));
    const results = await engine.acknowledgeStock({ caller, items: old, signedAt: now, now });
    const cleared = results.filter(({ effect }) => effect === 'cleared').length;
    if (cleared > 0) differ(`${cleared} of ${old.length} acknowledgements from before the restore cleared something`);
    await checkPool(engine, memory, differ);
    await addShipments(engine, order, 1);
    const page = await engine.pullShipments({
      caller,
      filter: { shopNo: null, tid: `T${order}`, trackingNumber: null, part: null },
      after: 0,
      limit: 1,
      now,
    });
    const number = page?.shipments[0]?.shipment ?? 0;
    if (number <= memory.shipment) differ(`a new shipment has number ${number}, and ${memory.shipment} was issued before`);
    return old.length;
  });
  for (const difference of verifyFile(database).differences) differ(`verify after old acknowledgements: ${difference}`);
  return replayed;
}

/** All of it waits, with versions never told. */
async function checkPool(engine: Engine, { versions }: Memory, differ: (text: string) => void): Promise<void> {
  const waiting = await engine.waitingListings({ caller, after: 0, limit: 5000, now: Date.now() });
  if (waiting.length !== LISTINGS) differ(`${waiting.length} of ${LISTINGS} listings wait`);
  for (const found of await engine.calculateStock({ caller, listings: [...versions.keys()] })) {
    if (!found.found) differ('a listing is gone');
    else if (found.change.version <= (versions.get(found.change.listing) ?? 0)) {
      differ(`listing ${found.change.listing} has version ${found.change.version}, told before the restore`);
    }
  }
}

/** Versions by listing, of a folder no server runs on; null where it has no database yet. */
async function versionsOf(data: string): Promise<string | null> {
  if (!existsSync(folderOf(data).database)) return null;
  const listings = Array.from({ length: LISTINGS }, (_, i) => i + 1);
  const found = await inFolder(data, (engine) => engine.calculateStock({ caller, listings }));
  return found.map((each) => (each.found ? each.change.version : 'none')).join();
}

/** A restore that is killed has done nothing or all of it. @returns whether it was all */
async function killRestore(
  restored: string,
  restore: (killAfterMs: number) => Promise<unknown>,
  differ: (text: string) => void,
): Promise<boolean> {
  const before = await versionsOf(restored);
  await restore(1 + Math.floor(Math.random() * LONGEST_RESTORE_MS));
  const finished = readdirSync(restored).some((name) => /^tongbu-(restored|replaced)-/.test(name));
  const after = await versionsOf(restored);
  if (after === null) {
    if (before !== null) differ('after a restore was killed there is no database');
    return false;
  }
  for (const difference of verifyFile(folderOf(restored).database).differences) differ(`verify after a killed restore: ${difference}`);
  if (before === null) return true; // it came to its end before it was killed: nothing was there to be replaced
  if ((before === after) === finished)
    differ(
      `a killed restore is ${finished ? 'prepared' : 'not prepared'}, and the versions are ${before === after ? 'as before' : 'others'}`,
    );
  return finished;
}

async function run({ count, build, folder, progress }: Run): Promise<Outcome> {
  const violations = new Violations();
  const [data, restored] = [join(folder, 'data'), join(folder, 'restored')];
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  await seedFolder(data, { listings: LISTINGS, shipments: SHIPMENTS });
  const server = await serve({ build, folder: data, env });
  const shop = openShop(server.api);
  const memory = new Memory();
  const load = { stop: false };
  const loads = Promise.all([acknowledgeAll(shop, memory, load), feed(data, load)]);
  loads.catch(() => {});
  mkdirSync(restored, { mode: 0o700 });
  copyFileSync(folderOf(data).key, folderOf(restored).key);
  let [done, during, replayed, killed] = [0, 0, 0, 0];
  try {
    for (let n = 1; n <= count; n++) {
      const differ = (text: string) => violations.add(`backup ${n}: ${text}`);
      const file = join(folder, `${n}.db`);
      const before = memory.acknowledgements;
      await operate(data, (engine) => engine.backup({ file }));
      during += memory.acknowledgements - before;
      await pause(50); // more is told and said that the backup knows nothing of
      const restore = (killAfterMs?: number) =>
        tongbu(build, ['restore', file, '--data', restored, '--raise', RAISE], { env, ...(killAfterMs !== undefined && { killAfterMs }) });
      if (await killRestore(restored, restore, differ)) killed++;
      const { code, stderr } = await restore();
      if (code !== 0) differ(`restore ended with ${code}: ${stderr}`);
      else replayed += await checkRestored(restored, memory, differ);
      rmSync(file);
      for (const name of readdirSync(restored)) if (name.startsWith('tongbu-replaced-')) rmSync(join(restored, name));
      progress(`${++done} of ${count}`);
    }
  } finally {
    load.stop = true;
    await loads.catch((error) => violations.add(`the server under load: ${(error as Error).message}`));
    shop.close();
    await server.stop();
  }
  if (during === 0) violations.add('the rig: nothing was acknowledged while backups were made');
  for (const difference of verifyFile(folderOf(data).database).differences)
    violations.add(`the database that was backed up: ${difference}`);
  const figures = {
    backups: done,
    acknowledgements: memory.acknowledgements,
    'while backups were made': during,
    'restores killed before their end': done - killed,
    'said again': replayed,
  };
  return { figures, violations: violations.list() };
}

export default {
  name: 'backup',
  about: 'a backup made under load, restored: whole, everything waits, nothing old clears anything, no number twice (B9)',
  count: 500,
  portion: 10,
  short: 2,
  finds: { 'restore-keeps-versions': 1 },
  missing: () => [],
  run,
} satisfies Rig;
