/** Client or bridge under a rig's eyes: what it remembers does not grow with what it has done. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Edition } from '@tongbu/client';
import { memoryOf } from '../fuzz/watched.ts';
import { type Outcome, type Run, Violations } from '../rig.ts';
import { EndlessErp } from './endless-changes.ts';
import { Samples } from './samples.ts';
import { serveErp, serveObligingShop } from './servers.ts';

/** The last quarter may have so much more than the first. */
const MOST = 1.15;

/** V8 leaves garbage for later while there is room; with little room, what is resident tells what is kept. */
const HEAP = ['--max-old-space-size=96', '--max-semi-space-size=4'];

/** A quarter of the listings wait in portions of this size, each of them a pass; the rest waits at once, in one pass. */
const TIDE = 5_000;

/** Nothing acknowledged for so many turns of waiting: it hangs. Turns, not seconds: a machine that sleeps meanwhile is no stall. */
const STALL_TURNS = 600;
const TURN_MS = 50;

const SECRET = `whsec_${Buffer.alloc(32, 'memory').toString('base64')}`;

/** Who is watched: the shop of a few lines that uses the client, or `tongbu bridge`. */
export type Who = 'client' | 'bridge';

interface Subject {
  who: Who;
  edition: Edition;
}

/** What is said of both in the list of rigs. */
export const FLAT = `a million stock changes in each edition: in the last quarter at most ${MOST} × the memory of the first`;

/** Lets one of them keep a shop in step with changes without end, in the quick edition first. */
export async function watchMemory(who: Who, run: Run): Promise<Outcome> {
  const violations = new Violations();
  const figures: Record<string, string> = {};
  for (const edition of ['enterprise', 'flagship'] as const) {
    figures[edition] = await watch({ who, edition }, run, violations);
    // A broken build is found as soon as one of them shows it.
    if (run.build.broken && violations.list().length > 0) break;
  }
  return { figures, violations: violations.list() };
}

/** @returns what was seen, for the line of figures */
async function watch(subject: Subject, { count, build, folder, progress }: Run, violations: Violations): Promise<string> {
  const name = subject.edition;
  const samples = new Samples(count, () => memoryOf(child?.pid as number));
  const done = { acknowledged: 0, wrong: 0 };
  const onAcknowledged = (sum: number) => {
    done.acknowledged = sum;
    samples.at(sum);
    if (sum % 10_000 === 0) progress(`${name}: ${sum}`);
  };
  const changes = { total: count, tide: TIDE, floodFrom: count / 4 };
  const erp = new EndlessErp({ ...changes, onAcknowledged });
  const [near, shop] = [await serveErp(erp), await serveObligingShop()];
  const began = performance.now();
  const child = startSubject(subject, { erp: near.url, shop: shop.url, root: build.root, folder, changes, tellEvery: samples.every });
  child.on('message', (told: typeof done) => {
    done.wrong = told.wrong;
    onAcknowledged(told.acknowledged);
  });
  try {
    let said = '';
    child.stderr?.on('data', (text) => {
      said = (said + text).slice(-2_000);
    });
    const ended = once(child, 'exit');
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    for (let turns = 0, before = 0; !isOver && before < count && turns < STALL_TURNS; turns++) {
      await pause(TURN_MS);
      if (done.acknowledged > before) turns = 0;
      before = done.acknowledged;
    }
    const seconds = (performance.now() - began) / 1000;
    child.kill('SIGTERM');
    const [code, signal] = await ended;
    if (done.acknowledged < count) violations.add(`${name}: ended with ${code ?? signal} after ${done.acknowledged} of ${count}: ${said}`);
    else if (code !== 0) violations.add(`${name}: ended with ${code ?? signal} when it was told to stop: ${said}`);
    const wrong = erp.wrong + done.wrong;
    if (wrong > 0) violations.add(`${name}: ${wrong} acknowledgements of what was not offered so`);
    const { first, last } = samples.quarters();
    const seen = `${first.toFixed(0)} then ${last.toFixed(0)} MB, ${(last / first).toFixed(2)} × (${seconds.toFixed(0)} s)`;
    if (!(last / first <= MOST)) violations.add(`${name}: ${seen}; ${MOST} × at most`);
    return seen;
  } finally {
    child.kill('SIGKILL');
    near.close();
    shop.close();
  }
}

interface Place {
  erp: string;
  shop: string;
  root: string;
  folder: string;
  changes: object;
  tellEvery: number;
}

function startSubject({ edition, who }: Subject, { erp, shop, root, folder, changes, tellEvery }: Place): ChildProcess {
  const node = [...HEAP, '--conditions=source', '--disable-warning=ExperimentalWarning'];
  if (edition === 'flagship') node.push('--import', join(root, 'e2e/proof/memory/fetch-within.ts'));
  const shops = edition === 'enterprise' ? ['mall'] : [];
  const config = join(folder, `${edition}.yaml`);
  const secret = edition === 'flagship' ? 's:t' : 's';
  writeFileSync(
    config,
    `erp: { edition: ${edition}, url: '${erp}', seller: demo, key: k, secret: '${secret}', shops: [${shops}], limits: off }
shop: { kind: webhook, url: '${shop}', http: true, allow: ['127.0.0.1'], secrets: ['${SECRET}'] }
stock: { every: 100ms }
shipments: false
journal: ${edition}.journal
`,
  );
  const client = [join(root, 'e2e/proof/memory/keep-in-step.ts'), edition, erp, ...shops];
  const bridge = [join(root, 'packages/cli/src/main.ts'), 'bridge', '--config', config, '--log-level', 'warn'];
  return spawn(process.execPath, [...node, ...(who === 'client' ? client : bridge)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, TONGBU_PROOF_CHANGES: JSON.stringify({ ...changes, tellEvery }) },
  });
}
