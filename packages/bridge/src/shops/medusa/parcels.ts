import type { ShipmentOutcome, ShipmentToApply } from '../../shop.ts';
import type { NamePattern } from '../name-pattern.ts';
import { type Content, planParcel, type ShopOrder, type ShopParcel } from '../plan-parcel.ts';
import { type AskMedusa, MedusaRefusal } from './api.ts';

/** How Medusa's orders are found and its lines are named. */
export interface MedusaNames {
  /** What holds the order number. */
  tid: 'id' | 'display_id' | 'custom_display_id';
  /** What a line is called in the ERP. */
  oid: NamePattern;
}

interface Order {
  id: string;
  display_id: number | null;
  custom_display_id: string | null;
  status: string;
  items: Line[];
  fulfillments: Fulfillment[] | null;
}

interface Line {
  id: string;
  quantity: number;
  variant_sku: string | null;
  requires_shipping: boolean;
  metadata: Record<string, unknown> | null;
  /** More than one, or more than one piece of one, where the variant is a kit. */
  variant: { inventory_items: { inventory_item_id: string; required_quantity: number }[] | null } | null;
}

interface Fulfillment {
  id: string;
  shipped_at: string | null;
  canceled_at: string | null;
  metadata: Record<string, unknown> | null;
  labels: { tracking_number: string }[] | null;
  items: { line_item_id: string | null; inventory_item_id: string | null; quantity: number }[];
}

/** What a fulfillment of ours carries in its metadata: it has no label before it is shipped. */
const NUMBER = 'tongbu_tracking_number';

const FIELDS = [
  ...['id', 'display_id', 'custom_display_id', 'status', '*items', 'items.variant.inventory_items.*'],
  ...['*fulfillments', '*fulfillments.items', '*fulfillments.labels'],
].join(',');

