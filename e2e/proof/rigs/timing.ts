/** How long a comparison of signatures takes does not tell where they differ: measured, and the measure is shown to see it. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Random, SEED } from '../fuzz/random.ts';
import { type Rig, Violations } from '../rig.ts';
import { KEYS, seedFolder } from '../seed.ts';
import { serve } from '../server.ts';
import { openShop } from '../shop.ts';

/** Beyond this, the means of two sets differ by more than chance: about one in a hundred thousand. */
const MOST_T = 4.5;
/** A difference counts when it is there each time it is measured. */
const TRIES = 4;
/** Comparisons in one sample, so that a clock of some tens of nanoseconds is fine enough. */
const IN_A_SAMPLE = 40;
/** Samples above this share of all are the machine's doing. */
const KEPT = 0.9;
/** Pairs of texts taken in turn, so that no single one stays in a register. */
const PAIRS = 64;
/** Requests for each of the two, over loopback. */
const REQUESTS = 400;

type Compare = (given: string, expected: string) => boolean;

/** As it is written without a thought: the first difference ends it. */
const naive: Compare = (given, expected) => {
  if (given.length !== expected.length) return false;
  for (let i = 0; i < given.length; i++) if (given[i] !== expected[i]) return false;
  return true;
};

/**
 * 32 hexadecimal digits, and two that differ from them in one digit: the first, and the last.
 *
 * @param lastFirst which of the two is made first: where a text lies in memory tells by a nanosecond as well
 */
function texts(lastFirst: boolean): [expected: string, first: string, last: string][] {
  return Array.from({ length: PAIRS }, () => {
    const digits = randomBytes(16).toString('hex');
    const off = (at: number) => {
      const bytes = Buffer.from(digits);
      bytes[at] = (bytes[at] as number) === 0x30 ? 0x31 : 0x30;
      return bytes.toString('latin1');
    };
    const expected = Buffer.from(digits).toString('latin1');
    const [one, other] = lastFirst ? [off(31), off(0)] : [off(0), off(31)];
    return lastFirst ? [expected, other, one] : [expected, one, other];
  });
}

/** Mean times of a comparison in nanoseconds, for a difference in the first digit and in the last, and Welch's t. */
interface Measured {
  first: number;
  last: number;
  t: number;
}

function measure(compare: Compare, samples: number, random: Random, lastFirst: boolean): Measured {
  const all = texts(lastFirst);
  const times: [number[], number[]] = [[], []];
  let equal = 0;
  for (let i = 0; i < 2 * samples; i++) {
    const which = random.chance(0.5) ? 0 : 1;
    const began = process.hrtime.bigint();
    for (let j = 0; j < IN_A_SAMPLE; j++) {
      const [expected, first, last] = all[(i + j) % PAIRS] as [string, string, string];
      if (compare(which === 0 ? first : last, expected)) equal++;
    }
    // The first samples are of code that is not compiled yet.
    if (i > samples / 10) times[which].push(Number(process.hrtime.bigint() - began) / IN_A_SAMPLE);
  }
  if (equal > 0) throw new Error('texts that differ were found equal');
  const most = times.flat().sort((a, b) => a - b)[Math.floor(times.flat().length * KEPT)] as number;
  const [first, last] = times.map((each) => spread(each.filter((ns) => ns <= most))) as [Spread, Spread];
  return { first: first.mean, last: last.mean, t: (first.mean - last.mean) / Math.sqrt(first.ofMean + last.ofMean) };
}

interface Spread {
  mean: number;
  /** Variance of the mean. */
  ofMean: number;
}

function spread(values: number[]): Spread {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
  return { mean, ofMean: variance / values.length };
}

/** The least difference of a few measures, and whether each of them shows one, in the same direction: noise does not repeat itself, a leak does. */
function least(compare: Compare, samples: number): Measured & { differs: boolean } {
  const found: Measured[] = [];
  const differs = () => found.every(({ t }) => Math.abs(t) >= MOST_T && Math.sign(t) === Math.sign((found[0] as Measured).t));
  while (found.length < TRIES && differs()) found.push(measure(compare, samples, new Random(SEED + found.length), found.length % 2 === 1));
  const [best] = found.toSorted((one, other) => Math.abs(one.t) - Math.abs(other.t)) as [Measured];
  return { ...best, differs: differs() };
}

const told = ({ first, last, t }: Measured) => `${first.toFixed(0)} / ${last.toFixed(0)} ns, t ${t.toFixed(1)}`;

/** How long a refusal takes over loopback for a key there is and one there is not, medians in microseconds; only reported. */
async function refusals(url: string): Promise<string> {
  const wrong = { ...KEYS.flagship, secret: 'wrong:5alt' };
  const shops = [wrong, { ...wrong, key: 'no-app' }].map((flagship) => openShop(url, { connections: 1, keys: { ...KEYS, flagship } }));
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < 2 * REQUESTS; i++) {
    const began = performance.now();
    await shops[i % 2]?.flagship.call('sales.StockSync.calcStock', [1, false]);
    times[(i % 2) as 0 | 1].push((performance.now() - began) * 1000);
  }
  for (const shop of shops) shop.close();
  return times.map((each) => (each.sort((a, b) => a - b)[REQUESTS / 2] as number).toFixed(0)).join(' / ');
}

export default {
  name: 'timing',
  about: 'a signature that differs in its first digit is refused no sooner than one that differs in its last',
  count: 100_000,
  short: 20_000,
  finds: { 'naive-comparison': 20_000 },
  missing: () => [],
  async run({ count, build, folder, progress }) {
    const violations = new Violations();
    const module = await import(pathToFileURL(join(build.root, 'packages/protocol/src/digest.ts')).href);
    progress('comparing');
    const real = least(module.sameText as Compare, count);
    if (real.differs)
      violations.add(`a difference in the first digit and in the last take ${told(real)} at least, each time; t below ${MOST_T} expected`);
    const blunt = least(naive, count);
    if (!blunt.differs) violations.add(`a naive comparison takes ${told(blunt)}: the measure would not see a leak`);
    progress('asking');
    await seedFolder(folder, { listings: 1 });
    const server = await serve({ build, folder, flags: ['--log-level', 'silent'] });
    const known = await refusals(server.api);
    await server.stop();
    return {
      figures: {
        samples: count,
        'first / last digit': told(real),
        'the same, compared naively': told(blunt),
        'known / unknown key over loopback, µs (told, not judged)': known,
      },
      violations: violations.list(),
    };
  },
} satisfies Rig;
