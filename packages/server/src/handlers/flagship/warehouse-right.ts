import type { Caller } from '@tongbu/engine';
import { flagship } from '@tongbu/protocol';

/**
 * Why a warehouse that a request names is not there. A key that is bound to some warehouses is told of a right it lacks, whether
 * the warehouse exists or not: what it may not see looks like what nobody has (promise B7).
 */
export function unknownWarehouse({ warehouseKey = null }: Caller, warehouseNo: string): flagship.FlagshipRefusal {
  return warehouseKey === null ? flagship.refuse.unknownWarehouse(warehouseNo) : flagship.refuse.warehouseRight();
}
