import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { folderOf, verifyFile } from '@tongbu/engine';
import type { Build } from '../build.ts';
import { type Outcome, type Rig, type Run, Violations } from '../rig.ts';
import { inFolder, seedFolder } from '../seed.ts';
import { NotStarted, type Served, serve } from '../server.ts';
import { openShop, type Shop } from '../shop.ts';

/** One file that is checked through before the start, and one that is too large for it (4 MiB). */
const SMALL = 120;
const LARGE = 12_000;
const SHIPMENTS = 60;
/** How long a server may take to end after a call has met damage, and to check a large file. */
const CALL_MS = 3_000;
const CHECK_MS = 15_000;
const PAGE = 4096;

const upTo = (most: number) => Math.floor(Math.random() * most);

/** What may happen to a file, each with its name for the figures. */
const DAMAGES: Record<string, (bytes: Buffer) => Buffer> = {
  flips(bytes) {
    for (let n = Math.random() < 0.5 ? 1 : 1 + upTo(20); n > 0; n--) {
      const at = upTo(bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << upTo(8));
    }
    return bytes;
  },
  'zeroed pages': (bytes) => {
    const page = upTo(bytes.length / PAGE);
    return bytes.fill(0, page * PAGE, (page + 1 + upTo(3)) * PAGE);
  },
  'exchanged pages'(bytes) {
    const [a, b] = [upTo(bytes.length / PAGE) * PAGE, upTo(bytes.length / PAGE) * PAGE];
    const page = Buffer.from(bytes.subarray(a, a + PAGE));
    bytes.copy(bytes, a, b, b + PAGE);
    page.copy(bytes, b);
    return bytes;
  },
  cuts: (bytes) => bytes.subarray(0, Math.random() < 0.5 ? upTo(bytes.length) : upTo(bytes.length / PAGE) * PAGE),
};

/** What a shop is told, as text; null when a call is refused, which is no wrong answer. */
async function told(shop: Shop): Promise<string | null> {
  try {
    const listings = await shop.enterprise.pullStock(1000);
    const shipments = await shop.flagship.pullShipments(200);
    return JSON.stringify([listings, shipments]);
  } catch {
    return null;
  }
}

interface Given {
  build: Build;
  data: string;
  backup: string;
  /** What a shop is told from the undamaged file. */
  whole: string;
  env: Record<string, string>;
}

type Differ = (text: string) => void;

/** What came of one damaged file. @returns the name it is counted under */
async function startOn(given: Given, differ: Differ): Promise<string> {
  const started = await start(given);
  if (started instanceof NotStarted) {
    checkRefusal(given, started, differ);
    return 'refused';
  }
  const shop = openShop(started.api);
  const heard = await told(shop);
  shop.close();
  // A large file is checked after the start. What no page shows may still be met by a call.
  const { database } = folderOf(given.data);
  if (isDamaged(database) || (heard === null && (await ends(started, CALL_MS)))) return endedThenRefused(given, started, differ);
  await started.stop();
  if (heard === given.whole) return 'served as before';
  if (heard === null) return 'calls refused'; // a key or a name was changed: the caller is a stranger now
  // A value that was changed inside a row is no damage to the file: what does not agree with the journal is told by verify.
  if (verifyFile(database).differences.length === 0)
    differ(`told the shop something else, and verify finds nothing: ${heard.slice(0, 400)}`);
  return 'values changed, found by verify';
}

async function start({ build, data, env }: Given): Promise<Served | NotStarted> {
  try {
    return await serve({ build, folder: data, env });
  } catch (error) {
    if (error instanceof NotStarted) return error;
    throw error;
  }
}

function checkRefusal({ backup }: Given, { exitCode, output }: NotStarted, differ: Differ): void {
  if (exitCode === 1 && output.includes('is damaged (') && output.includes(`tongbu restore ${backup}`)) return;
  differ(`ended with ${exitCode}, not naming the backup: ${output.trim().slice(0, 400)}`);
}

/** The server ends, and the next one must not serve from the file: a supervisor would start them for ever. */
async function endedThenRefused(given: Given, server: Served, differ: Differ): Promise<string> {
  if (!(await ends(server, CHECK_MS))) {
    differ(`pages are damaged, and the server goes on after ${CHECK_MS} ms`);
    await server.stop();
    return 'not ended';
  }
  if (!server.log().includes(`tongbu restore ${given.backup}`)) differ(`ended without naming the backup: ${server.log().slice(-400)}`);
  const next = await start(given);
  if (next instanceof NotStarted) checkRefusal(given, next, differ);
  else {
    differ('ended on damage, and the next start serves again');
    await next.stop();
  }
  return 'ended, then refused';
}

async function ends({ exited }: Served, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = pause(ms, false, { signal: timer.signal }).catch(() => false);
  const ended = await Promise.race([exited.then(() => true), late]);
  timer.abort();
  return ended;
}

function isDamaged(database: string): boolean {
  const connection = new DatabaseSync(database, { readOnly: true });
  try {
    return connection.prepare('pragma quick_check(1)').get()?.['quick_check'] !== 'ok';
  } catch {
    return true;
  } finally {
    connection.close();
  }
}

/** Makes a folder whose file is damaged again and again, and says what a shop is told before. */
async function originOf({ build, folder }: Run, env: Given['env'], listings: number): Promise<Given & { bytes: Buffer }> {
  const data = join(folder, `data-${listings}`);
  const { database, backups } = folderOf(data);
  await seedFolder(data, { listings, shipments: SHIPMENTS });
  const server = await serve({ build, folder: data, env });
  const shop = openShop(server.api);
  await shop.enterprise.acknowledgeStock(await shop.enterprise.pullStock(30));
  const whole = await told(shop);
  shop.close();
  await server.stop();
  if (whole === null) throw new Error('the undamaged file is not served');
  mkdirSync(backups);
  const backup = join(backups, 'whole.db');
  await inFolder(data, (engine) => engine.backup({ file: backup }));
  return { build, data, backup, whole, env, bytes: readFileSync(database) };
}

async function run(given: Run): Promise<Outcome> {
  const { count, folder, progress } = given;
  const violations = new Violations();
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const origins = [await originOf(given, env, SMALL), await originOf(given, env, LARGE)];
  const kinds = Object.keys(DAMAGES);
  const came: Record<string, number> = {};
  for (let n = 0; n < count; n++) {
    const origin = origins[n % origins.length] as Given & { bytes: Buffer };
    const kind = kinds[Math.floor(n / origins.length) % kinds.length] as string;
    const { database, doubt } = folderOf(origin.data);
    for (const rest of [`${database}-wal`, `${database}-shm`, doubt]) rmSync(rest, { force: true });
    writeFileSync(database, (DAMAGES[kind] as (bytes: Buffer) => Buffer)(Buffer.from(origin.bytes)));
    const name = await startOn(origin, (text) => violations.add(`file ${n + 1} (${kind}, ${origin.bytes.length} bytes): ${text}`));
    came[name] = (came[name] ?? 0) + 1;
    progress(`${n + 1} of ${count}`);
  }
  return { figures: { files: count, ...came }, violations: violations.list() };
}

export default {
  name: 'damaged',
  about: 'a flipped, zeroed, exchanged or cut file is refused with the backup to restore, or served as before, and no crash loop',
  count: 1000,
  portion: 20,
  short: 8,
  finds: { 'damage-unchecked': 4 },
  missing: () => [],
  run,
} satisfies Rig;
