/** Bytes that are no good HTTP: refused by status or closed, never a crash, and never a way around the signature. */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { enterpriseRequest, flagshipRequest } from '@tongbu/client';
import { type Framing, framings, type Ingredients } from '../fuzz/framings.ts';
import { type HttpAnswer, takeAnswers } from '../fuzz/pipe.ts';
import { checkStored, readStored } from '../fuzz/pools.ts';
import { Random, SEED } from '../fuzz/random.ts';
import { Tally } from '../fuzz/tally.ts';
import { serveWatched } from '../fuzz/watched.ts';
import { type Rig, Violations } from '../rig.ts';
import { KEYS, seedFolder } from '../seed.ts';
import { openShop } from '../shop.ts';

const AT_ONCE = 48;
/** A connection on which nothing more comes for so long is given up. */
const SILENCE_MS = 3_000;
const STATUSES = new Set([200, 400, 404, 405, 408, 413, 431]);
const MOST_MEMORY_MB = 300;

/** Records up to this number are named by requests that may be found, those beyond by requests that may not. */
const MAY_BE_FOUND = 25;
const RECORDS = 50;

/** Acknowledgements of listings and shipments that exist: once done, each shows in the journal. */
function ingredients(random: Random, url: string): Ingredients {
  const signed = (least: number, most: number) => {
    const id = random.int(least, most);
    const list = JSON.stringify([{ rec_id: id, status: 0, stock_change_count: 1 }]);
    return random.pick([
      () => flagshipRequest({ url, ...KEYS.flagship }, 'sales.StockSync.syncSuccess', `[${id},{"stock_change_count":1}]`, Date.now()),
      () => enterpriseRequest({ url, ...KEYS.enterprise }, 'logistics_sync_ack', { logistics_list: list }, Date.now()),
    ])();
  };
  const bytes = ({ url, body }: { url: string; body: string }, target = url.slice(url.indexOf('/', 8))) =>
    Buffer.from(`POST ${target} HTTP/1.1\r\nHost: tongbu.test\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const spoilt = (text: string) => text.replace(/sign=[0-9a-f]{4}/, 'sign=0bad');
  return {
    right: () => bytes(signed(1, MAY_BE_FOUND)),
    hidden: () => bytes(signed(MAY_BE_FOUND + 1, RECORDS)),
    wrong: () => {
      const request = signed(MAY_BE_FOUND + 1, RECORDS);
      return bytes({ url: spoilt(request.url), body: spoilt(request.body) });
    },
  };
}

/** What came of one connection. */
interface Outcome {
  answers: HttpAnswer[];
  end: 'closed' | 'silent';
}

function send(url: string, { pieces, reset }: Framing): Promise<Outcome> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const answers: HttpAnswer[] = [];
    let bytes: Buffer = Buffer.alloc(0);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const end = (how: Outcome['end']) => {
      socket.destroy();
      resolve({ answers, end: how });
    };
    socket.setNoDelay().setTimeout(SILENCE_MS, () => end('silent'));
    socket.on('error', () => {}).on('close', () => end('closed'));
    socket.on('end', () => socket.destroy());
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      bytes = bytes.subarray(takeAnswers(bytes, answers));
    });
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (socket.destroyed) return;
        socket.write(piece);
        if (pieces.length > 2) await pause(0);
      }
      if (reset) socket.resetAndDestroy();
      else socket.end();
    });
  });
}

/** The kind that begins with a request in order; the rubbish behind it may take its answer away, never its effect. */
const FOUND = 'rubbish after a right request';

const isSuccess = ({ status, body }: HttpAnswer) => status === 200 && /^\{"(status|code)":0\b/.test(body);

export default {
  name: 'fuzz-framing',
  about: 'bytes that are no good HTTP: no crash, no 5xx, nothing accepted, nothing left open',
  count: 20_000,
  short: 5_000,
  finds: {},
  missing: () => [],
  async run({ count, build, folder, progress }) {
    const violations = new Violations();
    await seedFolder(folder, { listings: RECORDS, shipments: RECORDS });
    const before = readStored(folder);
    const server = await serveWatched({ build, folder });
    const idleMb = server.memory();
    const inputs = new Tally('input', Object.keys(framings));
    const ends = new Tally('answer', ['HTTP 200', 'HTTP 400', 'HTTP 404', 'HTTP 405', 'HTTP 413', 'HTTP 431', 'no answer']);
    let [sent, peakMb] = [0, 0];
    const lane = async (random: Random) => {
      const from = ingredients(random, server.api);
      while (sent < count) {
        // Each kind in turn at first, so that a short run meets all of them.
        const names = Object.keys(framings);
        const name = sent < names.length ? (names[sent] as string) : random.pick(names);
        if (++sent % 1000 === 0) progress(`${sent} of ${count}`);
        inputs.add(name);
        const { answers, end } = await send(server.api, (framings[name] as (typeof framings)[string])(random, from));
        if (end === 'silent') violations.add(`left open and silent for ${SILENCE_MS} ms: ${name} (TONGBU_SEED=${SEED})`);
        for (const { status, body } of answers) {
          ends.add(`HTTP ${status}`);
          if (!STATUSES.has(status)) violations.add(`HTTP ${status} to ${name}: ${body.slice(0, 200)} (TONGBU_SEED=${SEED})`);
        }
        if (answers.length === 0) ends.add('no answer');
        if (name !== FOUND && answers.some(isSuccess)) violations.add(`accepted: ${name} (TONGBU_SEED=${SEED})`);
        peakMb = Math.max(peakMb, server.memory() || 0);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => lane(new Random(SEED + i))));
    server.check(violations);
    if (peakMb - idleMb > MOST_MEMORY_MB) violations.add(`memory grew from ${idleMb.toFixed(0)} to ${peakMb.toFixed(0)} MB`);
    const shop = openShop(server.api);
    const after = await shop.enterprise.pullShipments(1).catch((error: Error) => error);
    if (after instanceof Error) violations.add(`a shop is not served afterwards: ${after.message}`);
    shop.close();
    await server.stop();
    const stored = readStored(folder);
    checkStored(before, stored, violations);
    const done = (stored.journal['demo'] ?? []).slice((before.journal['demo'] ?? []).length);
    for (const { actor, subject, effect } of done) {
      if (subject === null || subject > MAY_BE_FOUND)
        violations.add(`a request was found where none is: ${actor}, record ${subject}, ${effect}`);
    }
    if (done.length === 0) violations.add('no request in order was done before the rubbish behind it: the rig would not see one');
    for (const tally of [inputs, ends]) tally.check(violations);
    return {
      figures: {
        connections: sent,
        ...Object.fromEntries(ends.list()),
        'done before rubbish': done.length,
        'kinds of bytes': inputs.size,
        'longest turn, ms': server.longestTurn().busy.toFixed(0),
        'memory, MB': `${idleMb.toFixed(0)} to ${peakMb.toFixed(0)}`,
        seed: SEED,
      },
      violations: violations.list(),
    };
  },
} satisfies Rig;
