import type { OrderResult, PushedOrder } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { once, type SignedRequest } from '../sellers/applied.ts';
import { type Caller, seesShop } from '../sellers/caller.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { type Session, statement } from '../store/database.ts';
import { judge, refused, type Shop, type Taken } from './judge.ts';
import { listMissing } from './list-missing.ts';
import { takeNew } from './take-new.ts';
import { takeUpdate } from './take-update.ts';
import type { Problem } from './update.ts';
import { type Work, workIn } from './work.ts';

/** How many orders may be pushed at once. */
export const MOST_ORDERS = 100;

/** Orders that a shop pushes. */
export interface Push {
  caller: Caller;
  shopNo: string;
  /** At most {@link MOST_ORDERS}. */
  orders: PushedOrder[];
  /** Whether all are refused where one is; else each is decided by itself. */
  whole: boolean;
  /** Whether an order must add up. */
  checkAmounts: boolean;
  /** The signed request; null where nothing was signed. */
  request: SignedRequest | null;
  signedAt: number | null;
  now: number;
}

/**
 * Creates and updates orders (原始单), each with its trade, which reserves stock as the order's state says. Listings that the shop
 * sells and nobody has listed are created. An order that says what is known changes nothing.
 *
 * @returns one result per order, in their order; null when the caller sees no such shop, or it is disabled
 * @throws EngineError `input` when there are too many orders
 */
export async function pushOrders({ database }: Context, push: Push): Promise<OrderResult[] | null> {
  const { caller, shopNo, orders, request, signedAt, now } = push;
  if (orders.length > MOST_ORDERS)
    throw new EngineError('input', `${orders.length} orders are pushed at once; at most ${MOST_ORDERS} may be`);
  const { seller, actor } = caller;
  return database.write(async (session) => {
    await requireSeller(session, seller);
    const [shop] = await session.query<Shop>(shopOf, { seller, key: caller.key, shopNo });
    if (!shop) return null;
    const repeat = { seller, at: now, actor, pool: 'order' as const, signedAt, event: 'push' };
    return once(session, request, repeat, () => pushIn(session, shop, push));
  });
}

function pushIn(session: Session, shop: Shop, { caller, orders, whole, checkAmounts, signedAt, now }: Push): Promise<OrderResult[]> {
  return workIn(session, { seller: caller.seller, actor: caller.actor, now, signedAt }, (work) =>
    take(work, shop, orders, { whole, checkAmounts }),
  );
}

/** Takes orders within a transaction's work; see {@link pushOrders}. */
export async function take(
  work: Work,
  shop: Shop,
  orders: PushedOrder[],
  { whole, checkAmounts }: Pick<Push, 'whole' | 'checkAmounts'>,
): Promise<OrderResult[]> {
  const { verdicts, goodsOf } = await judge(work, shop, orders, checkAmounts);
  const refusesAll = whole && verdicts.some((verdict) => 'reason' in verdict);
  const decided = verdicts.map((verdict): Taken | Problem =>
    refusesAll && !('reason' in verdict) ? { reason: 'others', detail: '' } : verdict,
  );
  await listMissing(
    work,
    shop.shop,
    decided.flatMap((verdict) => ('order' in verdict ? verdict.order.subOrders.filter((line) => !goodsOf(line).isListed) : [])),
  );
  const results: OrderResult[] = [];
  for (const [place, verdict] of decided.entries()) {
    const { tid } = orders[place] as PushedOrder;
    if ('reason' in verdict) {
      results.push(refused(tid, verdict));
      const known = [...work.sheets.orders.values()].find(({ order }) => order.tid === tid && order.shop_id === shop.shop);
      const detail = [`${tid}: ${verdict.reason}`, verdict.detail].filter(Boolean).join(' ');
      work.happened.push({ event: 'push', subject: known?.order.order_id ?? null, effect: 'refused', detail });
    } else {
      const effect = verdict.sheet
        ? await takeUpdate(work, verdict.sheet, verdict, goodsOf)
        : await takeNew(work, shop.shop, verdict, goodsOf);
      results.push({ tid, effect, reason: '', detail: '' });
    }
  }
  return results;
}

const shopOf = statement(`
  select shop_id as shop, warehouse_id as warehouse from shops
  where seller = :seller and shop_no = :shopNo and disabled = 0 and ${seesShop('shop_id')}`);
