/** A disk that remembers what was synced and what was not, and what may therefore be left when the power goes. */
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Random } from '../fuzz/random.ts';
import type { DiskRecord } from '../native/records.ts';

/** A disk writes this much or nothing, in bytes; more than that it may tear. */
const SECTOR = 512;

/** What becomes of writes that were not synced: lost, kept up to some moment, kept at random, or kept at random sector by sector. */
export const FATES = ['dropped', 'prefix', 'subset', 'torn'] as const;
export type Fate = (typeof FATES)[number];

/** A file, whatever its name: what of it is certain to outlive a crash. */
class Inode {
  bytes = Buffer.alloc(0);
  length = 0;

  write(offset: number, data: Uint8Array): void {
    const end = offset + data.length;
    if (end > this.bytes.length) this.bytes = Buffer.concat([this.bytes, Buffer.alloc(end * 2 - this.bytes.length)]);
    this.bytes.set(data, offset);
    this.length = Math.max(this.length, end);
  }

  truncate(length: number): void {
    this.bytes.fill(0, length);
    this.length = length;
  }
}

/** What was done and not synced yet: to a file's content, or to a name in the folder. */
type Unsynced =
  | { to: Inode; offset: number; data: Uint8Array }
  | { to: Inode; truncated: number }
  | { name: string; leadsTo: Inode | undefined };

/** One folder of a disk. */
export class Disk {
  readonly #folder: string;
  /** Which file a name leads to: now, and certainly after a crash. */
  readonly #names = new Map<string, Inode>();
  readonly #certain = new Map<string, Inode>();
  #unsynced: Unsynced[] = [];

  /** @param folder the path that the records name */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Puts a file there that was synced long ago. */
  put(name: string, content: Uint8Array): void {
    const inode = new Inode();
    inode.write(0, content);
    this.#names.set(name, inode);
    this.#certain.set(name, inode);
  }

  /** How many writes a crash now may undo. */
  get unsynced(): number {
    return this.#unsynced.length;
  }

  /** Does what was recorded. */
  apply({ kind, path, offset, data }: DiskRecord): void {
    if (path === this.#folder) {
      this.#syncNames();
      return;
    }
    if (dirname(path) !== this.#folder) throw new Error(`${path} does not lie in ${this.#folder}`);
    const name = basename(path);
    if (kind === 'sync') this.#syncContent(this.#inode(name));
    if (kind === 'write') this.#unsynced.push({ to: this.#inode(name), offset, data });
    if (kind === 'truncate') this.#unsynced.push({ to: this.#inode(name), truncated: offset });
    if (kind === 'rename') this.#rename(basename(data.toString()), this.#inode(name));
    if (kind === 'unlink' || kind === 'rename') this.#rename(name, undefined);
  }

  #inode(name: string): Inode {
    const there = this.#names.get(name);
    if (there) return there;
    // That a file was made is not recorded; it shows by its first write.
    const made = new Inode();
    this.#rename(name, made);
    return made;
  }

  #rename(name: string, leadsTo: Inode | undefined): void {
    if (leadsTo) this.#names.set(name, leadsTo);
    else this.#names.delete(name);
    this.#unsynced.push({ name, leadsTo });
  }

  #syncContent(inode: Inode): void {
    this.#settle((change) => 'to' in change && change.to === inode);
  }

  /** A file's own sync does not make its name outlive a crash; the folder's does. */
  #syncNames(): void {
    this.#settle((change) => 'name' in change);
  }

  #settle(synced: (change: Unsynced) => boolean): void {
    for (const change of this.#unsynced.filter(synced)) {
      if ('name' in change) setName(this.#certain, change);
      else if ('data' in change) change.to.write(change.offset, change.data);
      else change.to.truncate(change.truncated);
    }
    this.#unsynced = this.#unsynced.filter((change) => !synced(change));
  }

  /** Writes into an empty folder what a crash at this moment may leave. */
  crash(into: string, fate: Fate, random: Random): void {
    const kept = survivors(this.#unsynced, fate, random);
    const names = new Map(this.#certain);
    for (const change of kept) if ('name' in change) setName(names, change);
    for (const [name, inode] of names) {
      const file = join(into, name);
      writeFileSync(file, inode.bytes.subarray(0, inode.length));
      const changes = kept.filter((change) => 'to' in change && change.to === inode);
      if (changes.length === 0) continue;
      const handle = openSync(file, 'r+');
      for (const change of changes) keep(handle, change, fate === 'torn' ? random : undefined);
      closeSync(handle);
    }
  }
}

function setName(names: Map<string, Inode>, { name, leadsTo }: { name: string; leadsTo: Inode | undefined }): void {
  if (leadsTo) names.set(name, leadsTo);
  else names.delete(name);
}

function survivors(unsynced: Unsynced[], fate: Fate, random: Random): Unsynced[] {
  if (fate === 'dropped') return [];
  if (fate === 'prefix') return unsynced.slice(0, random.int(0, unsynced.length));
  // Now most of them, now few: each is a crash of its own kind.
  const share = random.next();
  return unsynced.filter(() => random.chance(share));
}

function keep(handle: number, change: Unsynced, tear: Random | undefined): void {
  if ('truncated' in change) ftruncateSync(handle, change.truncated);
  if (!('data' in change)) return;
  const { offset, data } = change;
  // Sectors lie at multiples of their size on the disk, wherever the write began.
  for (let at = 0; at < data.length; ) {
    const end = tear ? Math.min(data.length, at + SECTOR - ((offset + at) % SECTOR)) : data.length;
    if (!tear?.chance(0.5)) writeSync(handle, data, at, end - at, offset + at);
    at = end;
  }
}
