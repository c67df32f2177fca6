/** The console's page on the audit calls every action by a name of its own, in both languages; a route that is added without one fails. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OF_COMMANDS } from '../packages/engine/src/people/by-command.ts';
import { takesKey } from '../packages/server/src/manage/route.ts';
import { routes } from '../packages/server/src/manage/routes/index.ts';

test('every write that the audit tells of has its name in the console, and no name is left over', () => {
  const source = readFileSync(new URL('../packages/console/src/pages/audit/actions.ts', import.meta.url), 'utf8');
  const named = [...source.matchAll(/^ {2}(\w+): \{ en: '.+', zh: '.*[\u4e00-\u9fff].*' \},$/gm)].map(([, name]) => name as string);
  const told = routes.filter((route) => takesKey(route) && !route.unaudited && route.audit?.toString() !== '() => null');
  const ofPeople = ['signIn', 'signInFailed', 'setUp', 'passwordByLink', 'passwordChanged'];
  expect(named.sort()).toEqual([...told.map(({ name }) => name), ...ofPeople, ...OF_COMMANDS].sort());
});
