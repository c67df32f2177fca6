/**
 * Does something with every element, in order of the records they name, so that two batches never wait for each other in
 * opposite order; elements that name the same record keep their order. Results come in the order of the elements.
 */
export async function inOrderOf<T, R>(elements: T[], record: (element: T) => number | null, act: (element: T) => Promise<R>): Promise<R[]> {
  const order = elements.map((element, place) => ({ place, record: record(element) ?? 0 }));
  order.sort((a, b) => a.record - b.record || a.place - b.place);
  const results = new Array<R>(elements.length);
  for (const { place } of order) results[place] = await act(elements[place] as T);
  return results;
}
