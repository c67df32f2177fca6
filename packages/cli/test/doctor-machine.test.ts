/** What the doctor says of the machine: folder, server, listeners, versions, files, disk. */
import { describe, expect, test } from 'vitest';
import { fileSystemOf, judgeDisk } from '../src/doctor/disk.ts';
import { type FolderFacts, judgeFolder } from '../src/doctor/folder.ts';
import { judgeListeners, type ListenerFacts } from '../src/doctor/listeners.ts';
import { judgeOpenFiles, softLimit } from '../src/doctor/open-files.ts';
import { judgeServer, type SeenServer } from '../src/doctor/server.ts';
import { judgeSync } from '../src/doctor/sync.ts';
import { judgeVersions, type VersionFacts } from '../src/doctor/versions.ts';
import { speak } from '../src/doctor/words.ts';
import { told } from './told.ts';

const say = speak('en', '/d');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MB = 1024 ** 2;
const GB = 1024 ** 3;

describe('each check of the machine tells what it sees', () => {
  const folder: FolderFacts = { data: '/d', kind: 'folder', mode: 0o700, uid: 5, writable: true, ofOthers: [] };
  test.each<[Partial<FolderFacts>, string]>([
    [{}, 'ok: mode 0700, for its owner alone'],
    [{ mode: 0o750 }, 'warning: mode 0750: other users of this machine may look into it → chmod 700 /d'],
    [{ mode: null }, 'ok: this system has no modes to look at'],
    [{ kind: 'missing' }, 'wrong: /d does not exist → name another with --data, or begin with: tongbu seller add <name> --data /d'],
    [{ kind: 'file' }, 'wrong: /d is a file → name a folder with --data'],
    [{ kind: 'below' }, 'wrong: a part of /d is a file → name a folder with --data'],
    [{ kind: 'dangling' }, 'wrong: /d is a link to nothing → name a folder with --data'],
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
});
