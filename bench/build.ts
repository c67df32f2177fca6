import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Compiles what the server runs from: the benchmark measures what is installed, not the sources. @throws Error when it does not compile */
export function build(): void {
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  execFileSync(process.execPath, [tsc, '-b'], { cwd: new URL('..', import.meta.url), stdio: ['ignore', 'inherit', 'inherit'] });
}
