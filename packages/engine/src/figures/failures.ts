import type { Context } from '../context.ts';
import { type FoundListing, listingWalks } from '../pool/listing-search.ts';
import { type FoundShipment, shipmentWalks } from '../pool/shipment-search.ts';
import { readPage, type Walk } from '../pool/walk.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { addFailures, type FailureExample, type FailureGroup } from './failure-groups.ts';
import { kindOfReason, normalReason } from './reason.ts';

/** Rows that are looked at in one call. */
const ROWS = 1000;
const LONGEST_MESSAGE = 200;

/** What fails: the lists of both pools find the same records by these, and by a group's kind and reason those of the group alone. */
const FAILING = {
  listings: { state: 'failed', shopNo: null, search: null },
  shipments: { state: 'failing', shopNo: null, tid: null, trackingNumber: null },
} as const;

/**
 * The failures of a seller that stand, by reason: listings whose newest change failed, shipments that were given up, and those that wait
 * after the shop asked to be told again. At most 1,000 records a call: whoever wants all goes on and puts the groups together with
 * `addFailures`.
 *
 * @param input.cursor what the call before gave; null for the first
 */
export async function groupFailures(
  { database }: Context,
  { seller, cursor }: { seller: string; cursor: string | null },
): Promise<{ groups: FailureGroup[]; next: string | null }> {
  return database.read(async (session) => {
    await requireSeller(session, seller);
    const walks: Walk<FoundShipment | FoundListing>[] = [
      ...(await shipmentWalks(session, seller, FAILING.shipments, NEVER_ASKED)),
      ...(await listingWalks(session, seller, FAILING.listings, NEVER_ASKED)),
    ];
    const { rows, next } = await readPage(session, walks, { cursor, limit: ROWS });
    const groups = new Map<string, FailureGroup>();
    for (const row of rows) addFailures(groups, ['shipment_id' in row ? ofShipment(row) : ofListing(row)]);
    return { groups: [...groups.values()], next };
  });
}

/** Whether something fails does not depend on the time. */
const NEVER_ASKED = 0;

function ofShipment({ shipment_id: id, shop_no, state, ...row }: FoundShipment): FailureGroup {
  const at = state === 'failed' ? (row.settled_at ?? row.created_at) : row.failure_signed_at;
  return groupOf('shipment', row.message, { id, shopNo: shop_no, at, knownBy: { tid: row.tid, trackingNumber: row.tracking_number } });
}

function ofListing({ listing_id: id, shop_no, ...row }: FoundListing): FailureGroup {
  const code = row.spec_no || row.goods_no || [row.goods_id, row.spec_id].filter(Boolean).join(' / ');
  return groupOf('stock', row.reason, { id, shopNo: shop_no, at: row.failure_signed_at, knownBy: { code, goodsName: row.goods_name } });
}

function groupOf(pool: FailureGroup['pool'], message: string, example: Omit<FailureExample, 'message'>): FailureGroup {
  return {
    pool,
    kind: kindOfReason(message, pool),
    reason: normalReason(message),
    count: 1,
    shops: { [example.shopNo]: 1 },
    lastAt: example.at,
    examples: [{ ...example, message: message.slice(0, LONGEST_MESSAGE).toWellFormed() }],
  };
}