/** Reads orders by number, and tells Medusa of parcels. */
export function medusaParcels(ask: AskMedusa, names: MedusaNames, locationOf: (signal: AbortSignal) => Promise<string>) {
  /** `display_id` cannot be asked for exactly: Medusa searches, in more than that, and what is not meant is left out here. */
  async function findOrder(tid: string, signal: AbortSignal): Promise<Order | { hits: number }> {
    const hits: Order[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const query: [string, string][] = [names.tid === 'id' ? ['id', tid] : ['q', tid], ['fields', FIELDS]];
      query.push(['limit', String(PAGE)], ['offset', String(offset)]);
      const { orders, count } = await ask<{ orders: Order[]; count: number }>({ path: 'orders', query }, signal);
      hits.push(...orders.filter((order) => String(order[names.tid]) === tid));
      if (orders.length === 0 || offset + PAGE >= count || (hits.length > 0 && names.tid !== 'custom_display_id')) break;
    }
    return hits.length === 1 ? (hits[0] as Order) : { hits: hits.length };
  }

  function asShopOrder(order: Order): ShopOrder {
    // After two requests at the same moment Medusa itself lists a line twice.
    const items = [...new Map(order.items.map((line) => [line.id, line])).values()];
    return {
      lines: items.map(({ id, quantity, variant_sku: sku, metadata }) => {
        const values: Record<string, unknown> = {
          'line.id': id,
          'line.sku': sku,
          'order.id': order.id,
          'order.display_id': order.display_id,
        };
        for (const [name, value] of Object.entries(metadata ?? {})) values[`line.metadata.${name}`] = value;
        return { id, sku: sku ?? '', pieces: quantity, oid: names.oid.fill((name) => asText(values[name])) };
      }),
      parcels: (order.fulfillments ?? [])
        .filter(({ canceled_at: canceled }) => canceled === null)
        .map((fulfillment) => ({
          id: fulfillment.id,
          trackingNumber: numberOf(fulfillment),
          isSent: fulfillment.shipped_at !== null,
          contents: items.flatMap((line) => contentOf(line, fulfillment)),
        })),
    };
  }

  /** A parcel of goods that are sent and of such as are not is two fulfillments to Medusa. */
  async function make(
    order: Order,
    { key, carrier, trackingNumber }: ShipmentToApply,
    contents: Content[],
    signal: AbortSignal,
  ): Promise<void> {
    const isSent = ({ line }: Content) => order.items.find(({ id }) => id === line)?.requires_shipping ?? true;
    const location_id = await locationOf(signal);
    const metadata = { [NUMBER]: trackingNumber, tongbu_carrier: carrier.name || carrier.code, tongbu_shipment: key };
    for (const some of [contents.filter(isSent), contents.filter((content) => !isSent(content))]) {
      if (some.length === 0) continue;
      const body = { items: some.map(({ line, pieces }) => ({ id: line, quantity: pieces })), location_id, metadata };
      await ask({ path: `orders/${encodeURIComponent(order.id)}/fulfillments`, body }, signal);
    }
  }

  async function send(order: Order, parcel: ShopParcel, { carrier, trackingNumber }: ShipmentToApply, signal: AbortSignal): Promise<void> {
    const label = { tracking_number: trackingNumber, tracking_url: carrier.trackingUrl ?? '', label_url: '' };
    const body = { items: parcel.contents.map(({ line, pieces }) => ({ id: line, quantity: pieces })), labels: [label] };
    await ask({ path: `${fulfillmentPath(order, parcel)}/shipments`, body }, signal);
  }

  /**
   * What stands between the order as Medusa has it and the shipment.
   *
   * @returns the plan beside the order, or the outcome where there is nothing to plan
   */
  async function compare(shipment: ShipmentToApply, madeIt: boolean, signal: AbortSignal) {
    const { key, tid } = shipment;
    const order = await findOrder(tid, signal);
    if ('hits' in order) {
      const reason =
        order.hits === 0
          ? `Medusa has no order whose ${names.tid} is ${tid}`
          : `Medusa has ${order.hits} orders whose ${names.tid} is ${tid}: let tid be id`;
      return { outcome: { key, outcome: 'unknown', what: 'order', subject: tid, reason } as const };
    }
    if (order.status === 'canceled')
      return { outcome: { key, outcome: 'failed', reason: `order ${tid} was cancelled in Medusa` } as const };
    if (order.status === 'draft' || order.status === 'requires_action') {
      return {
        outcome: { key, outcome: 'later', reason: `order ${tid} is ${order.status} in Medusa; it is shipped once it is placed` } as const,
      };
    }
    const plan = planParcel(shipment, asShopOrder(order), madeIt);
    return plan.step === 'refuse' ? { outcome: { key, ...plan.refusal } } : { order, plan };
  }

  /**
   * Makes the fulfillment that is missing, marks it as shipped with its number, and looks again until the order itself shows it so. What Medusa
   * refuses is compared once more before it counts: another bridge may have done the same a moment ago. Where both were let, one is cancelled.
   */
  async function ship(shipment: ShipmentToApply, signal: AbortSignal): Promise<ShipmentOutcome> {
    const { key, tid } = shipment;
    let madeIt = false;
    let refused: { step: string; cause: MedusaRefusal } | undefined;
    for (let look = 1; look <= 6; look += 1) {
      const { outcome, order, plan } = await compare(shipment, madeIt, signal);
      if (outcome) return outcome;
      const ids = plan.there.map(({ id }) => id);
      const unsent = plan.there.filter(({ isSent }) => !isSent);
      const step = plan.step === 'make' ? 'make' : plan.surplus.length > 0 ? 'cancel' : unsent.length > 0 ? 'send' : 'none';
      if (step === 'none') return { key, outcome: 'applied', shopId: ids.join(','), already: !madeIt };
      if (refused?.step === step)
        return { key, outcome: refused.cause.status < 500 ? 'failed' : 'later', reason: `order ${tid}: ${refused.cause.message}` };
      refused = undefined;
      try {
        if (plan.step === 'make') {
          await make(order, shipment, plan.contents, signal);
          madeIt = true;
        } else if (step === 'cancel') {
          for (const parcel of plan.surplus) await ask({ path: `${fulfillmentPath(order, parcel)}/cancel`, body: {} }, signal);
        } else {
          for (const parcel of unsent) await send(order, parcel, shipment, signal);
        }
      } catch (cause) {
        if (!(cause instanceof MedusaRefusal)) throw cause;
        refused = { step, cause };
      }
    }
    return { key, outcome: 'later', reason: `order ${tid} keeps changing in Medusa while it is shipped` };
  }

  return {
    ship,
    /** The outcome that {@link ship} would have without asking Medusa for anything new; undefined where it would ask. */
    async refusal(shipment: ShipmentToApply, signal: AbortSignal): Promise<ShipmentOutcome | undefined> {
      return (await compare(shipment, false, signal)).outcome;
    },
  };
}

const PAGE = 50;

const fulfillmentPath = (order: Order, { id }: ShopParcel) =>
  `orders/${encodeURIComponent(order.id)}/fulfillments/${encodeURIComponent(id)}`;

function numberOf({ labels, metadata }: Fulfillment): string {
  return (labels ?? []).find(({ tracking_number: number }) => number)?.tracking_number ?? asText(metadata?.[NUMBER]) ?? '';
}

/** Pieces of the line in a fulfillment. Of a kit it lists the parts, each as often as the kit needs it. */
function contentOf({ id, variant }: Line, { items }: Fulfillment): Content[] {
  const [part] = items.filter(({ line_item_id: line }) => line === id);
  if (!part) return [];
  const need = variant?.inventory_items?.find((item) => item.inventory_item_id === part.inventory_item_id)?.required_quantity ?? 1;
  return [{ line: id, pieces: part.quantity / need }];
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
