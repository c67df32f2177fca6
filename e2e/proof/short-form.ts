import { expect, test } from 'vitest';
import { runInPortions } from './portions.ts';
import type { Rig } from './rig.ts';
import { findBroken } from './run.ts';

/** The broken builds have a command of their own, `npm run test:finds`: with them `npm test` would take over ten minutes. */
const WITH_FINDS = process.env['TONGBU_FINDS'] === '1';

/** The short form of a rig as tests: it holds here, and it finds the builds that were broken for it. */
export function shortForm(
  rig: Rig,
  { finds = Object.keys(rig.finds), timeout = 300_000 }: { finds?: string[]; timeout?: number } = {},
): void {
  const missing = rig.missing();
  if (missing.length > 0) console.warn(`${rig.name}: not run; this machine lacks ${missing.join('; ')}`);
  test.skipIf(missing.length > 0)(`${rig.name} × ${rig.short}: ${rig.about}`, { timeout }, async () => {
    const { figures, violations } = await runInPortions(rig, rig.short);
    console.log(`${rig.name}: ${JSON.stringify(figures)}`);
    expect(violations).toEqual([]);
  });
  if (!WITH_FINDS) return;
  test.skipIf(missing.length > 0).each(finds)(`${rig.name} finds %s`, { timeout }, async (mutant) => {
    expect(await findBroken(rig, mutant)).not.toEqual([]);
  });
}
