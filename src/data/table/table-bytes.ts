import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { MingaError } from '../../errors/index.ts';
import { gunzipped } from './gzip.ts';

/** A file that can be read from its beginning as often as need be, unpacked where it is gzipped. */
export interface TableBytes {
  readonly isGzip: boolean;
  /** The first bytes, unpacked. */
  readonly first: Uint8Array;
  /** @throws E_RECORD_VALUE where the gzip file is damaged or holds too much */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

const pieceBytes = 2 ** 20;

/** @throws E_FILE_MISSING where the file cannot be read */
export async function openTableBytes(path: string, name: string): Promise<TableBytes> {
  const mark = await firstBytes(path);
  if (mark[0] !== 0x1f || mark[1] !== 0x8b) {
    const pieces = () => createReadStream(path, { highWaterMark: pieceBytes });
    return { isGzip: false, first: mark, pieces };
  }
  const pieces = () => gunzipped(path, name);
  let first = new Uint8Array(0);
  for await (const piece of pieces()) {
    first = piece.slice(0, 64);
    break;
  }
  return { isGzip: true, first, pieces };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(64), 0, 64, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new MingaError('E_FILE_MISSING', {
      found: `the table ${path} cannot be read`,
      expected: 'a file of records: CSV, TSV, JSON Lines, JSON, Parquet or Excel (.xlsx)',
      fix: 'check the path; it counts from the folder where the command runs',
      cause,
    });
  }
}
