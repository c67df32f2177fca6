import type { StockOutcome, StockToApply } from '../../shop.ts';
import type { AskVendure } from './api.ts';

/** A product variant and what it has, in each stock location. */
export interface Variant {
  id: string;
  sku: string;
  stockLevels: { stockLocationId: string; stockOnHand: number; stockAllocated: number }[];
}

const VARIANT = 'id sku stockLevels { stockLocationId stockOnHand stockAllocated }';

const FIND = `query FindVariants($skus: [String!], $skip: Int!, $take: Int!) {
  productVariants(options: { filter: { sku: { in: $skus } }, skip: $skip, take: $take }) { totalItems items { ${VARIANT} } }
}`;

const SET = `mutation SetStock($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { ${VARIANT} } }`;

/** Vendure's own limit of a list is 1,000 and can be set lower. */
const PAGE = 100;

/** How often a quantity is calculated again because orders moved what it was calculated from. */
const ATTEMPTS = 5;

/** The variants that have these SKUs, exactly: none, one, or several for each. */
export async function findVariants(ask: AskVendure, skus: string[], signal: AbortSignal): Promise<Map<string, Variant[]>> {
  const found = new Map(skus.map((sku) => [sku, [] as Variant[]]));
  for (let skip = 0; ; skip += PAGE) {
    const { productVariants } = await ask<{ productVariants: { items: Variant[]; totalItems: number } }>(
      FIND,
      { skus: [...found.keys()], skip, take: PAGE },
      signal,
    );
    // A database that ignores case finds `ab-1` for `AB-1`: to a seller they are two.
    for (const variant of productVariants.items) found.get(variant.sku)?.push(variant);
    if (productVariants.items.length === 0 || skip + PAGE >= productVariants.totalItems) return found;
  }
}

/** How a quantity becomes stock on hand. */
export interface StockPolicy {
  stockLocationId: string;
  /** Whether what open orders have allocated is added: the customer then sees exactly the quantity. */
  addsAllocated: boolean;
}

/**
 * Sets what variants have on hand, all in one call; each may be named once.
 *
 * Orders allocate stock at any moment: what Vendure answers is compared with what the sum was made from, and the sum made again when
 * they differ. So `applied` means that Vendure itself showed the quantity.
 */
export async function setStock(
  ask: AskVendure,
  wanted: { change: StockToApply; variant: Variant }[],
  policy: StockPolicy,
  signal: AbortSignal,
): Promise<StockOutcome[]> {
  const levelOf = ({ stockLevels }: Variant) => stockLevels.find((level) => level.stockLocationId === policy.stockLocationId);
  const addition = (variant: Variant) => (policy.addsAllocated ? (levelOf(variant)?.stockAllocated ?? 0) : 0);
  const outcomes: StockOutcome[] = [];
  let left = wanted;
  for (let attempt = 1; attempt <= ATTEMPTS && left.length > 0; attempt += 1) {
    const input = left.map(({ change, variant }) => ({
      id: variant.id,
      stockLevels: [{ stockLocationId: policy.stockLocationId, stockOnHand: Number(change.quantity) + addition(variant) }],
    }));
    const { updateProductVariants: answer } = await ask<{ updateProductVariants: (Variant | null)[] }>(SET, { input }, signal);
    const now = new Map(answer.flatMap((variant) => (variant ? [[variant.id, variant]] : [])));
    left = left.flatMap(({ change, variant: before }) => {
      const variant = now.get(before.id);
      const onHand = variant && levelOf(variant)?.stockOnHand;
      if (!variant || onHand === undefined || String(onHand - addition(variant)) !== change.quantity) {
        return [{ change, variant: variant ?? before }];
      }
      outcomes.push({ key: change.key, outcome: 'applied', shopId: variant.id, quantity: change.quantity });
      return [];
    });
  }
  const reason = 'Vendure shows another stock than was set; orders may be moving it faster than it can be set';
  return [...outcomes, ...left.map(({ change: { key, sku } }) => ({ key, outcome: 'later' as const, reason: `${sku}: ${reason}` }))];
}
