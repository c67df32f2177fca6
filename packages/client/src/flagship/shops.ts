import type { Client } from '../client.ts';
import { CallError } from '../error.ts';
import type { CallOptions } from '../options.ts';

/**
 * The ids of shops by their numbers; each is asked for once.
 *
 * The gives a function that throws CallError, `refused` for a shop that the key may not see.
 */
export function shopsOf(call: Client<'flagship'>['call']): (shopNo: string, options: CallOptions) => Promise<number> {
  const known = new Map<string, number>();
  return async (shopNo, options) => {
    const id = known.get(shopNo) ?? (await ask(call, shopNo, options));
    known.set(shopNo, id);
    return id;
  };
}

async function ask(call: Client<'flagship'>['call'], shopNo: string, options: CallOptions): Promise<number> {
  const method = 'setting.Shop.queryShop';
  const { data } = await call(method, { params: { shop_no: shopNo } }, { ...options, page: { size: 100 } });
  const found = data.details.find(({ shop_no }) => shop_no === shopNo);
  if (found) return found.shop_id;
  throw new CallError('refused', method, `shop "${shopNo}" does not exist, or this key may not see it`, false);
}
