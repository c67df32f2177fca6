/** What the doctor says of what is kept and of who works with it: database, keys, backups, clocks, clients, pools. */
import type { PendingOfShop, StoreFacts } from '@tongbu/engine';
import { describe, expect, test } from 'vitest';
import { judgeBackups } from '../src/doctor/backups.ts';
import { judgeClients } from '../src/doctor/clients.ts';
import { type ClockFacts, judgeClock } from '../src/doctor/clock.ts';
import { type DatabaseFacts, judgeDatabase } from '../src/doctor/database.ts';
import { type FanOutFacts, judgeFanOuts } from '../src/doctor/fan-outs.ts';
import { judgeKeyFile, type KeyFileFacts } from '../src/doctor/key-file.ts';
import { judgeKeys } from '../src/doctor/keys.ts';
import { judgePending, type ShopFacts } from '../src/doctor/pending.ts';
import { judgeTokens, type TokenFacts } from '../src/doctor/tokens.ts';
import { speak } from '../src/doctor/words.ts';
import { told } from './told.ts';

const say = speak('en', '/d');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MB = 1024 ** 2;

describe('each check tells what it sees', () => {
  const store: StoreFacts = {
    ...{ version: '3.53.4', journalMode: null, synchronous: null, schema: 1, newestSchema: 1 },
    ...{ pages: 100, freePages: 0, pageBytes: 4096 },
  };
  const writer = { journalMode: 'wal', synchronous: '2' };
  const database: DatabaseFacts = {
    ...{
      file: '/d/tongbu.db',
      exists: true,
      header: 'wal',
      bytes: 12 * MB,
      logBytes: 0,
      store,
      writer,
      trouble: null,
      backups: '/d/backups',
      newestBackup: '/d/backups/b.db',
    },
  };
  const RESTORE = 'stop what works on it, and go back to the newest backup: tongbu restore /d/backups/b.db --data /d';
  test.each<[Partial<DatabaseFacts>, string]>([
    [{}, 'ok: wal, FULL; 12 MB, log 0 B'],
    [{ writer: null }, 'ok: wal, FULL is set at every start; 12 MB, log 0 B'],
    [{ store: { ...store, freePages: 40 } }, 'ok: wal, FULL; 12 MB, log 0 B, 40 % spare'],
    [{ exists: false }, 'warning: none yet → begin with: tongbu seller add <name> --data /d'],
    [{ header: 'none', store: null }, `wrong: /d/tongbu.db is no SQLite database → ${RESTORE}`],
    [
      { header: 'none', store: null, newestBackup: null },
      'wrong: /d/tongbu.db is no SQLite database → there is no backup in /d/backups; keep the file as it is and report it',
    ],
    [{ store: null, trouble: 'malformed' }, `wrong: damaged, or may not be read: malformed → ${RESTORE}`],
    [
      { writer: { journalMode: 'wal', synchronous: '1' } },
      'wrong: wal, synchronous 1; 12 MB, log 0 B | synchronous is 1, wanted is FULL: a power cut could lose what was answered → stop the server at once and report it',
    ],
    [
      { writer: null, header: 'rollback' },
      'wrong: delete, FULL is set at every start; 12 MB, log 0 B | journal mode delete, wanted is wal → a start of the server sets it; did another program change the file?',
    ],
    [
      { logBytes: 257 * MB },
      'warning: wal, FULL; 12 MB, log 257 MB | the log is 257 MB: something keeps it from being written back → close programs that read the database, or restart the server',
    ],
  ])('database %o', (facts, line) => expect(told(judgeDatabase({ ...database, ...facts }, say))).toBe(line));

  const keyFile: KeyFileFacts = { file: '/d/tongbu.key', exists: true, mode: 0o600, hasDatabase: true, state: 'fits' };
  const FITS = 'fits; keep a copy of it apart from the backups';
  const PUT_BACK = 'put back the key file that belongs to this database';
  test.each<[Partial<KeyFileFacts>, string]>([
    [{}, `ok: mode 0600, ${FITS}`],
    [{ mode: 0o400 }, `ok: mode 0400, ${FITS}`],
    [{ mode: 0o640 }, `wrong: mode 0640, ${FITS} | mode 0640: other users may read it → chmod 600 /d/tongbu.key`],
    [{ state: 'unused' }, 'ok: mode 0600, has sealed nothing yet'],
    [{ state: null }, 'ok: mode 0600; whether it fits cannot be seen while the database cannot be read'],
    [{ state: 'stranger' }, `wrong: belongs to another database → ${PUT_BACK}`],
    [{ state: 'malformed' }, `wrong: does not hold 64 hexadecimal digits → ${PUT_BACK}`],
    [{ state: 'unreadable' }, 'wrong: may not be read by this user → run the doctor as the user who runs the server'],
    [{ exists: false, state: 'missing' }, `wrong: /d/tongbu.key is missing, and the database holds secrets sealed with it → ${PUT_BACK}`],
    [{ exists: false, hasDatabase: false, state: null }, 'ok: none yet; it is made with the database'],
  ])('key file %o', (facts, line) => expect(told(judgeKeyFile({ ...keyFile, ...facts }, say))).toBe(line));

  const backups = { folder: '/d/backups', newest: { name: 'b.db', at: 0 }, hasDatabase: true };
  test.each([
    [{ ...backups, now: 3 * HOUR }, 'ok: b.db, 3 h old'],
    [{ ...backups, now: 25 * HOUR }, 'warning: b.db, 25 h old → older than a day; let a timer run: tongbu backup --data /d'],
    [{ ...backups, now: 0, newest: null }, 'warning: none in /d/backups → make one: tongbu backup --data /d'],
    [{ ...backups, now: 0, newest: null, hasDatabase: false }, 'ok: nothing to back up yet'],
  ])('backups %o', (facts, line) => expect(told(judgeBackups(facts, say))).toBe(line));

  const clock: ClockFacts = { fileMs: 3, newestRowAt: 1_000, steppedBackMs: 0, against: null, now: 5_000 };
  const CLOCK = "within 2 s of the file system's, newest journal row 4 s ago";
  const SET = 'let a time service keep the clock (timedatectl set-ntp true)';
  test.each<[Partial<ClockFacts>, string]>([
    [{}, `ok: ${CLOCK}`],
    [{ newestRowAt: null }, "ok: within 2 s of the file system's"],
    [{ fileMs: -90_000 }, "warning: newest journal row 4 s ago | 1 min from the file system's → set both machines by the same time server"],
    [{ newestRowAt: 5_000 + HOUR }, `warning: within 2 s of the file system's | the newest journal row is 1 h in the future → ${SET}`],
    [{ steppedBackMs: 8_000 }, `warning: ${CLOCK} | it went back by 8 s within the newest rows → ${SET}`],
    [{ against: { host: 'x', ms: -900 } }, `ok: ${CLOCK}, 900 ms from x's`],
    [{ against: { host: 'x', ms: 45_000 } }, `warning: ${CLOCK} | 45 s from x's → ${SET}`],
    [{ against: { host: 'x', ms: -121_000 } }, `wrong: ${CLOCK} | 2 min from x's → ${SET}`],
    [
      { against: { host: 'x', reason: 'ENOTFOUND' } },
      `warning: ${CLOCK} | x cannot be asked: ENOTFOUND → name another address with --against`,
    ],
  ])('clock %o', (facts, line) => expect(told(judgeClock({ ...clock, ...facts }, say))).toBe(line));

  const client = (actor: string, skewMs: number) => ({ seller: 'demo', actor, rows: 5, skewMs });
  test.each([
    [[], 'ok: nobody has signed a row yet'],
    [[client('flagship:a', -700), client('enterprise:b', -119_000)], 'ok: b −1 min, a ±0 (newest 1,200 rows)'],
    [[client('flagship:a', 30_000)], 'ok: a +30 s (newest 1,200 rows)'],
    [
      [client('flagship:a', -31_000)],
      "warning: a −31 s (newest 1,200 rows) → set the clock of a's machine; requests more than 2 min off are refused",
    ],
    [
      [client('enterprise:b:c', 121_000)],
      "warning: b:c +2 min (newest 1,200 rows) → set the clock of b:c's machine; requests more than 5 min off are refused",
    ],
    [[1, 2, 3, 4, 5, 6].map((n) => client(`flagship:k${n}`, n)), 'ok: k6 ±0, k5 ±0, k4 ±0, k3 ±0, … and 2 more (newest 1,200 rows)'],
  ])('clients %o', (clients, line) => expect(told(judgeClients({ rows: 1_200, clients }, say))).toBe(line));

  const key = (appKey: string, disabledAt: number | null = null) => ({ edition: 'flagship' as const, appKey, disabledAt });
  const seller = { seller: 'demo', keys: [key('a')], seen: ['flagship:a'], rows: 200, allRows: false };
  test.each([
    [[], 'warning: no seller yet → begin with: tongbu seller add <name> --data /d'],
    [[seller], 'ok: working 1'],
    [[{ ...seller, keys: [key('a'), key('b', 5)] }], 'ok: working 1, disabled 1'],
    [[{ ...seller, keys: [key('a'), key('b')] }], 'ok: working 2 | none of the newest 200 journal rows from b (flagship)'],
    [[{ ...seller, keys: [key('b')], allRows: true }], 'ok: working 1 | no acknowledgement ever from b (flagship)'],
    [
      [{ ...seller, keys: [] }],
      'warning: working 0 | seller demo has no key that works → tongbu key add --seller demo --edition flagship --key my-shop --data /d',
    ],
    [
      [{ ...seller, keys: [key('a', 5)] }],
      'warning: working 0, disabled 1 | seller demo has no key that works → tongbu key add --seller demo --edition flagship --key my-shop --data /d',
    ],
  ])('keys %o', (sellers, line) => expect(told(judgeKeys({ sellers }, say))).toBe(line));

  const token = (name: string, facts: Partial<TokenFacts['tokens'][0]> = {}): TokenFacts['tokens'][0] => ({
    ...{ name, role: 'operator', createdAt: 0, lastUsedAt: 5, expiresAt: null, revokedAt: null, ...facts },
  });
  const everywhere = { host: '0.0.0.0', port: 8091 };
  const TOKENS_OPEN =
    'the management listener 0.0.0.0:8091 is open to other machines: without TLS, tokens can be read on the way → ' +
    'serve --manage 127.0.0.1:8091, and a proxy with TLS in front of it for other machines';
  test.each<[TokenFacts['tokens'], TokenFacts['manage'], string]>([
    [[], everywhere, 'ok: none: nobody may use the management API'],
    [[token('a'), token('b', { role: 'admin' })], { host: '127.0.0.1', port: 8091 }, 'ok: working 2 (admin 1, operator 1)'],
    [[token('a')], { host: '::1', port: 8091 }, 'ok: working 1 (operator 1)'],
    [[token('a')], null, 'ok: working 1 (operator 1)'],
    [[token('a')], everywhere, `warning: working 1 (operator 1) | ${TOKENS_OPEN}`],
    [[token('a')], { host: '::', port: 8091 }, `warning: working 1 (operator 1) | ${TOKENS_OPEN.replace('0.0.0.0', '[::]')}`],
    [[token('a', { revokedAt: 5 }), token('b', { expiresAt: HOUR })], everywhere, 'ok: expired or revoked 2'],
    [[token('a', { lastUsedAt: null })], null, 'ok: working 1 (operator 1) | never used: a (1 h old)'],
    [
      [5, 4, 3, 2, 1, 0].map((n) => token(`t${n}`, { lastUsedAt: null, createdAt: n * MINUTE })),
      null,
      'ok: working 6 (operator 6) | never used: t0 (1 h old), t1 (59 min old), t2 (58 min old), t3 (57 min old), … and 2 more',
    ],
  ])('tokens %o at %o', (tokens, manage, line) => expect(told(judgeTokens({ tokens, manage, now: HOUR }, say))).toBe(line));

  const fanOuts: FanOutFacts = { fanOuts: 2, oldestAt: 0, running: true, now: 11 * MINUTE };
  const LEFT = 'under way 2, oldest 11 min';
  test.each<[Partial<FanOutFacts>, string]>([
    [{ fanOuts: 0, oldestAt: null, running: false }, 'ok: no change is under way'],
    [{ now: 10 * MINUTE }, 'ok: under way 2, oldest 10 min'],
    [{ oldestAt: null }, 'ok: under way 2, oldest 0 s'],
    [
      {},
      `warning: ${LEFT} | one has not ended for 11 min: its listings still show what was before → see why in the server's log ('a fan-out stopped'); restart the server if it says nothing`,
    ],
    [{ running: false }, `warning: ${LEFT} | they go on when a server runs → start it: tongbu serve --data /d`],
  ])('fan-outs %o', (facts, line) => expect(told(judgeFanOuts({ ...fanOuts, ...facts }, say))).toBe(line));

  const quiet: Omit<PendingOfShop, 'shop'> = {
    ...{ shopNo: 'web', name: '', disabled: 0, listings: 0, listingsDelayed: 0, listingsHeld: 0 },
    ...{ shipments: 0, shipmentsDelayed: 0, shipmentsFailed: 0, quantityDiffers: 0, oldestAt: null },
  };
  const shop = (facts: Partial<ShopFacts>): ShopFacts => ({
    ...{ seller: 'demo', dueSince: null, acknowledgedAt: null, rows: 300, allRows: true, ...quiet, ...facts },
  });
  const now = 100 * MINUTE;
  const waits = { listings: 3, oldestAt: now - 20 * MINUTE, dueSince: now - 16 * MINUTE };
  const SEE = "see whether its connector runs and what it is answered: the server's log, tongbu journal";
  test.each([
    [[], 'ok: no shop yet'],
    [[shop({})], 'ok: nothing waits (shops: 1)'],
    [
      [
        shop({
          listings: 1_234,
          listingsDelayed: 2,
          shipments: 5,
          shipmentsDelayed: 1,
          shipmentsFailed: 4,
          quantityDiffers: 6,
          oldestAt: now,
        }),
      ],
      'ok: web: listings 1,234, parcels 5, delayed 3, given up 4, differs 6, oldest 0 s',
    ],
    [[shop({ ...waits, acknowledgedAt: now - MINUTE })], 'ok: web: listings 3, oldest 20 min'],
    [[shop({ ...waits, dueSince: now - 15 * MINUTE })], 'ok: web: listings 3, oldest 20 min'],
    [[shop({ ...waits, dueSince: null, listingsHeld: 3 })], 'ok: web: listings 3, held 3, oldest 20 min'],
    [[shop({ ...waits, disabled: 1 })], 'ok: web: listings 3, oldest 20 min'],
    [[shop(waits)], `warning: web: listings 3, oldest 20 min | web: offered for 16 min, no acknowledgement yet → ${SEE}`],
    [
      [shop({ ...waits, allRows: false })],
      `warning: web: listings 3, oldest 20 min | web: offered for 16 min, none among the newest 300 journal rows → ${SEE}`,
    ],
    [
      [shop({ ...waits, acknowledgedAt: now - 17 * MINUTE })],
      `warning: web: listings 3, oldest 20 min | web: offered for 16 min, last acknowledgement 17 min ago → ${SEE}`,
    ],
    [
      [shop({ listings: 1, oldestAt: 0, acknowledgedAt: now }), shop({ ...waits, shopNo: 'mini', seller: 'other' })],
      `warning: other/mini: listings 3, oldest 20 min | other/mini: offered for 16 min, no acknowledgement yet | demo/web: listings 1, oldest 1 h → ${SEE}`,
    ],
  ])('pending %o', (shops, line) => expect(told(judgePending({ shops, now }, say))).toBe(line));

  test('pending: more shops than a screen holds are counted', () => {
    const shops = [1, 2, 3, 4, 5, 6, 7].map((n) => shop({ shopNo: `s${n}`, listings: 1, oldestAt: n, dueSince: 0 }));
    const finding = judgePending({ shops, now }, say);
    expect(finding.facts.at(-1)).toBe('… and 2 more: tongbu pending --data /d shows every shop');
    expect(finding.facts.filter((fact) => fact.includes('offered for'))).toHaveLength(5);
  });
});
