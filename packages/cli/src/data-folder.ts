import { accessSync, constants, existsSync, lstatSync, readlinkSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { usage } from './error.ts';
import { word } from './output/typed.ts';
import { userName } from './user-name.ts';

/** What stands where a data folder should be, or is to be made. */
export type Place =
  | { is: 'folder' | 'missing' | 'file' }
  /** A part of the path is a file. */
  | { is: 'below'; file: string }
  /** A link whose target is not there. */
  | { is: 'dangling'; link: string; target: string }
  /** Something on the way to it, or the folder that it would be made in, that this user may not use. */
  | { is: 'forbidden'; at: string }
  /** Names the system does not take: too long, or links that go round in a circle. */
  | { is: 'impossible'; reason: string };

/** Looks at the place of a data folder, not into it. */
export function lookAtPlace(data: string): Place {
  const path = resolve(data);
  try {
    return { is: statSync(path).isDirectory() ? 'folder' : 'file' };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return ofMissing(path);
    if (code === 'ENOTDIR') return { is: 'below', file: nearest(path) };
    if (code === 'EACCES') return { is: 'forbidden', at: nearest(path) };
    return { is: 'impossible', reason: /: (.*?), \w+ '/.exec(message)?.[1] ?? message };
  }
}

/** Either a link leads nowhere, the folder itself or one above it, or it can be made where its path ends. */
function ofMissing(path: string): Place {
  const at = nearest(path);
  const target = lstatSync(at).isSymbolicLink() && !existsSync(at) ? resolve(dirname(at), readlinkSync(at)) : null;
  if (target !== null) return { is: 'dangling', link: at, target };
  return may(at, constants.W_OK | constants.X_OK) ? { is: 'missing' } : { is: 'forbidden', at };
}

/** The longest beginning of a path that is there, a link that leads nowhere included. */
function nearest(path: string): string {
  try {
    lstatSync(path);
    return path;
  } catch {
    return nearest(dirname(path));
  }
}

/** Whether this user may do so; `mode` as `fs.access` takes it. */
export function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/**
 * Says what is wrong with a data folder before anything stumbles over it. One that is not there passes: some commands make it.
 *
 * @param options.readOnly enough where nothing is written to it
 * @throws CommandError `usage` when no folder is there or can be, or this user may not use it
 */
export function checkDataFolder(data: string, { readOnly = false } = {}): void {
  const place = lookAtPlace(data);
  const wrong = place.is === 'folder' ? wrongWithFolder(data, readOnly) : wrongWith(data, place);
  if (wrong !== null) throw usage(wrong);
}

function wrongWithFolder(data: string, readOnly: boolean): string | null {
  if (may(data, constants.R_OK | constants.X_OK | (readOnly ? 0 : constants.W_OK))) return null;
  return `the data folder ${data} may not be ${readOnly ? 'read' : 'read and written'} by ${userName()}; ${asOwner(data)}`;
}

function wrongWith(data: string, place: Place): string | null {
  const wanted = '--data (TONGBU_DATA) names a folder';
  if (place.is === 'missing') return isNoPath(data);
  if (place.is === 'file') return `${data} is a file, and ${wanted}${beside(data)}`;
  if (place.is === 'below') return `${data} lies below ${place.file}, which is a file; ${wanted}`;
  if (place.is === 'dangling')
    return `${data}: the link ${place.link} leads to ${place.target}, which is not there; make that folder first`;
  if (place.is === 'forbidden') return `${data}: ${userName()} may not go into ${place.at}, or make a folder there; ${asOwner(place.at)}`;
  return place.is === 'impossible' ? `${data} cannot be a data folder: ${place.reason}` : null;
}

/** What a shell or a habit leaves behind would become a folder of that name. */
function isNoPath(data: string): string | null {
  if (/^~[^/\\]*([/\\]|$)/.test(data)) return `${data}: the shell has left the ~ as it is; write the whole path, or --data "$HOME/…"`;
  if (/^postgres(ql)?:/i.test(data)) return `${data}: --data names a folder; a server does not serve from PostgreSQL yet`;
  return /^\w+:\/\//.test(data) ? `${data} is an address, and --data names a folder` : null;
}

/** Whoever names a file of the folder means the folder. */
function beside(file: string): string {
  return /^tongbu\.\w+$/.test(basename(file)) ? `; the one it lies in: --data ${word(dirname(file))}` : '';
}

function asOwner(path: string): string {
  const { uid } = statSync(path);
  return `it belongs to ${uid === 0 ? 'root' : `user ${uid}`}: run this as that user, or name another folder with --data`;
}
