import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { bytes } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

const GB = 1024 ** 3;

/** Below this the disk is nearly full. */
const LOW_BYTES = GB;
const LOW_SHARE = 0.1;
/** A large disk has room left at a tenth: with so much free, the share says nothing. */
const PLENTY_BYTES = 20 * GB;
/** Below this the next import may fill it. */
const FULL_BYTES = GB / 10;

const NETWORK = /^(nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|lustre|gluster|glusterfs|fuse\.(sshfs|glusterfs|s3fs|rclone|.*nfs.*))$/;
const MEMORY = /^(tmpfs|ramfs)$/;
const LAYER = /^(overlay|aufs)$/;

/** The disk below the data folder. */
export interface DiskFacts {
  freeBytes: number;
  totalBytes: number;
  /** Kind of the file system, such as `ext4`; null where the system does not tell. */
  type: string | null;
}

/** Asks the file system. */
export function lookAtDisk(data: string): DiskFacts {
  const { bavail, blocks, bsize } = statfsSync(data);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, type: process.platform === 'linux' ? typeOf(realpathSync(data)) : null };
}

function typeOf(path: string): string | null {
  try {
    return fileSystemOf(readFileSync('/proc/mounts', 'utf8'), path);
  } catch {
    return null;
  }
}

/** The kind of file system a path lies on, by the longest mount point above it; of equal ones the last counts. */
export function fileSystemOf(mounts: string, path: string): string | null {
  let best = { length: -1, type: null as string | null };
  for (const line of mounts.split('\n')) {
    const [, escaped = '', type = null] = line.split(' ');
    const point = escaped.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
    const above = point === '/' || path === point || path.startsWith(`${point}/`);
    if (point !== '' && above && point.length >= best.length) best = { length: point.length, type };
  }
  return best.type;
}

/** Whether there is room, and whether the file system can hold a database. */
export function judgeDisk(facts: DiskFacts, say: Say): Finding {
  const { freeBytes, totalBytes, type } = facts;
  const finding = new Finding('disk', facts);
  const share = totalBytes > 0 ? freeBytes / totalBytes : 0;
  const amounts = { free: bytes(freeBytes), total: bytes(totalBytes), percent: Math.floor(share * 100) };
  finding.fact(say('diskFree', amounts) + (type ? say('diskOn', { type }) : ''));
  if (freeBytes < FULL_BYTES) finding.wrong(null, say('diskLow'));
  else if (freeBytes < LOW_BYTES || (share < LOW_SHARE && freeBytes < PLENTY_BYTES)) finding.warn(null, say('diskLow'));
  if (type && NETWORK.test(type)) finding.wrong(say('diskNetwork', { type }), say('diskMove'));
  if (type && MEMORY.test(type)) finding.warn(say('diskMemory', { type }), say('diskMemoryMove'));
  if (type && LAYER.test(type)) finding.warn(say('diskLayer', { type }), say('diskVolume'));
  return finding;
}
