import { type ShipmentOutcome, type ShipmentToApply, ShopDownError } from '../../shop.ts';
import type { NamePattern } from '../name-pattern.ts';
import { type Content, planParcel, type ShopOrder } from '../plan-parcel.ts';
import type { AskVendure } from './api.ts';

/** How Vendure's orders are found and its lines are named. */
export interface VendureNames {
  /** What holds the order number: `code`, `id` or `customFields.<name>`. */
  tid: string;
  /** What a line is called in the ERP. */
  oid: NamePattern;
  /** Code of the fulfillment handler; it must take `method` and `trackingCode`. */
  handler: string;
}

interface Order {
  id: string;
  code: string;
  state: string;
  lines: { id: string; quantity: number; productVariant: { sku: string }; customFields?: Record<string, unknown> | null }[];
  fulfillments: { id: string; state: string; trackingCode: string | null; lines: { orderLineId: string; quantity: number }[] }[] | null;
}

/** What a mutation answers: a Fulfillment, or an ErrorResult. */
interface Made {
  id?: string;
  errorCode?: string;
  message?: string;
  transitionError?: string;
}

const MADE = `__typename ... on Fulfillment { id state } ... on ErrorResult { errorCode message }
  ... on FulfillmentStateTransitionError { transitionError }`;

const ADD = `mutation AddFulfillment($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { ${MADE} } }`;
const MOVE = `mutation Move($id: ID!, $state: String!) { transitionFulfillmentToState(id: $id, state: $state) { ${MADE} } }`;

/** Vendure's states before an order is paid and closed to changes. It would ship even so, and never let the customer pay afterwards. */
const UNFINISHED = new Set(['Created', 'Draft', 'AddingItems', 'ArrangingPayment', 'ArrangingAdditionalPayment', 'Modifying']);

