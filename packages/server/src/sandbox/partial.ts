import { type Element, FieldError, type Method } from '@tongbu/protocol';

/** What is said of an element that a sandbox refuses. */
const FIELD = 'sandbox';

/**
 * Refuses every second element of a batch, from the first on, as if it could not be read; the others stay as they are. A call
 * without a batch stays whole.
 */
export function refuseInPart<R extends object>(method: Method, request: R): R {
  const batches = Object.keys(method.request).filter((name) => method.request[name]?.doc.largest !== undefined);
  const refused = batches.map((name) => [name, (request[name as keyof R] as Element<unknown>[] | undefined)?.map(everySecond)]);
  return { ...request, ...Object.fromEntries(refused) };
}

function everySecond(element: Element<unknown>, place: number): Element<unknown> {
  if (place % 2 === 1 || !element.ok) return element;
  const [id] = Object.values(element.value as Record<string, unknown>);
  return { ok: false, problem: new FieldError('type', FIELD, 'refused on request'), id: id === undefined ? undefined : String(id) };
}
