import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type FolderToRead, folderOf, openFolderToRead, type RecentActivity, type StoreFacts } from '@tongbu/engine';
import { judgeBackups, lookAtBackups } from './backups.ts';
import { judgeClients } from './clients.ts';
import { askClock, fileClock, judgeClock } from './clock.ts';
import { judgeContents, verifyContents } from './contents.ts';
import { judgeDatabase, lookAtDatabase } from './database.ts';
import { judgeDisk, lookAtDisk } from './disk.ts';
import { judgeFanOuts } from './fan-outs.ts';
import { Finding } from './finding.ts';
import { judgeFolder, lookAtFolder } from './folder.ts';
import { judgeKeyFile, lookAtKeyFile } from './key-file.ts';
import { judgeKeys } from './keys.ts';
import { type Address, judgeListeners, tryListeners } from './listeners.ts';
import { judgeOpenFiles, readOpenFiles } from './open-files.ts';
import { judgePending, type ShopFacts } from './pending.ts';
import { askProbe, judgeProbe } from './probe.ts';
import { askServer, judgeServer, type SeenServer } from './server.ts';
import { judgeSync, trySyncs } from './sync.ts';
import { judgeTokens } from './tokens.ts';
import { judgeVersions, readVersions } from './versions.ts';
import type { Say, Word } from './words.ts';

/** Journal rows that are looked at altogether, newest first. */
const ROWS = 10_000;
const FEWEST_OF_A_SELLER = 200;

/** What is to be examined. */
export interface Examined {
  /** The data folder. */
  data: string;
  /** Where the server listens, unless it tells. */
  api: Address;
  manage: Address;
  /** A web server whose clock to compare with. */
  against: string | null;
  /** Whether to verify the whole database too. */
  deep: boolean;
  /** Whether to let a change go round the server that runs. */
  probe: boolean;
  now: number;
}

/** Examines an installation, whatever state it is in. Never throws for what it finds, and never writes to the database. */
export async function examine(what: Examined, say: Say): Promise<Finding[]> {
  const folder = folderOf(what.data);
  const isThere = lookAtFolder(what.data).kind === 'folder';
  const server: SeenServer = isThere ? await askServer(what.data) : { seen: 'none' };
  const hasDatabase = existsSync(folder.database);
  const contents = hasDatabase ? await readContents(what) : NOTHING;
  const { store, trouble, held, keyFile, sellers } = contents;
  const pid = server.seen === 'answers' ? (server.facts?.pid ?? null) : null;
  const sync = isThere ? trySyncs(what.data) : null;
  const writer = server.seen === 'answers' ? server.store : null;
  const against = what.against === null ? null : await askClock(what.against, say);
  const { now } = what;
  const backups = lookAtBackups(folder.backups, hasDatabase, now);
  const newestBackup = backups.newest && join(backups.folder, backups.newest.name);

  const always: Check[] = [
    ['folder', () => judgeFolder(lookAtFolder(what.data), say)],
    ['server', () => judgeServer({ server, held, now }, say)],
    ['listeners', async () => judgeListeners(await tryListeners(server, what), say)],
    ['versions', () => judgeVersions(readVersions(store, server), say)],
    ['openFiles', () => judgeOpenFiles(readOpenFiles(pid), say)],
  ];
  const ofFolder: Check[] = [
    ['disk', () => judgeDisk(lookAtDisk(what.data), say)],
    ['sync', () => judgeSync(sync as NonNullable<typeof sync>, say)],
    [
      'database',
      () => judgeDatabase(lookAtDatabase(folder.database, { store, writer, trouble, backups: folder.backups, newestBackup }), say),
    ],
    ['keyFile', () => judgeKeyFile(lookAtKeyFile(folder.key, hasDatabase, keyFile), say)],
    ['backups', () => judgeBackups(backups, say)],
    ['clock', () => judgeClock({ fileMs: fileClock(sync), ...clockOf(sellers), against, now }, say)],
  ];
  const ofContents: Check[] = [
    ['clients', () => judgeClients({ rows: sum(sellers, 'rows'), clients: clientsOf(sellers) }, say)],
    ['keys', () => judgeKeys({ sellers: sellers.map(keysOf) }, say)],
    ['tokens', () => judgeTokens({ tokens: sellers.flatMap(({ tokens }) => tokens), manage: whereManaged(server), now }, say)],
    ['pending', () => judgePending({ shops: sellers.flatMap(shopsOf), now }, say)],
    ['fanOuts', () => judgeFanOuts({ ...fanOutsOf(sellers), running: server.seen === 'answers', now }, say)],
  ];
  const probed: Check[] = [['probe', async () => judgeProbe(server.seen === 'answers' ? await askProbe(what.data) : null, say)]];
  const deep: Check[] = [['contents', () => judgeContents(verifyContents(folder.database), say)]];
  const isKnown = store !== null && store.schema === store.newestSchema;
  return findings(
    [
      ...always,
      ...(isThere ? ofFolder : []),
      ...(isKnown ? ofContents : []),
      ...(isThere && what.probe ? probed : []),
      ...(isKnown && what.deep ? deep : []),
    ],
    say,
  );
}

