/** A shop's requests and a stranger's, in good HTTP and of any content, thrown at the server as fast as it takes them. */

import { folderOf, verifyFile } from '@tongbu/engine';
import { connectServer } from '../../../packages/cli/src/control-client.ts';
import { readAnswer, refusalsToMeet } from '../fuzz/answers.ts';
import { BODY_LIMIT } from '../fuzz/carriers.ts';
import { elementsOf } from '../fuzz/elements.ts';
import { type HttpAnswer, Pipe } from '../fuzz/pipe.ts';
import { checkStored, readStored, rowsOf } from '../fuzz/pools.ts';
import { Random, SEED } from '../fuzz/random.ts';
import { type FuzzRequest, inputClasses, makeRequest } from '../fuzz/request.ts';
import { Tally } from '../fuzz/tally.ts';
import { serveWatched, type Watched } from '../fuzz/watched.ts';
import { EXTENT, HOLDERS, seedWorld } from '../fuzz/world.ts';
import { type Rig, type Run, Violations } from '../rig.ts';
import { raiseListings } from '../seed.ts';

const CONNECTIONS = 24;
/** Requests in a row on one connection, at most. */
const IN_A_ROW = 12;
/** After so many requests fifty listings get a new version, so that there is always something to acknowledge. */
const FEED_EVERY = 2000;
/** Memory may not grow further than this over what an idle server has, in MB. */
const MOST_MEMORY_MB = 400;

/** Tables that the feeding interfaces write; what is in them is held to the journal by `verify`. */
const FED = [
  'levels',
  'defective_levels',
  'stocktakes',
  'stocktake_differences',
  'orders',
  'sub_orders',
  'trades',
  'trade_lines',
  'applied',
  'counters',
];

/** What is known when all is sent. */
class Counts {
  readonly inputs = new Tally('input', inputClasses());
  readonly answers = new Tally('answer', [
    'flagship success',
    'enterprise success',
    ...refusalsToMeet(),
    'HTTP 404',
    'HTTP 405',
    'HTTP 413',
  ]);
  /** Elements acknowledged, by who signed. */
  readonly elements = new Map<string, number>();
  sent = 0;
  accepted = 0;
  refusedBeforeProof = 0;
  peakMb = 0;
}

/** Judges one answer. */
function judge(request: FuzzRequest, { status, body }: HttpAnswer, counts: Counts, violations: Violations): void {
  const { of, maySucceed, statuses } = request;
  const what = () => `${request.classes.join('; ')} → HTTP ${status} ${body.slice(0, 200)} (TONGBU_SEED=${SEED}, request ${counts.sent})`;
  if (!statuses.includes(status)) {
    violations.add(`HTTP ${statuses.join(' or ')} expected: ${what()}`);
    return;
  }
  if (status !== 200) {
    JSON.parse(body);
    counts.answers.add(`HTTP ${status}`);
    return;
  }
  const said = readAnswer(of, body);
  if (said.is === 'wrong') {
    violations.add(`an answer ${said.why}: ${what()}`);
    return;
  }
  counts.answers.add(`${of.edition} ${said.is === 'success' ? 'success' : said.name}`);
  if (said.is === 'refusal' && ['other', 'busy', 'storeResult'].includes(said.name)) violations.add(`a failure of ours: ${what()}`);
  if (!maySucceed && !(said.is === 'refusal' && said.beforeProof)) violations.add(`accepted or read without a right signature: ${what()}`);
  if (said.is === 'refusal' && said.beforeProof) counts.refusedBeforeProof++;
  if (said.is === 'success') counts.accepted++;
  const elements = elementsOf(request, said);
  if (elements > 0) {
    const signer = request.form['appkey'] ?? request.parameters.find(({ name }) => name === 'key')?.value;
    const actor = `${of.edition}:${signer}`;
    counts.elements.set(actor, (counts.elements.get(actor) ?? 0) + elements);
  }
}

