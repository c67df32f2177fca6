import type { Engine } from '@tongbu/engine';
import { SANDBOX_WAREHOUSE } from './shop-files.ts';

/**
 * Sets how many pieces of an item lie in the warehouse `main`; its listing waits for the shop then.
 *
 * @param movement.stock whole pieces
 * @throws EngineError `input` when there is no such item
 */
export async function moveStock(
  engine: Engine,
  { seller, specNo, stock, now }: { seller: string; specNo: string; stock: number; now: number },
): Promise<void> {
  const level = { spec_no: specNo, warehouse_no: SANDBOX_WAREHOUSE, stock_num: String(stock) };
  await engine.importRows({ seller, kind: 'levels', records: [level], now, partial: false });
}
