import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EngineError, folderOf, openFolderHere } from '@tongbu/engine';
import { Disk, FATES, type Fate } from '../crash/disk.ts';
import { RAISED, type Recording, record, type Take } from '../crash/recording.ts';
import { Random } from '../fuzz/random.ts';
import { Ledger } from '../ledger.ts';
import { missingForFaults } from '../native/library.ts';
import { type Rig, Violations } from '../rig.ts';

/** So many images from one recording, where many are wanted; and at least and at most so many recordings. */
const IMAGES = 500;
const RECORDINGS = { least: 3, most: 20 };

/** In turn: stopped in peace early; killed early; killed after the WAL was copied into the database and begun again. */
const TAKES: Take[] = [
  { answers: 60, end: 'SIGTERM' },
  { answers: 120, end: 'SIGKILL' },
  { answers: 10_000, end: 'SIGKILL', imports: 330 },
  { answers: 150, end: 'SIGTERM' },
];

export default {
  name: 'crash-images',
  about:
    'what a power cut may leave of a recorded load, unsynced writes dropped, reordered and torn, has every answered acknowledgement (B1, B6)',
  count: 10_000,
  portion: 500,
  short: 240,
  finds: { 'synchronous-normal': 60 },
  missing: missingForFaults,
  async run(run) {
    const violations = new Violations();
    const recordings = Math.min(RECORDINGS.most, Math.max(RECORDINGS.least, Math.ceil(run.count / IMAGES)));
    const figures = {
      images: 0,
      recordings,
      writes: 0,
      syncs: 0,
      checkpoints: 0,
      'answers held against images': 0,
      'with unsynced writes': 0,
      lost: 0,
      half: 0,
    };
    for (let i = 0; i < recordings; i++) {
      const recording = await record(run, `recording-${i}`, TAKES[(i + run.seed) % TAKES.length] as Take, violations);
      figures.writes += recording.records.filter(({ kind }) => kind === 'write').length;
      figures.syncs += recording.records.filter(({ kind }) => kind === 'sync').length;
      figures.checkpoints += recording.records.filter(({ kind, path }) => kind === 'sync' && path === recording.folder.database).length;
      const images = Math.floor(((i + 1) * run.count) / recordings) - Math.floor((i * run.count) / recordings);
      for await (const { broken, unsynced, counted } of crashes(recording, join(run.folder, 'image'), images, run.seed + i)) {
        figures.images++;
        figures['answers held against images'] += counted.answered;
        if (unsynced > 0) figures['with unsynced writes']++;
        figures.lost += counted.lost;
        figures.half += counted.half;
        for (const text of broken) violations.add(text);
        run.progress(`${figures.images} of ${run.count} images`);
      }
      rmSync(recording.folder.path, { recursive: true });
    }
    return { figures, violations: violations.list() };
  },
} satisfies Rig;

/** Cuts a recording at random places, in their order, and looks at what each cut left. */
async function* crashes(recording: Recording, into: string, images: number, seed: number) {
  const random = new Random(seed);
  const { records, prelude } = recording;
  const cuts = Array.from({ length: images }, () => random.int(prelude, records.length)).sort((a, b) => a - b);
  const disk = new Disk(recording.folder.path);
  disk.put(basename(recording.folder.database), recording.before);
  let done = 0;
  for (const [place, cut] of cuts.entries()) {
    for (; done < cut; done++) disk.apply(records[done] as (typeof records)[number]);
    const fate = FATES[place % FATES.length] as Fate;
    const { unsynced } = disk;
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into);
    disk.crash(into, fate, random);
    writeFileSync(folderOf(into).key, recording.key, { mode: 0o600 });
    // Between this write and the next: what was answered by then is promised.
    const { broken, counted } = await look(recording, into, records[cut]?.began);
    const where = `recording ${seed}, cut at ${cut} of ${records.length}, ${unsynced} writes unsynced and ${fate}`;
    yield { broken: broken.map((text) => `${where}: ${text}`), unsynced, counted };
  }
}

/** Opens an image as the server does, which recovers it, and holds it against what was answered before the cut. */
async function look({ sent, raises }: Recording, folder: string, cutAt: bigint | undefined) {
  const { database } = folderOf(folder);
  const found = new Violations();
  const ledger = new Ledger(database, found);
  try {
    const { close } = await openFolderHere(folder);
    await close();
    for (const { answeredAt, ...what } of sent) {
      const asked = 'listings' in what ? ledger.stock(what.listings) : ledger.shipments(what.shipments);
      if (answeredAt !== undefined) asked.answeredAt = answeredAt;
    }
    ledger.check(cutAt);
    ledger.checkWhole();
    checkRaises(
      database,
      raises.findLast(({ answeredAt }) => answeredAt !== undefined && (cutAt === undefined || answeredAt <= cutAt))?.stock,
      found,
    );
  } catch (error) {
    // A file that cannot be read is what a crash must not leave; all else is the rig's fault.
    const { code } = error as { code?: string };
    if (!(error instanceof EngineError) && code !== 'ERR_SQLITE_ERROR') throw error;
    found.add(`it cannot be opened: ${(error as Error).message}`);
  }
  return { broken: found.list(), counted: ledger.counted };
}

/** An import is there as a whole, and no older one than was answered. */
function checkRaises(file: string, answered: number | undefined, found: Violations): void {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare('select quantity, count(*) as listings from listings where cast(quantity as integer) >= 1000 group by 1')
    .all();
  database.close();
  const states = rows.map(({ quantity, listings }) => `${listings} × ${quantity}`).join(', ');
  const [only, ...more] = rows;
  const whole = more.length === 0 && (only === undefined ? answered === undefined : only['listings'] === RAISED);
  if (!whole) found.add(`an import of ${RAISED} levels is there by half: ${states || 'none'}`);
  else if (only && answered !== undefined && Number(only['quantity']) < answered)
    found.add(`an import was answered and is lost: ${answered}, now ${states}`);
}
