import type { PendingOfShop, StoreFacts } from '@tongbu/engine';
import { describe, expect, test } from 'vitest';
import { judgeBackups } from '../src/doctor/backups.ts';
import { judgeClients } from '../src/doctor/clients.ts';
import { type ClockFacts, judgeClock } from '../src/doctor/clock.ts';
import { type DatabaseFacts, judgeDatabase } from '../src/doctor/database.ts';
import { fileSystemOf, judgeDisk } from '../src/doctor/disk.ts';
import { type FanOutFacts, judgeFanOuts } from '../src/doctor/fan-outs.ts';
import { Finding } from '../src/doctor/finding.ts';
import { type FolderFacts, judgeFolder } from '../src/doctor/folder.ts';
import { judgeKeyFile, type KeyFileFacts } from '../src/doctor/key-file.ts';
import { judgeKeys } from '../src/doctor/keys.ts';
import { judgeListeners, type ListenerFacts } from '../src/doctor/listeners.ts';
import { judgeOpenFiles, softLimit } from '../src/doctor/open-files.ts';
import { page, wrap } from '../src/doctor/page.ts';
import { judgePending, type ShopFacts } from '../src/doctor/pending.ts';
import { judgeServer, type SeenServer } from '../src/doctor/server.ts';
import { judgeSync } from '../src/doctor/sync.ts';
import { judgeTokens, type TokenFacts } from '../src/doctor/tokens.ts';
import { judgeVersions, type VersionFacts } from '../src/doctor/versions.ts';
import { speak } from '../src/doctor/words.ts';
import { widthOf } from '../src/output/width.ts';
import { told } from './told.ts';

const say = speak('en', '/d');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MB = 1024 ** 2;
const GB = 1024 ** 3;

