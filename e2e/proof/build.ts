/** The sources a rig starts its servers from: the clone's own, or a copy that a patch of `e2e/mutants` has broken. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Sources that can be run: `node --conditions=source <root>/…`. */
export interface Build {
  root: string;
  /** The patch that broke it; undefined for the clone's own sources. */
  broken?: string;
  /** Removes the copy. */
  remove(): void;
}

/** The clone as it stands. */
export const ownBuild: Build = { root, remove() {} };

/** Where a patch lies. */
export function patchOf(name: string): string {
  return join(root, 'e2e', 'mutants', `${name}.patch`);
}

/**
 * Copies the packages and applies a patch to the copy; what is installed is linked, not copied.
 *
 * @throws Error when the patch does not apply: it has rotted
 */
export function brokenBuild(name: string): Build {
  const copy = mkdtempSync(join(tmpdir(), `tongbu-${name}-`));
  const build: Build = { root: copy, broken: name, remove: () => rmSync(copy, { recursive: true, force: true }) };
  try {
    const listed = execFileSync(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'packages', 'e2e', 'test', '*.json', '*.ts'],
      { cwd: root },
    );
    // A file that is gone but not yet committed is still listed.
    const files = listed
      .toString()
      .split('\0')
      .filter((file) => file !== '' && existsSync(join(root, file)));
    execFileSync('cp', ['--parents', '-t', copy, ...files], { cwd: root });
    linkModules(copy);
    execFileSync('git', ['apply', '--whitespace=nowarn', patchOf(name)], { cwd: copy, stdio: ['ignore', 'ignore', 'pipe'] });
    return build;
  } catch (error) {
    build.remove();
    throw error;
  }
}

/** Our packages stand in node_modules as relative links, which in the copy lead to the copy; the rest is linked to what is installed. */
function linkModules(copy: string): void {
  const installed = join(root, 'node_modules');
  for (const name of readdirSync(installed)) {
    if (name === 'tongbu' || name === '@tongbu') continue;
    const link = join(copy, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(installed, name), link);
  }
  mkdirSync(join(copy, 'node_modules', '@tongbu'));
  for (const name of readdirSync(join(installed, '@tongbu'))) {
    symlinkSync(join('..', '..', 'packages', name), join(copy, 'node_modules', '@tongbu', name));
  }
}