type Check = [name: Word, judge: () => Finding | Promise<Finding>];

/** A check that fails says so in its line, and the others go on. */
async function findings(checks: Check[], say: Say): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [name, judge] of checks) {
    try {
      found.push(await judge());
    } catch (error) {
      found.push(new Finding(name).wrong(say('failed', { reason: (error as Error).message }), say('asOwner')));
    }
  }
  return found;
}

/** What a seller has, and what its newest journal rows tell. */
interface SellerContents {
  seller: string;
  keys: Awaited<ReturnType<Engine['listKeys']>>;
  tokens: Awaited<ReturnType<Engine['listTokens']>>;
  fanOuts: Awaited<ReturnType<Engine['pendingFanOuts']>>;
  pending: Awaited<ReturnType<Engine['pendingByShop']>>;
  recent: RecentActivity;
  allRows: boolean;
}

interface Contents {
  store: StoreFacts | null;
  trouble: string | null;
  held: boolean;
  keyFile: FolderToRead['keyFile'] | null;
  sellers: SellerContents[];
}

const NOTHING: Contents = { store: null, trouble: null, held: false, keyFile: null, sellers: [] };

async function readContents({ data, now }: Examined): Promise<Contents> {
  let seen = NOTHING;
  try {
    const { engine, keyFile, held, close } = await openFolderToRead(data);
    try {
      seen = { ...seen, held, keyFile };
      const store = await engine.describeStore({ writer: false });
      return { ...seen, store, sellers: store.schema === store.newestSchema ? await readSellers(engine, now) : [] };
    } finally {
      await close();
    }
  } catch (error) {
    return { ...seen, trouble: (error as Error).message };
  }
}

async function readSellers(engine: Engine, now: number): Promise<SellerContents[]> {
  const sellers = await engine.listSellers({});
  const rows = Math.max(FEWEST_OF_A_SELLER, Math.floor(ROWS / Math.max(1, sellers.length)));
  const contents: SellerContents[] = [];
  for (const { seller } of sellers) {
    const recent = await engine.recentActivity({ seller, rows, now });
    const [keys, pending] = [await engine.listKeys({ seller }), await engine.pendingByShop({ seller, now })];
    const [tokens, fanOuts] = [await engine.listTokens({ seller }), await engine.pendingFanOuts({ seller })];
    contents.push({ seller, keys, tokens, pending, fanOuts, recent, allRows: recent.rows < rows });
  }
  return contents;
}

function sum(sellers: SellerContents[], name: 'rows'): number {
  return sellers.reduce((total, { recent }) => total + recent[name], 0);
}

/** Where the server that runs listens for the management API; null where none has told. */
function whereManaged(server: SeenServer): Address | null {
  return server.seen === 'answers' ? (server.facts?.manage ?? null) : null;
}

function fanOutsOf(sellers: SellerContents[]): { fanOuts: number; oldestAt: number | null } {
  const oldest = sellers.flatMap(({ fanOuts }) => fanOuts.oldestAt ?? []);
  return {
    fanOuts: sellers.reduce((total, { fanOuts }) => total + fanOuts.fanOuts, 0),
    oldestAt: oldest.length > 0 ? Math.min(...oldest) : null,
  };
}

function clockOf(sellers: SellerContents[]): { newestRowAt: number | null; steppedBackMs: number } {
  const newest = sellers.flatMap(({ recent }) => recent.newestAt ?? []);
  const steps = sellers.map(({ recent }) => recent.steppedBackMs);
  return { newestRowAt: newest.length > 0 ? Math.max(...newest) : null, steppedBackMs: Math.max(0, ...steps) };
}

function clientsOf(sellers: SellerContents[]) {
  return sellers.flatMap(({ seller, recent }) => recent.clients.map((client) => ({ seller, ...client })));
}

function keysOf({ seller, keys, recent, allRows }: SellerContents) {
  return { seller, keys, seen: recent.clients.map(({ actor }) => actor), rows: recent.rows, allRows };
}

function shopsOf({ seller, pending, recent, allRows }: SellerContents): ShopFacts[] {
  return pending.map((shop) => {
    const sign = recent.shops.find((each) => each.shop === shop.shop);
    return { ...shop, seller, dueSince: sign?.dueSince ?? null, acknowledgedAt: sign?.acknowledgedAt ?? null, rows: recent.rows, allRows };
  });
}
