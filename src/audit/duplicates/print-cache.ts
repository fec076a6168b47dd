import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { MingaError } from '../../errors/index.ts';
import { reducedPixels } from './brightness.ts';
import { digestBytes, type PicturePrint, printBytes } from './picture-print.ts';

/** Prints are made from patients' pictures. */
const fileMode = 0o600;
const folderMode = 0o700;

/**
 * A file of prints: a header of 20 bytes (magic, version, 8 bytes that stand for how pictures are
 * decoded, CRC-32 of these 16), then records: a print and its CRC-32, little-endian.
 */
const magic = 0x3150_474d; // "MGP1"
const version = 1;
const headerBytes = 20;
const recordBytes = printBytes + 4;

/** Prints that wait in memory before they are written together. */
const batch = 256;

/** The prints of pictures seen before, kept in a file. */
export interface PrintCache {
  /** Undefined for a picture that was not seen before. */
  get(file: Uint8Array): PicturePrint | undefined;
  /** Kept in the file soon, and at the latest when the cache is closed. */
  add(print: PicturePrint): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the prints in a folder, or makes a place for them. What a crash, another version or a damaged
 * disk left behind is passed over and written anew: a print is only ever saved work.
 *
 * @param decoding how pictures are decoded, as a fingerprint: others have a file of their own
 * @throws E_FILE_MISSING where the folder cannot be written
 */
export async function openPrintCache(
  folder: string,
  decoding: Readonly<Record<string, unknown>>,
): Promise<PrintCache> {
  const mark = createHash('sha256').update(JSON.stringify(decoding)).digest().subarray(0, 8);
  const path = join(folder, `pictures-${mark.subarray(0, 4).toString('hex')}.prints`);
  const header = headerOf(mark);
  try {
    await mkdir(folder, { recursive: true, mode: folderMode });
    const { prints, isWhole } = readPrints(await bytesOf(path), header);
    if (!isWhole) await rewrite(path, header, prints);
    return openCache(path, await open(path, 'a', fileMode), prints);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): MingaError {
  return new MingaError('E_FILE_MISSING', {
    found: `${path} cannot be written (${errnoOf(cause) || String(cause)})`,
    expected: 'a folder that this user may write, on a disk with room',
    fix: 'give another folder, or none: the pictures are then looked at anew every time',
    cause,
  });
}

function openCache(
  path: string,
  handle: FileHandle,
  prints: Map<string, PicturePrint>,
): PrintCache {
  let waiting: Uint8Array[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  function flush(): Promise<unknown> {
    if (waiting.length === 0) return writing;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    // One after another: bytes of two records must not be mixed.
    writing = writing.then(() =>
      handle.appendFile(bytes).catch(cause => {
        throw unwritable(path, cause);
      }),
    );
    return writing;
  }

  return {
    get: file => prints.get(keyOf(file)),
    async add(print) {
      prints.set(keyOf(print.file), print);
      waiting.push(recordOf(print));
      if (waiting.length >= batch) await flush();
    },
    async close() {
      try {
        await flush();
      } finally {
        await handle.close();
      }
    },
  };
}

interface PrintsFile {
  readonly prints: Map<string, PicturePrint>;
  /** False where the file has other things than a header and sound records. */
  readonly isWhole: boolean;
}

function readPrints(bytes: Buffer, header: Buffer): PrintsFile {
  const prints = new Map<string, PicturePrint>();
  if (!bytes.subarray(0, headerBytes).equals(header)) return { prints, isWhole: false };
  let isWhole = (bytes.length - headerBytes) % recordBytes === 0;
  for (let at = headerBytes; at + recordBytes <= bytes.length; at += recordBytes) {
    const content = bytes.subarray(at, at + printBytes);
    if (crc32(content) === bytes.readUInt32LE(at + printBytes)) {
      const print = printOf(content);
      prints.set(keyOf(print.file), print);
    } else {
      isWhole = false;
    }
  }
  return { prints, isWhole };
}

/** Puts a file of these prints in the place of what is there. */
async function rewrite(
  path: string,
  header: Buffer,
  prints: ReadonlyMap<string, PicturePrint>,
): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', fileMode);
  try {
    await handle.writeFile(Buffer.concat([header, ...[...prints.values()].map(recordOf)]));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
}

function headerOf(mark: Uint8Array): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(version, 4);
  header.set(mark, 8);
  header.writeUInt32LE(crc32(header.subarray(0, 16)), 16);
  return header;
}

function recordOf({ file, pixels, reduced }: PicturePrint): Buffer {
  const record = Buffer.alloc(recordBytes);
  record.set(file, 0);
  record.set(pixels, digestBytes);
  record.set(reduced, 2 * digestBytes);
  record.writeUInt32LE(crc32(record.subarray(0, printBytes)), printBytes);
  return record;
}

function printOf(content: Buffer): PicturePrint {
  const file = content.subarray(0, digestBytes);
  const pixels = content.subarray(digestBytes, 2 * digestBytes);
  const reduced = content.subarray(2 * digestBytes, 2 * digestBytes + reducedPixels);
  return { file, pixels, reduced };
}

function keyOf(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.length).toString('latin1');
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return Buffer.alloc(0);
    throw cause;
  }
}

function errnoOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
