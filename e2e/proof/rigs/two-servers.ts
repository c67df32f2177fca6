import { join } from 'node:path';
import { type Outcome, type Rig, type Run, Violations } from '../rig.ts';
import { seedFolder } from '../seed.ts';
import { NotStarted, type Served, serve } from '../server.ts';

/** What a refused one says, and the exit code of what cannot be reached or is locked. */
const REFUSED = /another Tongbu (server is running|command is working) on /;
const LOCKED = 3;

async function run({ count, build, folder, progress }: Run): Promise<Outcome> {
  const violations = new Violations();
  const data = join(folder, 'data');
  await seedFolder(data, { listings: 5 });
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const start = () => serve({ build, folder: data, env }).catch((error: unknown) => error);
  let [one, refused] = [0, 0];
  for (let round = 1; round <= count; round++) {
    const started = await Promise.all([start(), start()]);
    const owners = started.filter((each): each is Served => !(each instanceof Error));
    if (owners.length === 1) one++;
    else violations.add(`round ${round}: ${owners.length} of two servers own the folder`);
    for (const error of started.filter((each) => each instanceof Error)) {
      if (error instanceof NotStarted && error.exitCode === LOCKED && REFUSED.test(error.output)) refused++;
      else violations.add(`round ${round}: ${(error as Error).message}`);
    }
    // By turns as an operator stops it and as nobody should: the folder must be free again at once.
    for (const { child, exited } of owners) {
      child.kill(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      await exited;
    }
    progress(`${round} of ${count}`);
  }
  return { figures: { 'double starts': count, 'with one owner': one, refused }, violations: violations.list() };
}

export default {
  name: 'two-servers',
  about: 'of two servers started on one folder at once exactly one owns it, and the other says so (B13)',
  count: 1000,
  portion: 20,
  short: 3,
  finds: { 'lock-not-held': 1 },
  missing: () => [],
  run,
} satisfies Rig;
