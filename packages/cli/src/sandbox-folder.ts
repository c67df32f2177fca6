import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';

/** Where a sandbox lies unless told otherwise. */
export const SANDBOX_FOLDER = './tongbu-sandbox';

/** `--data` of the sandbox's commands. */
export const sandboxFolder = () => new Option('--data <folder>', 'folder the sandbox keeps').default(SANDBOX_FOLDER);

/** Said where no sandbox runs. */
export const NEEDS_SANDBOX = 'this asks one that runs: tongbu sandbox start';

/** A new folder under the operating system's temporary one, and how to be rid of it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tongbu-sandbox-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
