import { ShopDownError } from '../shop.ts';

interface Location {
  id: string;
  name: string;
}

/**
 * The place whose stock is set: the one that the setting names, by id or name, or the only one there is. Looked up once; a failed look counts as none.
 *
 * @param shop what refusals call it: `Medusa`
 * @param wanted the setting `stockLocation`
 * @param readAll reads the shop's locations
 * @returns reads its id; rejects with a final {@link ShopDownError} when the setting does not lead to exactly one
 */
export function stockLocation(
  shop: string,
  wanted: string | undefined,
  readAll: (signal: AbortSignal) => Promise<Location[]>,
): (signal: AbortSignal) => Promise<string> {
  let chosen: Promise<string> | undefined;
  return async (signal) => {
    chosen ??= readAll(signal).then((all) => choose(shop, wanted, all));
    try {
      return await chosen;
    } catch (cause) {
      chosen = undefined;
      throw cause;
    }
  };
}

function choose(shop: string, wanted: string | undefined, all: readonly Location[]): string {
  const hits = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  if (hits.length === 1 && hits[0]) return hits[0].id;
  const names = all.map(({ id, name }) => `${id} (${name})`).join(', ');
  const problem =
    wanted === undefined ? `${shop} has ${all.length} stock locations` : `${shop} has ${hits.length} stock locations called ${wanted}`;
  throw new ShopDownError(`${problem}: let stockLocation name one of ${names}`, { isFinal: true });
}
