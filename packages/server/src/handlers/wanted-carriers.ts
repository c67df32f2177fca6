import type { CarrierEntry } from '@tongbu/model';

/** What is wanted of carriers; an empty text is any. */
export interface WantedCarriers {
  code: string;
  name: string;
  /** Whether those out of use are wanted as well. */
  disabled: boolean;
}

/** Those of a seller's carriers that are wanted; a seller has a few dozen of them. */
export function carriersLike(carriers: CarrierEntry[], { code, name, disabled }: WantedCarriers): CarrierEntry[] {
  return carriers.filter(
    (carrier) => (disabled || !carrier.disabled) && (code === '' || carrier.code === code) && (name === '' || carrier.name === name),
  );
}
