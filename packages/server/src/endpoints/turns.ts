/** How long the loop that serves requests is held at once by one of them. */
const HELD_MS = 20;

/** A pause that lets others have their turn once it has been called for so long; before that it is none. */
export function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < HELD_MS) return;
    await new Promise((next) => setImmediate(next));
    since = performance.now();
  };
}
