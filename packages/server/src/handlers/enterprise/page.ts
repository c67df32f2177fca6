/** The rows that a page asks for; the total is told on the first one only. */
export function sliceOf(page: number, size: number): { offset: number; limit: number; total: boolean } {
  return { offset: page * size, limit: size, total: page === 0 };
}
