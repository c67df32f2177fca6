import { join } from 'node:path';
import { Image, missingForImages } from '../image.ts';
import type { Rig } from '../rig.ts';
import { type Place, rounds } from '../rounds.ts';
import type { Station } from '../station.ts';

/** Size of an image: holds the journal of some thousand rounds. */
const MEGABYTES = 256;

/**
 * Linux may answer a sync that is under way with success while the file system is being cut off, which no machine without
 * power could: so what was answered before the cut began was promised, and nothing else.
 */
export default {
  name: 'power',
  about: 'an ext4 cut off from its disk under acknowledgements loses none that was answered before (B1, B6)',
  count: 200,
  portion: 20,
  short: 6,
  finds: { 'synchronous-normal': 3 },
  missing: missingForImages,
  run: (run) => rounds(run, 'cuts', (n) => placeOn(new Image(join(run.folder, `image-${n}`)))),
} satisfies Rig;

function placeOn(image: Image): Place {
  return {
    folder: join(image.folder, 'data'),
    prepare: () => image.make(MEGABYTES),
    clear: () => image.remove(),
    round: (station) => cutUnder(station, image),
  };
}

async function cutUnder(station: Station, image: Image): Promise<number> {
  const cutter = await image.readyToCut();
  try {
    return await station.round(async ({ child }) => {
      const before = await cutter.cut();
      child.kill('SIGKILL');
      return before;
    });
  } finally {
    await cutter.leave();
    await image.unmount();
    await image.mount();
  }
}
