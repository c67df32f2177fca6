import { statfsSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';

const TMPFS = 0x01021994;

/** One line on where this ran, for a reader who compares two runs. */
export function machine(): string {
  const [cpu] = cpus();
  const sqlite = process.versions['sqlite'];
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const disk = statfsSync(tmpdir()).type === TMPFS ? `${tmpdir()} is in memory, so a sync costs nothing: set TMPDIR` : tmpdir();
  return `Node ${process.versions.node}, SQLite ${sqlite}, ${process.platform}, ${cpus().length} × ${cpu?.model.trim()}, ${memory}, data in ${disk}`;
}
