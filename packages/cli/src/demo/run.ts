import { setTimeout as pause } from 'node:timers/promises';
import { createEnterpriseClient, createFlagshipClient } from '@tongbu/client';
import type { Engine } from '@tongbu/engine';
import { enterprisePass } from './enterprise-pass.ts';
import { flagshipPass } from './flagship-pass.ts';
import { PretendShop } from './pretend-shop.ts';
import { seededRandom } from './random.ts';
import type { Pass } from './reader.ts';
import { credentialOf, KEYS } from './setup.ts';
import type { Story } from './story.ts';
import { amounts, type Say } from './words.ts';
import { SELLER, World } from './world.ts';

/** How often things happen, in milliseconds, at speed 1. */
const EVERY = { move: 1_700, ship: 4_300, pass: 5_000, tell: 400, pending: 12_000 };

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

/** Lets stock move, parcels leave and two shops keep up, until the signal comes; then what was begun is finished. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { engine, story, say } = options;
  const world = new World(engine, Date.now());
  await story.begin();
  const move = async (specNo?: string) => {
    const { warehouse, specNo: moved, stock } = await world.moveStock(specNo);
    story.tell('ERP', `→ ${say('moved', { warehouse, goods: story.goods(moved), stock })}`, 'cyan');
  };
  await Promise.all([
    every(EVERY.move, options, () => move()),
    every(EVERY.ship, options, () => world.ship()),
    every(EVERY.tell, options, () => story.goOn()),
    every(EVERY.pending, options, () => story.tellPending()),
    keepUp(options, KEYS.flagship.shop, await flagship(options), move),
    keepUp(options, KEYS.enterprise.shop, await enterprise(options), move),
  ]);
  await story.goOn();
  await story.tellPending();
}

async function flagship({ engine, url }: DemoOptions): Promise<Pass> {
  const { secret, appKey: key } = await credentialOf(engine, 'flagship');
  return flagshipPass(createFlagshipClient({ url, sid: SELLER, key, secret }));
}

async function enterprise({ engine, url }: DemoOptions): Promise<Pass> {
  const { secret, appKey: key } = await credentialOf(engine, 'enterprise');
  return enterprisePass(createEnterpriseClient({ url, sid: SELLER, key, secret }));
}

function keepUp(options: DemoOptions, shopNo: string, pass: Pass, move: (specNo: string) => Promise<void>): Promise<void> {
  const { story, say } = options;
  const shop = new PretendShop(shopNo, seededRandom(Date.now() ^ shopNo.length));
  return every(EVERY.pass, options, async () => {
    try {
      await pass(shop, {
        pulled: (listings, shipments) => {
          if (listings + shipments > 0) story.tell(shopNo, `← ${say('pulled', amounts(say, listings, shipments))}`);
        },
        leftOut: ({ listing, tid }, reason) =>
          story.tell(shopNo, story.of('✗', tid ?? story.listing(Number(listing)), say('leftOut', { reason })), 'red'),
        slow: move,
      });
    } catch (error) {
      story.tell(shopNo, `✗ ${say('shopDown', { reason: (error as Error).message })}`, 'red');
    }
  });
}

/** Does something again and again, never twice at once, until the signal comes. */
async function every(ms: number, { signal, speed }: DemoOptions, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await act();
    await pause(ms / speed, undefined, { signal }).catch(() => {});
  }
}
