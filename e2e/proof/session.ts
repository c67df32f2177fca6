/** A scripted session of a shop and its operator, step by step, that goes on whatever becomes of a step. */
import type { Ledger } from './ledger.ts';
import { operate } from './operator.ts';
import { raiseListings } from './seed.ts';
import { type Answer, type Edition, NoAnswer, type PulledListing, Refused, type Shop } from './shop.ts';

/** What the session needs in its folder: pending listings and shipments. */
export const SESSION_POOL = { listings: 12, shipments: 6 };

/** What became of a step: answered as done, answered with a refusal, or not answered. */
export interface StepOutcome {
  step: string;
  outcome: 'done' | 'refused' | 'unanswered';
  /** The refusal, as it came. */
  answer?: Answer;
}

/** Where a session runs. */
export interface Stage {
  folder: string;
  shop: Shop;
  ledger: Ledger;
  /** How many pieces the import sets for each item; another number in each session, so that it is a change. */
  pieces: number;
  /** Called after each step. */
  after(outcome: StepOutcome): void | Promise<void>;
}

/**
 * Pulls and acknowledges in both pools through both editions, imports new quantities, and acknowledges again.
 *
 * @returns the pieces that were imported, if the import was answered
 */
export async function session({ folder, shop, ledger, pieces, after }: Stage): Promise<number | undefined> {
  const { flagship, enterprise } = shop;
  let imported: number | undefined;
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    const [outcome, value] = await attempt(name, work);
    await after(outcome);
    return value;
  };
  const sent = new Set<string>();
  const stock = async (name: string, { acknowledgeStock }: Edition, pulled: PulledListing[] = []) => {
    // What was sent before and refused stays for a later session: the ledger wants each only once.
    const listings = pulled.filter(({ listing, version }) => !sent.has(`${listing} v${version}`));
    for (const { listing, version } of listings) sent.add(`${listing} v${version}`);
    if (listings.length > 0) await step(name, () => noted(ledger.stock(listings), acknowledgeStock(listings)));
  };
  await stock('stock, enterprise', enterprise, await step('pull stock, enterprise', () => enterprise.pullStock(4)));
  await stock('stock, flagship', flagship, await step('pull stock, flagship', () => flagship.pullStock(1, 4)));
  const pulled = await step('pull shipments', () => flagship.pullShipments(4));
  const shipments = (pulled ?? []).map(({ shipment }) => shipment);
  const [mine, others] = [shipments.slice(0, 2), shipments.slice(2)];
  if (mine.length > 0) await step('shipments, flagship', () => noted(ledger.shipments(mine), flagship.acknowledgeShipments(mine)));
  if (others.length > 0)
    await step('shipments, enterprise', () => noted(ledger.shipments(others), enterprise.acknowledgeShipments(others)));
  await step('import', async () => {
    const all = Array.from({ length: SESSION_POOL.listings }, (_, i) => i + 1);
    await operate(folder, (engine) => raiseListings(engine, all, () => pieces)).catch((cause) => {
      throw new NoAnswer(cause);
    });
    imported = pieces;
  });
  await stock('stock again', enterprise, await step('pull stock again', () => enterprise.pullStock(SESSION_POOL.listings)));
  return imported;
}

async function noted(asked: { answeredAt?: bigint }, sent: Promise<Answer>): Promise<Answer> {
  const answer = await sent;
  if (answer.http === 200 && answer.code === 0) asked.answeredAt = answer.at;
  else throw new Refused('acknowledgement', answer);
  return answer;
}

async function attempt<T>(step: string, work: () => Promise<T>): Promise<[StepOutcome, T | undefined]> {
  try {
    return [{ step, outcome: 'done' }, await work()];
  } catch (error) {
    if (error instanceof Refused) return [{ step, outcome: 'refused', answer: error.answer }, undefined];
    if (error instanceof NoAnswer) return [{ step, outcome: 'unanswered' }, undefined];
    throw error;
  }
}