/** Reads orders by number, and tells Vendure of parcels. */
export function vendureParcels(ask: AskVendure, names: VendureNames) {
  const find = findOrders(names);

  async function findOrder(tid: string, signal: AbortSignal): Promise<Order | { hits: number }> {
    const { orders } = await ask<{ orders: { items: Order[] } }>(find, { tid }, signal);
    // A database that ignores case finds other orders too.
    const hits = orders.items.filter((order) => names.tid.startsWith('customFields.') || order[names.tid as 'code' | 'id'] === tid);
    return hits.length === 1 ? (hits[0] as Order) : { hits: hits.length };
  }

  function asShopOrder({ id: orderId, code, lines, fulfillments }: Order): ShopOrder {
    return {
      lines: lines.map(({ id, quantity, productVariant: { sku }, customFields }) => {
        const values: Record<string, unknown> = { 'line.id': id, 'line.sku': sku, 'order.code': code, 'order.id': orderId };
        for (const [name, value] of Object.entries(customFields ?? {})) values[`line.customFields.${name}`] = value;
        return { id, sku, pieces: quantity, oid: names.oid.fill((name) => asText(values[name])) };
      }),
      parcels: (fulfillments ?? [])
        .filter(({ state }) => state !== 'Cancelled')
        .map(({ id, state, trackingCode, lines: contents }) => ({
          id,
          trackingNumber: trackingCode ?? '',
          isSent: state === 'Shipped' || state === 'Delivered',
          contents: contents.map(({ orderLineId, quantity }) => ({ line: orderLineId, pieces: quantity })),
        })),
    };
  }

  async function make({ carrier, trackingNumber }: ShipmentToApply, contents: Content[], signal: AbortSignal): Promise<Made> {
    const input = {
      lines: contents.map(({ line, pieces }) => ({ orderLineId: line, quantity: pieces })),
      handler: {
        code: names.handler,
        arguments: [
          { name: 'method', value: carrier.name || carrier.code },
          { name: 'trackingCode', value: trackingNumber },
        ],
      },
    };
    return (await ask<{ addFulfillmentToOrder: Made }>(ADD, { input }, signal)).addFulfillmentToOrder;
  }

  /** Moves fulfillments to a state, up to the first that Vendure refuses. */
  async function move(state: 'Shipped' | 'Cancelled', ids: string[], signal: AbortSignal): Promise<Made> {
    let answer: Made = {};
    for (const id of ids) {
      ({ transitionFulfillmentToState: answer } = await ask<{ transitionFulfillmentToState: Made }>(MOVE, { id, state }, signal));
      if (answer.errorCode) return answer;
    }
    return answer;
  }

  /**
   * What stands between the order as Vendure has it and the shipment.
   *
   * @returns the plan beside the order, or the outcome where there is nothing to plan
   */
  async function compare(shipment: ShipmentToApply, madeIt: boolean, signal: AbortSignal) {
    const { key, tid } = shipment;
    const order = await findOrder(tid, signal);
    if ('hits' in order) {
      const reason =
        order.hits === 0
          ? `Vendure has no order whose ${names.tid} is ${tid}`
          : `Vendure has ${order.hits} orders whose ${names.tid} is ${tid}: choose a field that differs from order to order`;
      return { outcome: { key, outcome: 'unknown', what: 'order', subject: tid, reason } as const };
    }
    if (UNFINISHED.has(order.state)) {
      return {
        outcome: { key, outcome: 'later', reason: `order ${tid} is ${order.state} in Vendure; it is shipped once it is paid` } as const,
      };
    }
    const plan = planParcel(shipment, asShopOrder(order), madeIt);
    return plan.step === 'refuse' ? { outcome: { key, ...plan.refusal } } : { order, plan };
  }

  /**
   * Makes the fulfillment that is missing, marks it as Shipped, and looks again until the order itself shows it so. What Vendure refuses is
   * compared once more before it counts: another bridge may have done the same a moment ago. Where both were let, one is cancelled.
   */
  async function ship(shipment: ShipmentToApply, signal: AbortSignal): Promise<ShipmentOutcome> {
    const { key, tid } = shipment;
    let made: string | undefined;
    let refused: { step: string; answer: Made } | undefined;
    for (let look = 1; look <= 6; look += 1) {
      const { outcome, order, plan } = await compare(shipment, made !== undefined, signal);
      if (outcome) return outcome;
      const ids = plan.there.map(({ id }) => id);
      const unsent = plan.there.filter(({ isSent }) => !isSent).map(({ id }) => id);
      const step = plan.step === 'make' ? 'make' : plan.surplus.length > 0 ? 'cancel' : unsent.length > 0 ? 'send' : 'none';
      if (step === 'none') return { key, outcome: 'applied', shopId: ids.join(','), already: made === undefined || !ids.includes(made) };
      if (refused?.step === step) return readRefusal(shipment, order, refused.answer, names);
      let answer: Made;
      if (plan.step === 'make') {
        answer = await make(shipment, plan.contents, signal);
        made = answer.id ?? made;
      } else if (step === 'cancel') {
        answer = await move(
          'Cancelled',
          plan.surplus.map(({ id }) => id),
          signal,
        );
      } else {
        answer = await move('Shipped', unsent, signal);
      }
      refused = answer.errorCode ? { step, answer } : undefined;
    }
    return { key, outcome: 'later', reason: `order ${tid} keeps changing in Vendure while it is shipped` };
  }

  return {
    ship,
    /** The outcome that {@link ship} would have without asking Vendure for anything new; undefined where it would ask. */
    async refusal(shipment: ShipmentToApply, signal: AbortSignal): Promise<ShipmentOutcome | undefined> {
      return (await compare(shipment, false, signal)).outcome;
    },
  };
}

function findOrders({ tid, oid }: VendureNames): string {
  const filter = tid.replace('customFields.', '');
  const fields = oid.names.filter((name) => name.startsWith('line.customFields.')).map((name) => name.slice('line.customFields.'.length));
  const customFields = fields.length === 0 ? '' : `customFields { ${fields.join(' ')} }`;
  return `query FindOrder($tid: String!) {
    orders(options: { filter: { ${filter}: { eq: $tid } }, take: 10 }) { items {
      id code state
      lines { id quantity productVariant { sku } ${customFields} }
      fulfillments { id state trackingCode lines { orderLineId quantity } }
    } }
  }`;
}

function readRefusal(
  { key, tid }: ShipmentToApply,
  { state }: { state: string },
  { errorCode, message, transitionError }: Made,
  names: VendureNames,
): ShipmentOutcome {
  if (errorCode === 'INVALID_FULFILLMENT_HANDLER_ERROR') {
    throw new ShopDownError(`Vendure has no fulfillment handler ${names.handler}: name one of its own in fulfillmentHandler`, {
      isFinal: true,
    });
  }
  const reason = `order ${tid} (${state}): Vendure says ${errorCode}: ${message}${transitionError ? ` (${transitionError})` : ''}`;
  return { key, outcome: errorCode === 'INSUFFICIENT_STOCK_ON_HAND_ERROR' ? 'later' : 'failed', reason };
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
