import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, verifyFile } from '@tongbu/engine';
import { Ledger } from '../ledger.ts';
import { type Outcome, type Rig, type Run, Violations } from '../rig.ts';
import { seedFolder } from '../seed.ts';
import { type Served, serve } from '../server.ts';
import { openShop, type PulledListing, type Shop } from '../shop.ts';

const LISTINGS = 400;
/** Room on the small disk, and what is left of it when the server runs. */
const SMALL_MB = 16;
const LEFT_KB = 600;
const LARGE_MB = 64;
/** Refusals to count before the disk grows. */
const REFUSALS = 20;
const PULL = 100;

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** Fills the disk with a file of its own until little is left. */
function fillUp(disk: string): void {
  const free = execFileSync('df', ['--output=avail', '-k', disk]).toString().trim().split('\n').at(-1);
  const ballast = Number(free) - LEFT_KB;
  if (ballast > 0) writeFileSync(join(disk, 'ballast'), Buffer.alloc(ballast * 1024, 1));
}

interface Filled {
  answered: number;
  refused: number;
  pulls: number;
}

/** Acknowledges one by one until the disk has refused often enough; every refusal is followed by a pull. */
async function untilFull(shop: Shop, supply: PulledListing[], ledger: Ledger, differ: (text: string) => void): Promise<Filled> {
  const filled = { answered: 0, refused: 0, pulls: 0 };
  while (filled.refused < REFUSALS) {
    const next = supply.pop();
    if (!next) return filled;
    const asked = ledger.stock([next]);
    const answer = await shop.enterprise.acknowledgeStock([next]);
    if (answer.http !== 200) differ(`a full disk was answered with HTTP ${answer.http}: ${answer.text}`);
    if (answer.code === 0) {
      asked.answeredAt = answer.at;
      filled.answered++;
      continue;
    }
    filled.refused++;
    await shop.enterprise.pullStock(PULL);
    filled.pulls++;
  }
  return filled;
}

async function round(
  data: string,
  server: Served,
  violations: Violations,
  differ: (text: string) => void,
): Promise<Filled & { after: number }> {
  const disk = join(data, '..');
  const shop = openShop(server.api);
  const ledger = new Ledger(folderOf(data).database, violations);
  const supply: PulledListing[] = [];
  while (supply.length < LISTINGS) supply.push(...(await shop.enterprise.pullStock(PULL)));
  fillUp(disk);
  const filled = await untilFull(shop, supply, ledger, differ);
  if (server.child.exitCode !== null) differ(`the server ended with ${server.child.exitCode} on a full disk`);
  mount('-o', `remount,size=${LARGE_MB}m`, disk);
  let after = 0;
  for (const next of supply.splice(0, 50)) {
    const asked = ledger.stock([next]);
    const answer = await shop.enterprise.acknowledgeStock([next]);
    if (answer.code !== 0) {
      differ(`the disk has room again, and an acknowledgement is refused: ${answer.text}`);
      continue;
    }
    asked.answeredAt = answer.at;
    after++;
  }
  shop.close();
  await server.stop();
  ledger.check();
  ledger.checkWhole();
  if (filled.refused < REFUSALS)
    differ(`${filled.answered} acknowledgements were answered, ${filled.refused} refused: the disk was never full`);
  for (const difference of verifyFile(folderOf(data).database).differences) differ(`verify: ${difference}`);
  return { ...filled, after };
}

async function run({ count, build, folder, progress }: Run): Promise<Outcome> {
  const violations = new Violations();
  const sum = { answered: 0, refused: 0, pulls: 0, after: 0 };
  const disk = join(folder, 'disk');
  for (let n = 1; n <= count; n++) {
    const differ = (text: string) => violations.add(`disk ${n}: ${text}`);
    mkdirSync(disk);
    mount('-t', 'tmpfs', '-o', `size=${SMALL_MB}m`, 'tongbu-disk-full', disk);
    let server: Served | undefined;
    try {
      const data = join(disk, 'data');
      await seedFolder(data, { listings: LISTINGS });
      server = await serve({ build, folder: data, env: { NODE_COMPILE_CACHE: join(folder, 'compiled') } });
      const done = await round(data, server, violations, differ);
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += done[name];
    } catch (error) {
      differ((error as Error).message);
    } finally {
      server?.child.kill('SIGKILL');
      await server?.exited;
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true });
    }
    progress(`${n} of ${count}`);
  }
  const { answered, refused, pulls, after } = sum;
  return {
    figures: { disks: count, answered, refused, 'pulls while full': pulls, 'answered after it grew': after },
    violations: violations.list(),
  };
}

/** Whether this process may mount: root in a container may not. */
function missing(): string[] {
  if (process.platform !== 'linux') return ['Linux (a tmpfs is filled)'];
  const at = `/tmp/tongbu-mount-${process.pid}`;
  try {
    mkdirSync(at);
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tongbu-disk-full', at);
    execFileSync('umount', [at]);
    return [];
  } catch {
    return ['the right to mount a tmpfs (run it as root, in a container with --cap-add SYS_ADMIN)'];
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

export default {
  name: 'disk-full',
  about:
    'on a full disk acknowledgements are refused and pulls answered, nothing answered is lost, and room is used without a restart (B10)',
  count: 50,
  portion: 5,
  short: 1,
  finds: { 'answer-before-commit': 1 },
  missing,
  run,
} satisfies Rig;
