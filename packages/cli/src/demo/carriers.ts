/** Who carries the made-up seller's parcels, and under which numbers. */

/** A carrier as the seller has entered it in the ERP. */
export interface DemoCarrier {
  /** The seller's own code, `logistics_code`. */
  code: string;
  name: string;
  /** The vendor's number for it, `logistics_type`. */
  type: number;
  /** How its tracking numbers begin; ten digits follow. */
  prefix: string;
}

/** The carriers the seller ships with, the most used first. */
export const demoCarriers: readonly [DemoCarrier, ...DemoCarrier[]] = [
  { code: 'ZTO-XS', name: '中通快递', type: 5, prefix: '7878' },
  { code: 'YTO-XS', name: '圆通速递', type: 4, prefix: 'YT761' },
  { code: 'YD-BY', name: '韵达快递', type: 9, prefix: '43461' },
  { code: 'STO-SL', name: '申通快递', type: 6, prefix: '77302' },
  { code: 'SF-VIP', name: '顺丰速运', type: 8, prefix: 'SF314' },
  { code: 'DB-DJ', name: '德邦物流', type: 22, prefix: 'DPK36' },
];

/**
 * A made-up tracking number that looks like the carrier's.
 *
 * @param n whole number from 0; different ones give different tracking numbers
 */
export function trackingNumber({ prefix }: DemoCarrier, n: number): string {
  // The factor ends in 7, so it is prime to 10 and no two of ten thousand million numbers fall together.
  const digits = (BigInt(n) * 7_368_787_017n + 2_611_100_457n) % 10n ** 10n;
  return prefix + digits.toString().padStart(10, '0');
}