/** Makes, sends and judges until so many are sent. */
async function lane(run: Run, url: string, random: Random, counts: Counts, violations: Violations, server: Watched): Promise<void> {
  const pipe = new Pipe(url);
  while (counts.sent < run.count) {
    const batch: FuzzRequest[] = [];
    for (let more = random.int(1, IN_A_ROW); more > 0 && !batch.at(-1)?.last; more--) {
      const request = makeRequest(random, Date.now());
      for (const each of request.classes) counts.inputs.add(each);
      batch.push(request);
    }
    counts.sent += batch.length;
    const answers = await pipe.exchange(batch.map(({ bytes }) => bytes));
    if (answers.length < batch.length) {
      const unanswered = batch[answers.length] as FuzzRequest;
      violations.add(`no answer: ${unanswered.classes.join('; ')} (TONGBU_SEED=${SEED})`);
      if (server.child.exitCode !== null || server.child.signalCode !== null) return;
    }
    for (const [i, answer] of answers.entries()) judge(batch[i] as FuzzRequest, answer, counts, violations);
    if (batch.at(-1)?.last) pipe.close();
  }
  pipe.close();
}

/** Gives listings new versions while requests go on, and looks at the server's memory. */
async function feed({ folder, count, progress }: Run, random: Random, counts: Counts, server: Watched): Promise<void> {
  const control = await connectServer(folder);
  if (!control) throw new Error(`the server on ${folder} has no control socket`);
  for (let next = FEED_EVERY; counts.sent < count && server.child.exitCode === null; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    counts.peakMb = Math.max(counts.peakMb, server.memory() || 0);
    if (counts.sent < next) continue;
    next = counts.sent + FEED_EVERY;
    progress(`${counts.sent.toLocaleString('en')} of ${count.toLocaleString('en')}`);
    const listings = Array.from({ length: 50 }, () => random.int(1, EXTENT.listings));
    await raiseListings(control.engine, new Set(listings), () => random.int(0, 1_000_000));
  }
  await control.close();
}

export default {
  name: 'fuzz',
  about: 'requests of any content, signed and not: no crash, no 5xx, none accepted unsigned, the journal accounts for every change',
  count: 1_000_000,
  portion: 100_000,
  short: 95_000,
  finds: { 'skipped-check': 20_000, 'unchecked-salt': 20_000 },
  missing: () => [],
  async run(run) {
    const violations = new Violations();
    await seedWorld(run.folder);
    const before = readStored(run.folder);
    const server = await serveWatched({ ...run, flags: ['--body-limit', String(BODY_LIMIT)] });
    const counts = new Counts();
    const idleMb = server.memory();
    const began = performance.now();
    const lanes = Array.from({ length: CONNECTIONS }, (_, i) =>
      lane(run, server.api, new Random(run.seed + i), counts, violations, server),
    );
    await Promise.all([...lanes, feed(run, new Random(run.seed - 1), counts, server)]);
    const seconds = (performance.now() - began) / 1000;
    server.check(violations);
    if (counts.peakMb - idleMb > MOST_MEMORY_MB) violations.add(`memory grew from ${idleMb.toFixed(0)} to ${counts.peakMb.toFixed(0)} MB`);
    await server.stop();
    const after = readStored(run.folder);
    checkStored(before, after, violations, FED);
    for (const difference of verifyFile(folderOf(run.folder).database).differences) violations.add(`verify: ${difference}`);
    for (const [edition, holders] of Object.entries(HOLDERS)) {
      for (const { key } of Object.values(holders)) {
        const actor = `${edition}:${key}`;
        const [rows, elements] = [rowsOf(after, actor), counts.elements.get(actor) ?? 0];
        if (rows !== elements)
          violations.add(`${actor} has ${rows} rows in the journal; its answered requests had ${elements} elements (B6)`);
      }
    }
    if (run.build.broken === undefined) for (const tally of [counts.inputs, counts.answers]) tally.check(violations);
    const { busy, late } = server.longestTurn();
    return {
      figures: {
        requests: counts.sent,
        accepted: counts.accepted,
        'refused before proof': counts.refusedBeforeProof,
        'elements in the journal': [...counts.elements.values()].reduce((sum, each) => sum + each, 0),
        'classes of input': String(counts.inputs.size),
        'classes of answer': String(counts.answers.size),
        'requests a second': String(Math.round(counts.sent / seconds)),
        'longest turn, ms': `${busy.toFixed(0)} (${late.toFixed(0)} by the clock)`,
        'memory, MB': `${idleMb.toFixed(0)} to ${counts.peakMb.toFixed(0)}`,
        seed: String(SEED),
      },
      violations: violations.list(),
    };
  },
} satisfies Rig;
