import type { flagship } from '@tongbu/protocol';
import type { Call } from '../call.ts';

/** The rows that the page of a paged call asks for, and whether it wants all of them counted. */
export function sliceOf(page: Call['page']): { offset: number; limit: number; total: boolean } {
  const { size, page: number, total } = page as flagship.Page;
  return { offset: number * size, limit: size, total };
}
