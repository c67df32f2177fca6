import { z } from 'zod';

/** `{line.id}` */
const PLACE = /\{([^{}]*)\}/g;

/** Names something of the shop, such as a sub-order, from what the shop tells of it. */
export interface NamePattern {
  /** The names it uses, in order: `line.id`, `line.customFields.oid`. */
  names: string[];
  /** Fills it in. A value that is missing or empty leaves nothing to compare with: undefined. */
  fill(values: (name: string) => string | undefined): string | undefined;
}

/**
 * Reads a pattern such as `{order.code}-{line.sku}`. A name is found by filling the pattern for everything it could mean and comparing,
 * never by taking the name apart: so a separator inside a SKU does no harm.
 *
 * @param known what may stand between braces
 * @throws RangeError when it has no braces, or something else between them
 */
export function namePattern(text: string, known: RegExp): NamePattern {
  const names = [...text.matchAll(PLACE)].map(([, name]) => name as string);
  if (names.length === 0) throw new RangeError(`"${text}" names nothing: write a field in braces, as in {line.id}`);
  const stranger = names.find((name) => !known.test(name));
  if (stranger !== undefined) throw new RangeError(`"${text}": there is no {${stranger}}`);
  return {
    names,
    fill(values) {
      const filled = names.map((name) => values(name) ?? '');
      if (filled.includes('')) return undefined;
      let next = 0;
      return text.replace(PLACE, () => filled[next++] as string);
    },
  };
}

/** The setting of such a pattern, `{line.id}` where nothing is given: wrong ones are refused when the configuration is read. */
export const namePatternSetting = (known: RegExp) =>
  z
    .string()
    .default('{line.id}')
    .superRefine((text, context) => {
      try {
        namePattern(text, known);
      } catch (cause) {
        context.addIssue({ code: 'custom', message: (cause as Error).message });
      }
    });
