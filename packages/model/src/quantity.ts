/**
 * An exact quantity: Decimal(19,4) as canonical text, such as `'12'`, `'0.5'` or `'-3.25'`.
 *
 * No exponent, no leading zero, no trailing zero after the point, never `-0`. Text survives every hop digit for digit;
 * sums are made on {@link toScaled} integers, which cannot lose anything.
 */
export type Quantity = string;

/** How many units of the scaled integer make one piece: four decimal places. */
export const SCALE = 10_000n;

/** The largest scaled value a Decimal(19,4) holds: fifteen digits before the point, four after it. */
const LARGEST = 10n ** 19n - 1n;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * The quantity as an integer of ten-thousandths, for exact arithmetic.
 *
 * @param text a canonical {@link Quantity}
 */
export function toScaled(text: Quantity): bigint {
  const point = text.indexOf('.');
  if (point < 0) return BigInt(text) * SCALE;
  const digits = text.slice(0, point) + text.slice(point + 1).padEnd(4, '0');
  return BigInt(digits);
}

/** The canonical text of a scaled integer. */
export function fromScaled(scaled: bigint): Quantity {
  const magnitude = scaled < 0n ? -scaled : scaled;
  const whole = (magnitude / SCALE).toString();
  const rest = magnitude % SCALE;
  const fraction = rest === 0n ? '' : `.${rest.toString().padStart(4, '0').replace(/0+$/, '')}`;
  return `${scaled < 0n ? '-' : ''}${whole}${fraction}`;
}

/**
 * Reads a decimal number as people and programs write it: `12`, `+12`, `12.`, `.5`, `12.5000`, `1.2e1`.
 *
 * @returns the canonical text, or undefined when the text is no number or does not fit Decimal(19,4) exactly
 */
export function readQuantity(text: string): Quantity | undefined {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return text;
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  if (whole.length + fraction.length > 400) return undefined;
  const scaled = shift(BigInt(whole + fraction), 4 - fraction.length + Number(exponent));
  if (scaled === undefined || scaled > LARGEST) return undefined;
  return fromScaled(sign === '-' ? -scaled : scaled);
}

/** `digits × 10^places` when that is an integer, else undefined. */
function shift(digits: bigint, places: number): bigint | undefined {
  if (digits === 0n) return 0n;
  if (places >= 0) return digits * 10n ** BigInt(places);
  const divisor = 10n ** BigInt(-places);
  return digits % divisor === 0n ? digits / divisor : undefined;
}
