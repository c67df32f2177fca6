/** Waits until something holds. @throws Error after twenty seconds */
export async function waitFor(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const limit = performance.now() + 20_000; !(await holds()); ) {
    if (performance.now() > limit) throw new Error('waited in vain');
    await new Promise((next) => setTimeout(next, 10));
  }
}