describe('each check tells what it sees', () => {
  const folder: FolderFacts = { data: '/d', kind: 'folder', mode: 0o700, uid: 5, writable: true, ofOthers: [] };
  test.each<[Partial<FolderFacts>, string]>([
    [{}, 'ok: mode 0700, for its owner alone'],
    [{ mode: 0o750 }, 'warning: mode 0750: other users of this machine may look into it → chmod 700 /d'],
    [{ mode: null }, 'ok: this system has no modes to look at'],
    [{ kind: 'missing' }, 'wrong: /d does not exist → name another with --data, or begin with: tongbu seller add <name> --data /d'],
    [{ kind: 'other' }, 'wrong: /d is no folder → name another with --data, or begin with: tongbu seller add <name> --data /d'],
    [
      { writable: false },
      'wrong: mode 0700, for its owner alone | may not be written by this user → make it writable for the user who runs the server',
    ],
    [
      { ofOthers: ['tongbu.db-wal'] },
      'warning: mode 0700, for its owner alone | tongbu.db-wal: owned by another user than the folder → chown them to user 5, who owns the folder',
    ],
  ])('folder %o', (facts, line) => expect(told(judgeFolder({ ...folder, ...facts }, say))).toBe(line));

  const running = {
    version: '1',
    node: '24',
    pid: 7,
    startedAt: 0,
    api: { host: 'h', port: 1 },
    manage: { host: 'h', port: 2 },
    proxies: [],
  };
  test.each<[SeenServer, boolean, string]>([
    [{ seen: 'answers', facts: running, store: null }, true, 'ok: process 7 on this folder, for 3 h'],
    [{ seen: 'answers', facts: null, store: null }, true, 'ok: runs on this folder'],
    [{ seen: 'none' }, false, 'warning: none runs on this folder → start it: tongbu serve --data /d'],
    [
      { seen: 'left' },
      false,
      'warning: none runs on this folder | its socket file was left by one that was killed (harmless) → start it: tongbu serve --data /d',
    ],
    [{ seen: 'none' }, true, 'ok: another Tongbu command is working on the folder, or a server is starting'],
    [
      { seen: 'silent' },
      true,
      'wrong: has the folder, but does not answer commands within 3 s → look into its log, then stop it and start it again',
    ],
    [
      { seen: 'forbidden', reason: 'EACCES' },
      true,
      'wrong: its socket may not be opened: EACCES → run the doctor as the user who runs the server',
    ],
  ])('server %o, held %s', (server, held, line) => expect(told(judgeServer({ server, held, now: 3 * HOUR }, say))).toBe(line));

  const listening: ListenerFacts = {
    running: true,
    told: true,
    api: { host: '127.0.0.1', port: 80, reason: null },
    manage: { host: '::1', port: 81, reason: null, notReady: null },
    proxies: [],
  };
  const API = 'API 127.0.0.1:80 answers (this machine only)';
  const MANAGE = 'management [::1]:81 is ready (this machine only)';
  test.each<[Partial<ListenerFacts>, string]>([
    [{}, `ok: ${API} | ${MANAGE}`],
    [{ told: false }, `ok: ${API} | ${MANAGE} | (where the server listens cannot be asked; these are the settings of this command)`],
    [
      { api: { ...listening.api, reason: 'ECONNREFUSED' } },
      `wrong: API 127.0.0.1:80 does not answer (ECONNREFUSED) | ${MANAGE} → the server's log says more`,
    ],
    [
      { told: false, api: { ...listening.api, reason: 'HTTP 404' } },
      `warning: API 127.0.0.1:80 does not answer (HTTP 404) | ${MANAGE} | (where the server listens cannot be asked; these are the settings of this command) → if the server was started with other addresses, name them: --api and --manage`,
    ],
    [
      { manage: { ...listening.manage, notReady: 'the store is gone' } },
      `wrong: ${API} | management [::1]:81 is not ready: the store is gone → the server's log says more`,
    ],
    [
      { api: { ...listening.api, host: '0.0.0.0' } },
      `warning: API 0.0.0.0:80 answers (open to other machines) | ${MANAGE} → put a proxy with TLS in front of it and name it: serve --proxy`,
    ],
    [
      { api: { ...listening.api, host: '0.0.0.0' }, proxies: ['10.0.0.0/8'] },
      `ok: API 0.0.0.0:80 answers (open, behind 10.0.0.0/8) | ${MANAGE}`,
    ],
    [
      { manage: { ...listening.manage, host: '::' }, proxies: ['10.0.0.0/8'] },
      `warning: ${API} | management [::]:81 is ready (open to other machines) → serve --manage 127.0.0.1:81`,
    ],
    [{ running: false, told: false }, 'ok: API 127.0.0.1:80 is free, management [::1]:81 is free'],
    [
      { running: false, told: false, api: { ...listening.api, reason: 'EADDRINUSE' } },
      'warning: API 127.0.0.1:80 cannot be used (EADDRINUSE) | management [::1]:81 is free → choose another address: serve --api 127.0.0.1:90',
    ],
  ])('listeners %o', (facts, line) => expect(told(judgeListeners({ ...listening, ...facts }, say))).toBe(line));

  const versions: VersionFacts = { tongbu: '1.2.0', node: '24.21.0', sqlite: '3.53.4', schema: 1, newestSchema: 1, server: null };
  const ARE = 'Tongbu 1.2.0, Node 24.21.0, SQLite 3.53.4, schema 1';
  test.each<[Partial<VersionFacts>, string]>([
    [{}, `ok: ${ARE}`],
    [{ schema: null, newestSchema: null }, 'ok: Tongbu 1.2.0, Node 24.21.0, SQLite 3.53.4'],
    [{ server: { tongbu: '1.2.0', node: '24.21.0' } }, `ok: ${ARE}`],
    [{ node: '22.22.9' }, 'wrong: Tongbu 1.2.0, Node 22.22.9, SQLite 3.53.4, schema 1 → run Node 22.23.0 or later'],
    [
      { sqlite: '3.51.2' },
      'wrong: Tongbu 1.2.0, Node 24.21.0, SQLite 3.51.2, schema 1 → SQLite before 3.51.3 can lose a commit: run Node 22.23 or later',
    ],
    [{ newestSchema: 2 }, `warning: ${ARE} | schema 1; the next start brings it to 2 → back the folder up before the newer version starts`],
    [
      { schema: 3 },
      'wrong: Tongbu 1.2.0, Node 24.21.0, SQLite 3.53.4, schema 3 | the database is at schema 3, this version knows 1 → run the newer version of Tongbu',
    ],
    [
      { server: { tongbu: '1.1.0', node: '22.23.0' } },
      `warning: ${ARE} | the server runs Tongbu 1.1.0, Node 22.23.0 → stop the server and start it again with this version`,
    ],
    [
      { server: 'unknown' },
      `warning: ${ARE} | the server that runs does not know this question: another version → stop the server and start it again with this version`,
    ],
  ])('versions %o', (facts, line) => expect(told(judgeVersions({ ...versions, ...facts }, say))).toBe(line));

  test.each([
    [4_096, true, "ok: 4,096 at once, the server's own limit"],
    [4_095, false, 'warning: 4,095 at once → raise it to 4,096 or more (ulimit -n, LimitNOFILE): every connection takes one'],
    [Number.MAX_SAFE_INTEGER, false, 'ok: ∞ at once'],
    [null, false, 'ok: this system does not tell'],
  ])('open files %s', (limit, ofServer, line) => expect(told(judgeOpenFiles({ limit, ofServer }, say))).toBe(line));

  test.each([
    ['Limit  Soft Limit\nMax open files            1024                 524288               files', 1024],
    ['Max open files            unlimited            unlimited            files', Number.MAX_SAFE_INTEGER],
    ['', null],
  ])('the limit in %o', (text, limit) => expect(softLimit(text)).toBe(limit));

  test.each([
    [30 * GB, 100 * GB, 'ext4', 'ok: 30 GB free of 100 GB (30 %), ext4'],
    [30 * GB, 1000 * GB, 'xfs', 'ok: 30 GB free of 1000 GB (3 %), xfs'],
    [9 * GB, 100 * GB, 'ext4', 'warning: 9.0 GB free of 100 GB (9 %), ext4 → make room: where it is full, every write is refused'],
    [900 * MB, 4 * GB, null, 'warning: 900 MB free of 4.0 GB (21 %) → make room: where it is full, every write is refused'],
    [90 * MB, 4 * GB, null, 'wrong: 90 MB free of 4.0 GB (2 %) → make room: where it is full, every write is refused'],
    [
      50 * GB,
      100 * GB,
      'nfs4',
      'wrong: 50 GB free of 100 GB (50 %), nfs4 | the folder lies on a network file system (nfs4) → move it to a disk of this machine: SQLite cannot lock it there',
    ],
    [
      50 * GB,
      100 * GB,
      'tmpfs',
      'warning: 50 GB free of 100 GB (50 %), tmpfs | the folder lies in memory (tmpfs) → move it to a disk: it is gone when the machine stops',
    ],
    [
      50 * GB,
      100 * GB,
      'overlay',
      "warning: 50 GB free of 100 GB (50 %), overlay | the folder lies in a container's own layer (overlay) → put it on a volume: it is gone with the container",
    ],
  ])('disk %i of %i, %s', (freeBytes, totalBytes, type, line) => expect(told(judgeDisk({ freeBytes, totalBytes, type }, say))).toBe(line));

  test.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs'])('no database belongs on %s', (type) =>
    expect(judgeDisk({ freeBytes: 50 * GB, totalBytes: 100 * GB, type }, say).state).toBe('wrong'),
  );

  test.each([
    ['/srv/data/x', 'nfs4'],
    ['/srv/database', 'ext4'],
    ['/srv/my disk', 'cifs'],
    ['/over', 'tmpfs'],
  ])('%s lies on %s', (path, type) => {
    const mounts =
      '/dev/a / ext4 rw 0 0\nhost:/x /srv/data nfs4 rw 0 0\n//h/s /srv/my\\040disk cifs rw 0 0\na /over xfs rw 0 0\nb /over tmpfs rw 0 0\n';
    expect(fileSystemOf(mounts, path)).toBe(type);
  });

  const syncs = { syncs: 50, p99Ms: 31, fileTimeMs: 0, clockMs: 0 };
  test.each([
    [{ ...syncs, medianMs: 0.412 }, 'ok: a sync takes 0.41 ms (median), 31 ms (p99 of 50)'],
    [
      { ...syncs, medianMs: 21 },
      'warning: a sync takes 21 ms (median), 31 ms (p99 of 50) → every answer waits for one: use a faster disk, or one with a protected write cache',
    ],
    [{ failed: 'EROFS' }, 'wrong: nothing can be written to the folder: EROFS → make it writable for the user who runs the server'],
  ])('sync %o', (facts, line) => expect(told(judgeSync(facts, say))).toBe(line));

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
    [[{ ...seller, keys: [] }], 'warning: working 0 | seller demo has no key that works → tongbu key add --seller demo --data /d'],
    [
      [{ ...seller, keys: [key('a', 5)] }],
      'warning: working 0, disabled 1 | seller demo has no key that works → tongbu key add --seller demo --data /d',
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

describe('the page', () => {
  const long =
    'a rather long fact that goes on and on, and still on, until it no longer fits on one line of a terminal that is eighty wide';
  const zh = '很长的一条说明，一直写下去，直到一行放不下为止，然后在下一行继续，因为终端只有八十列宽，再长就要折行了。';
  const findings = [
    new Finding('disk').fact(long).fact('\u001b[2Jevil\nline'),
    new Finding('keyFile').warn(zh, `${zh}/a/path/${'x'.repeat(90)}`),
    new Finding('clock').wrong('off', 'set it'),
  ];

  test.each([
    ['en', 80],
    ['zh-CN', 80],
    ['en', 140],
    ['zh-CN', 140],
  ] as const)('in %s, no line is wider than %i, and nothing is lost', (language, columns) => {
    const text = page(findings, speak(language, '/d'), columns);
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    const bare = (of: string) => of.replace(/\s/g, '');
    expect(bare(text)).toContain(bare(long));
    expect(bare(text)).toContain('x'.repeat(90));
    expect(text).not.toContain('\u001b[2J');
  });

  test('states and checks stand in columns, advice behind an arrow', () => {
    expect(page([new Finding('disk').fact('a'), new Finding('clock').wrong('b', 'c')], say, 80)).toBe(
      ['ok     disk   a', 'wrong  clock  b', '              → c'].join('\n'),
    );
  });

  test('a Chinese line ends anywhere but before what closes a phrase', () => {
    expect(wrap('磁盘已满，请清理', 8)).toEqual(['磁盘已', '满，请清', '理']);
  });
});
