import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { usage } from '../error.ts';

/** A file that can be read more than once. */
export interface Source {
  /** For messages: the file's own name, or `stdin`. */
  name: string;
  bytes: number;
  /** Its text from the start, in pieces; `onBytes` hears how far the reading is. */
  read(onBytes: (bytes: number) => void): AsyncIterable<string>;
  close(): Promise<void>;
}

/**
 * Opens a file to import. Standard input and pipes are kept in a temporary file, for a file is read twice: once to check it,
 * once to write it.
 *
 * @throws CommandError `usage` when it cannot be opened
 */
export async function openSource(path: string): Promise<Source> {
  const name = path === '-' ? 'stdin' : basename(path);
  const handle = await openFile(path);
  const { size } = await handle.stat();
  return { name, bytes: size, read: (onBytes) => textOf(handle, name, onBytes), close: () => handle.close() };
}

async function openFile(path: string): Promise<FileHandle> {
  if (path === '-') return spool(process.stdin);
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw usage(absent ? `${path}: there is no such file` : `${path}: cannot be read: ${(cause as Error).message}`, { cause });
  }
  const facts = await handle.stat();
  if (facts.isFile()) return handle;
  if (!facts.isDirectory()) return spool(handle.createReadStream()); // opened once: whoever writes a pipe may have gone by a second time
  await handle.close();
  throw usage(`${path}: is a folder, not a file`);
}

/** The file loses its name at once, so that nothing is left behind however this process ends. */
async function spool(input: NodeJS.ReadableStream): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'tongbu-import-'));
  try {
    const file = join(folder, 'input');
    await pipeline(input, createWriteStream(file, { mode: 0o600 }));
    return await open(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* textOf(handle: FileHandle, name: string, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let lines = 1;
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      const near = lines + (chunk ? newlines(validPart(chunk)) : 0);
      throw usage(`${name}:${near}: is not UTF-8 text; save it as UTF-8 (in a spreadsheet: "CSV UTF-8")`, { cause });
    }
  };
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 65_536 })) {
    const text = decode(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    lines += newlines(text);
    onBytes(bytes);
    yield text;
  }
  yield decode();
}

/** What stands before the first bytes that are no UTF-8. */
function validPart(chunk: Uint8Array): string {
  const lenient = new TextDecoder().decode(chunk);
  return lenient.slice(0, lenient.search(/\ufffd|$/));
}

function newlines(text: string): number {
  let found = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found++;
  return found;
}
