import type { ArgumentsOf, enterprise, flagship, Method, ResultOf } from '@tongbu/protocol';
import { callOf } from './call.ts';
import { enterpriseShipments } from './enterprise/shipments.ts';
import { enterpriseStock } from './enterprise/stock.ts';
import { flagshipShipments } from './flagship/shipments.ts';
import { flagshipStock } from './flagship/stock.ts';
import type { CallOptions, ClientOptions, Edition } from './options.ts';
import type { ShipmentPool, StockPool } from './pool.ts';

/** The interfaces of each edition, by the vendor's names (an enterprise name without `.php`). */
export type Interfaces = { flagship: typeof flagship.methods; enterprise: typeof enterprise.methods };

/** The names of an edition's interfaces. */
export type InterfaceName<E extends Edition> = keyof Interfaces[E] & string;

// biome-ignore lint/suspicious/noExplicitAny: stands for every method
type Definition<M> = M extends Method<any, any> ? M : never;

/** What an interface is called with: its arguments (flagship) or form fields (enterprise) by name. */
export type RequestTo<E extends Edition, N extends InterfaceName<E>> = ArgumentsOf<Definition<Interfaces[E][N]>>;

/** What an interface gives: the answer's members beside `status` or `code`; ids and decimals as exact text. */
export type ResultFrom<E extends Edition, N extends InterfaceName<E>> = ResultOf<Definition<Interfaces[E][N]>>;

/** A client of one edition. It keeps nothing open: drop it when it is not needed any more. */
export interface Client<E extends Edition = Edition> {
  readonly edition: E;
  /** Listings whose stock changed: pull, apply, acknowledge. */
  readonly stock: StockPool;
  /** Parcels that left: pull, apply, acknowledge. */
  readonly shipments: ShipmentPool;
  /**
   * Calls an interface by the vendor's name.
   *
   * It is sent once more, after a pause, where a rate limit refused it, and where no answer came or the server was busy and
   * repeating is safe: queries and acknowledgements are repeated, what pushes and overwrites is not.
   *
   * @example
   * ```ts
   * const { data } = await client.call('sales.LogisticsSync.getSyncListExt',
   *   { params: { shop_no: 'web', is_own_platform: true } }, { page: { size: 100 } });
   * ```
   * @throws CallError; TypeError before anything is sent, for what the definition cannot hold
   */
  call<N extends InterfaceName<E>>(name: N, request: RequestTo<E, N>, options?: CallOptions): Promise<ResultFrom<E, N>>;
}

/**
 * Makes a client of either edition, against Tongbu or the vendor's own address.
 *
 * @example
 * ```ts
 * const client = createClient({ edition: 'enterprise', url: 'http://127.0.0.1:8090', seller: 'demo', key: 'demo-app2', secret });
 * ```
 * @throws TypeError for an unknown edition, an address that is none, or a flagship secret without a colon
 */
export function createClient<const E extends Edition>(options: ClientOptions<E>): Client<E> {
  const call = callOf(options);
  const pools =
    options.edition === 'flagship'
      ? { stock: flagshipStock(call as never, options), shipments: flagshipShipments(call as never) }
      : { stock: enterpriseStock(call as never), shipments: enterpriseShipments(call as never) };
  return { edition: options.edition, ...pools, call: call as Client<E>['call'] };
}
