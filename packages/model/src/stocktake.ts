import type { Quantity } from './quantity.ts';

/** One line of a stocktake (盘点): what was counted of an item, replacing what stands in the books. */
export interface CountedLine {
  /** The item's merchant code. */
  specNo: string;
  /** Never negative. */
  counted: Quantity;
  /** True for stock that cannot be sold. */
  defective: boolean;
  remark: string;
  /** Why the line cannot be read, when it cannot; it is skipped and journalled. */
  refused?: string;
}
