/** `npm run audit`: known weaknesses of what Tongbu is run with. Ends with 1 for one that is high or critical, with 0 where nobody can be asked. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { verdictOf } from './audit-verdict.ts';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const { state, lines } = verdictOf(stdout ?? '');
const words = {
  sound: 'no known weakness that is high or critical',
  unsound: 'known weaknesses',
  unknown: 'the registry answers no audits',
};
console.log(`audit: ${words[state]}`);
for (const line of lines) console.log(`  ${line}`);
process.exit(state === 'unsound' ? 1 : 0);
