/**
 * `npm run -s sbom > sbom.cdx.json`: what reaches whoever runs Tongbu, installed or bundled into the console's page, as CycloneDX.
 *
 * npm's own `--omit dev` leaves out what a development dependency needs as well (pg, yaml), so everything is asked for and the lock file decides.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundledIntoPage, installedToRun, lockedPackages } from './shipped.ts';

interface Bill {
  components: { 'bom-ref': string; name: string; version: string; properties?: { name: string; value: string }[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const root = fileURLToPath(new URL('../', import.meta.url));
const locked = lockedPackages(root);
const nameOf = (path: string) => `${path.replace(/^.*node_modules\//, '')}@${locked[path]?.version}`;
const shipped = new Set([...installedToRun(locked), ...bundledIntoPage(root, locked)].map(nameOf));
const options = { cwd: root, encoding: 'utf8' as const, maxBuffer: 1 << 26, shell: process.platform === 'win32' };
const bill = JSON.parse(execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], options)) as Bill;

bill.components = bill.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
for (const component of bill.components) {
  // What is bundled is in what is shipped, whatever npm calls it.
  component.properties = component.properties?.filter(({ name }) => name !== 'cdx:npm:package:development') ?? [];
}
const kept = new Set(bill.components.map((component) => component['bom-ref']));
bill.dependencies = bill.dependencies.flatMap(({ ref, dependsOn }) =>
  kept.has(ref) ? [{ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }] : [],
);
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
