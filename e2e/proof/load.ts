/** Acknowledgements of both pools through both editions, as fast as they are answered, each noted in a ledger. */
import type { Asked, Ledger } from './ledger.ts';
import { type Answer, NoAnswer, type PulledListing, type Shop } from './shop.ts';

/** What waits and may be acknowledged, each once. */
export interface Supply {
  listings: PulledListing[];
  shipments: number[];
}

/** At most this many of each are pulled at once: more than any load of these rigs uses up. */
const MOST = 500;

/** Pulls what waits, as a shop does that starts. @throws NoAnswer, Refused */
export async function pull(shop: Shop): Promise<Supply> {
  const listings = await shop.enterprise.pullStock(MOST);
  const shipments = await shop.flagship.pullShipments(MOST);
  return { listings, shipments: shipments.map(({ shipment }) => shipment) };
}

/** What a load is given. */
export interface Load {
  supply: Supply;
  ledger: Ledger;
  /** Told of every success. */
  onSuccess(): void;
  /** Told of every answer that is no whole success; the lane that met it goes on. */
  onRefusal(answer: Answer): void;
}

/** Acknowledges from eight lanes until no answer comes any more, or nothing is left. */
export async function acknowledge(shop: Shop, load: Load): Promise<void> {
  const { listings, shipments } = load.supply;
  const batch = <T>(from: T[], most: number) => from.splice(0, 1 + Math.floor(Math.random() * most));
  const stock = (edition: 'flagship' | 'enterprise', most: number) => async (): Promise<Answer | undefined> => {
    const some = batch(listings, most);
    return some.length === 0 ? undefined : noted(load.ledger.stock(some), () => shop[edition].acknowledgeStock(some));
  };
  const parcels = (edition: 'flagship' | 'enterprise', most: number) => async (): Promise<Answer | undefined> => {
    const some = batch(shipments, most);
    return some.length === 0 ? undefined : noted(load.ledger.shipments(some), () => shop[edition].acknowledgeShipments(some));
  };
  const lanes = [
    ...Array.from({ length: 3 }, () => stock('enterprise', 8)),
    ...Array.from({ length: 2 }, () => stock('flagship', 1)),
    ...Array.from({ length: 2 }, () => parcels('enterprise', 6)),
    parcels('flagship', 6),
  ];
  await Promise.all(lanes.map((next) => lane(next, load)));
}

async function noted(asked: Asked, send: () => Promise<Answer>): Promise<Answer> {
  const answer = await send();
  if (isWhole(answer)) asked.answeredAt = answer.at;
  return answer;
}

/** A success, and of every element. */
function isWhole({ http, code, body }: Answer): boolean {
  const refused = body?.errors ?? body?.data ?? [];
  return http === 200 && code === 0 && refused.length === 0;
}

async function lane(next: () => Promise<Answer | undefined>, { onSuccess, onRefusal }: Load): Promise<void> {
  for (;;) {
    try {
      const answer = await next();
      if (!answer) return;
      if (isWhole(answer)) onSuccess();
      else onRefusal(answer);
    } catch (error) {
      if (error instanceof NoAnswer) return;
      throw error;
    }
  }
}
