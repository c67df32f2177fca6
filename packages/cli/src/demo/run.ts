import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@tongbu/client';
import type { Engine } from '@tongbu/engine';
import { enterprisePush } from './enterprise-push.ts';
import { Erp, type RuleChange } from './erp.ts';
import { flagshipPush } from './flagship-push.ts';
import { listedGoods } from './listed.ts';
import { type Pass, passOf } from './pass.ts';
import { PretendShop } from './pretend-shop.ts';
import type { Push } from './push.ts';
import { seededRandom } from './random.ts';
import { credentialOf, KEYS, SELLER } from './setup.ts';
import type { Story } from './story.ts';
import { ERP, type Telling } from './telling.ts';
import { Till } from './till.ts';
import { amounts, type Say } from './words.ts';

/** How often things happen, in milliseconds, at speed 1. */
const EVERY = { order: 6_000, work: 2_400, move: 5_000, rule: 17_000, pass: 5_000, tell: 400, pending: 12_000 };

/** What a running demo needs. */
export interface DemoOptions {
  engine: Engine;
  /** Base address of the signed API. */
  url: string;
  story: Story;
  say: Say;
  /** How many times faster than life. */
  speed: number;
  signal: AbortSignal;
}

/** Lets buyers order, parcels leave, stock move and two shops keep up, until the signal comes; then what was begun is finished. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { engine, story, say, speed } = options;
  const erp = new Erp(engine, { seed: Date.now(), say, speed });
  const shops = [await flagship(options), await enterprise(options)];
  await Promise.all([
    every(EVERY.work, options, () => withPatience(options, ERP, () => erp.work())),
    every(EVERY.move, options, () => withPatience(options, ERP, () => erp.moveStock())),
    every(EVERY.rule, options, async () => story.tell(ruleTold(await erp.changeRule(), say)), EVERY.rule / 2),
    every(EVERY.tell, options, () => story.goOn()),
    every(EVERY.pending, options, () => story.tellPending(), EVERY.pending),
    ...shops.flatMap((shop) => [order(options, shop), keepUp(options, shop, erp)]),
  ]);
  await story.goOn();
  await story.tellPending();
}

/** How a shop talks to the server. */
interface Spoken {
  shopNo: string;
  pass: Pass;
  push: Push;
}

async function flagship({ engine, url }: DemoOptions): Promise<Spoken> {
  const { secret, appKey: key } = await credentialOf(engine, 'flagship');
  const client = createClient({ edition: 'flagship', url, seller: SELLER, key, secret, patienceMs: 0 });
  return { shopNo: KEYS.flagship.shop, pass: passOf(client), push: flagshipPush(client, listedGoods()) };
}

async function enterprise({ engine, url }: DemoOptions): Promise<Spoken> {
  const { secret, appKey: key } = await credentialOf(engine, 'enterprise');
  const client = createClient({ edition: 'enterprise', url, seller: SELLER, key, secret, patienceMs: 0 });
  return { shopNo: KEYS.enterprise.shop, pass: passOf(client), push: enterprisePush(client, listedGoods()) };
}

/** The buyers of a shop. */
async function order(options: DemoOptions, { shopNo, push }: Spoken): Promise<void> {
  const { engine, speed } = options;
  const till = await Till.open({ engine, shopNo, push, speed }, Date.now());
  const first = shopNo === KEYS.flagship.shop ? EVERY.order / 4 : EVERY.order / 2;
  await every(EVERY.order, options, () => withPatience(options, shopNo, () => till.tick(Date.now())), first);
}

/** The connector of a shop. */
function keepUp(options: DemoOptions, { shopNo, pass }: Spoken, erp: Erp): Promise<void> {
  const { story, say } = options;
  const shop = new PretendShop(shopNo, seededRandom(Date.now() ^ shopNo.length), say);
  const events = {
    pulled(listings: number, shipments: number) {
      if (listings + shipments === 0) return;
      story.tell({ who: shopNo, mark: '←', subject: say('pulled'), what: amounts(say, listings, shipments) });
    },
    leftOut({ listing, tid }: { listing?: string; tid?: string }, reason: string) {
      const subject = tid ?? story.names.listing(Number(listing)).goods;
      story.tell({ who: shopNo, mark: '✗', subject, what: say('leftOut', { reason }), color: 'red' });
    },
    slow: (specNo: string) => erp.sell(specNo),
  };
  return every(EVERY.pass, options, () => withPatience(options, shopNo, () => pass(shop, events)));
}

/** What could not be done is told, and done the next time; nothing is lost by it. */
async function withPatience({ story, say }: DemoOptions, who: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    story.tell({ who, mark: '✗', subject: say('notDone'), what: (error as Error).message, color: 'red' });
  }
}

function ruleTold(change: RuleChange, say: Say): Telling {
  const what = 'percent' in change ? say('percent', { percent: change.percent }) : say(change.onTheWay ? 'onTheWay' : 'notOnTheWay');
  return { who: ERP, mark: '→', subject: say('rule', { no: change.rule }), what, color: 'magenta' };
}

/** Does something again and again, never twice at once, until the signal comes. */
async function every(ms: number, { signal, speed }: DemoOptions, act: () => Promise<void>, first = 0): Promise<void> {
  const rest = (ms: number) => pause(ms / speed, undefined, { signal }).catch(() => {});
  if (first > 0) await rest(first);
  while (!signal.aborted) {
    await act();
    await rest(ms);
  }
}
