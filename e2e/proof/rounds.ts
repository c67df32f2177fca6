import { join } from 'node:path';
import type { Reckoning } from './ledger.ts';
import { type Outcome, type Run, Violations } from './rig.ts';
import { seedFolder } from './seed.ts';
import { serve } from './server.ts';
import { Station } from './station.ts';

/** Stations at once: while the server of one is under load those of the others start, which takes most of the time. */
const STATIONS = 3;

/** What a rig does at each of its stations. */
export interface Place {
  /** The data folder; made and filled after {@link Place.prepare}. */
  folder: string;
  prepare?(): Promise<void>;
  /** One round. @returns how many acknowledgements were in flight when the server was hurt */
  round(station: Station): Promise<number>;
  /** Afterwards, whatever happened. */
  clear?(): Promise<void>;
}

/**
 * Hurts as many servers as asked for, at a few stations at once, and sums up what their ledgers say.
 *
 * @param called what a round is, in the plural, as it is printed
 * @param placeAt makes the n-th place, from 0
 */
export async function rounds({ count, build, folder, progress }: Run, called: string, placeAt: (n: number) => Place): Promise<Outcome> {
  const violations = new Violations();
  const compiled = join(folder, 'compiled');
  // One server that ends in peace leaves its compiled code for those that will not.
  const peaceful = join(folder, 'peaceful');
  await seedFolder(peaceful, {});
  await (await serve({ build, folder: peaceful, env: { NODE_COMPILE_CACHE: compiled } })).stop();

  let [begun, done, inFlight] = [0, 0, 0];
  const work = async (place: Place, station: Station) => {
    await place.prepare?.();
    await station.fill();
    while (begun++ < count) {
      if ((await place.round(station)) > 0) inFlight++;
      progress(`${++done} of ${count} ${called}`);
    }
    await station.recover();
  };
  const places = Array.from({ length: Math.min(STATIONS, count) }, (_, n) => placeAt(n));
  const stations = places.map((place) => new Station({ build, folder: place.folder, compiled, violations }));
  const ended = stations.map((station, n) => station.blame(() => work(places[n] as Place, station)));
  // Where the rig itself fails at one station, the others end too before that is told.
  for (const each of ended) each.catch(() => (begun = count));
  await Promise.allSettled(ended);
  for (const place of places) await place.clear?.();
  await Promise.all(ended);

  if (inFlight < 0.8 * done) {
    violations.add(`the rig: an acknowledgement was in flight at ${inFlight} of ${done} ${called} only; four of five are needed`);
  }
  return { figures: { [called]: done, 'with an acknowledgement in flight': inFlight, ...sumOf(stations) }, violations: violations.list() };
}

/** What all ledgers counted, under the names that are printed. */
function sumOf(stations: Station[]): Record<string, number> {
  const sum = (name: keyof Reckoning) => stations.reduce((total, { counted }) => total + counted[name], 0);
  return {
    'acknowledgements answered and checked': sum('answered'),
    'of elements': sum('elements'),
    'not answered': sum('unanswered'),
    'of those carried out': sum('carriedOut'),
    lost: sum('lost'),
    'half applied': sum('half'),
  };
}
