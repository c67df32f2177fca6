/** What reaches whoever runs Tongbu, by the lock file. */
import { readFileSync } from 'node:fs';

/** A package as the lock file has it. */
export interface Locked {
  version?: string;
  license?: string;
  dev?: true;
  link?: true;
  dependencies?: Record<string, string>;
}

/** The lock file's packages, by their paths. */
export function lockedPackages(root: string): Record<string, Locked> {
  return (JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as { packages: Record<string, Locked> }).packages;
}

/** Paths of what is installed to run it; ours, which are links, left out. */
export function installedToRun(locked: Record<string, Locked>): string[] {
  return Object.entries(locked).flatMap(([path, { dev, link }]) => (path.startsWith('node_modules/') && !dev && !link ? [path] : []));
}

/** What builds the console, and is not in its page. */
const TOOLS = /^@types\/|^vite$|^@vitejs\/|^@tongbu\//;

/** Paths of what is bundled into the console's page: all that its dependencies need. */
export function bundledIntoPage(root: string, locked: Record<string, Locked>): string[] {
  const { devDependencies } = JSON.parse(readFileSync(`${root}packages/console/package.json`, 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const needed = new Set<string>();
  const need = (name: string, from: string) => {
    const path = [`${from}/node_modules/${name}`, `node_modules/${name}`].find((each) => locked[each]);
    if (!path || needed.has(path)) return;
    needed.add(path);
    for (const each of Object.keys(locked[path]?.dependencies ?? {})) need(each, path);
  };
  for (const name of Object.keys(devDependencies)) if (!TOOLS.test(name)) need(name, 'packages/console');
  return [...needed];
}
