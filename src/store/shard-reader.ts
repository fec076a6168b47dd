import { read } from 'node:fs';
import { open } from 'node:fs/promises';
import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { errnoOf, fileError } from './file-error.ts';
import type { KeyIndex } from './key-index.ts';
import { rowChecksum } from './row-checksum.ts';
import type { RowCodec } from './row-codec.ts';
import type { Shard } from './shard.ts';

/** Reading over a gap of this many bytes costs less than another call. */
const widestGap = 16_384;
const longestRun = 1 << 20;
/** Reads under way at once: enough to keep a disk busy. */
const parallelReads = 16;

/** A row wanted: its number in the index and its row in the result. */
export interface WantedRow {
  readonly row: number;
  readonly place: number;
}

/** Rows that one read brings: `wanted[from…to-1]`. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads rows of one shard into their places in `out`, neighbours together, and checks each.
 *
 * @param wanted in ascending order of row, all within the shard
 * @throws E_CHECKSUM where a row has changed since it was written
 * @throws E_STORE where the file cannot be read
 */
export async function readShardRows(
  shard: Shard,
  wanted: readonly WantedRow[],
  index: KeyIndex,
  codec: RowCodec,
  out: Matrix,
): Promise<void> {
  const runs = runsOf(wanted, codec.rowBytes);
  try {
    const handle = await open(shard.path, 'r');
    let next = 0;
    const reader = async () => {
      while (next < runs.length) {
        const { from, to } = runs[next++];
        await readRun(handle.fd, shard, wanted.slice(from, to), index, codec, out);
      }
    };
    // All must end before the file is closed: its number may be given to another file.
    const ended = await Promise.allSettled(Array.from({ length: parallelReads }, reader));
    await handle.close();
    for (const result of ended) if (result.status === 'rejected') throw result.reason;
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') throw gone(shard.path);
    throw fileError(cause, shard.path, 'read');
  }
}

/** The files that a merge replaced are removed by the next writer, whoever reads. */
function gone(path: string): MingaError {
  return new MingaError('E_STORE', {
    found: `${path} is gone: merged into another shard, or deleted, since the store was opened`,
    expected: 'the shards that were there',
    fix: 'open the store again',
  });
}

async function readRun(
  file: number,
  shard: Shard,
  wanted: readonly WantedRow[],
  index: KeyIndex,
  codec: RowCodec,
  out: Matrix,
): Promise<void> {
  const { rowBytes, format } = codec;
  const first = wanted[0];
  const length = (wanted[wanted.length - 1].row - first.row + 1) * rowBytes;
  // Rows that are wanted in the order in which they lie go straight to their places.
  const isStraight =
    format.keyCheck === null &&
    format.precision === 'float32' &&
    wanted.every(({ row, place }, k) => row === first.row + k && place === first.place + k);
  const bytes = isStraight
    ? Buffer.from(out.data.buffer, out.data.byteOffset + first.place * rowBytes, length)
    : Buffer.allocUnsafe(length);
  const count = await fill(file, bytes, shard.vectorsAt + (first.row - shard.start) * rowBytes);
  for (const { row, place } of wanted) {
    const at = (row - first.row) * rowBytes;
    const written = bytes.subarray(at, at + rowBytes);
    const key = index.key(row);
    const isWhole =
      at + rowBytes <= count && rowChecksum(key, written) === shard.checksums[row - shard.start];
    if (!isWhole || (!isStraight && !codec.decode(key, written, out.row(place)))) {
      throw new MingaError('E_CHECKSUM', {
        found: `${shard.path} row ${row - shard.start} has changed since it was written`,
        fix: `delete that file and run again: its ${shard.entry.rows} rows are then computed anew`,
      });
    }
  }
}

function runsOf(wanted: readonly WantedRow[], rowBytes: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let k = 1; k <= wanted.length; k++) {
    if (k < wanted.length) {
      const gap = (wanted[k].row - wanted[k - 1].row - 1) * rowBytes;
      const length = (wanted[k].row - wanted[from].row + 1) * rowBytes;
      if (gap <= widestGap && length <= longestRun) continue;
    }
    runs.push({ from, to: k });
    from = k;
  }
  return runs;
}

/** Reads until `bytes` are full or the file ends; how many were read. */
async function fill(file: number, bytes: Buffer, position: number): Promise<number> {
  let at = 0;
  while (at < bytes.length) {
    const count = await readOnce(file, bytes, at, position + at);
    if (count === 0) break;
    at += count;
  }
  return at;
}

// The callback form: a FileHandle costs several times as much for rows of a few kilobytes.
function readOnce(file: number, bytes: Buffer, at: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(file, bytes, at, bytes.length - at, position, (error, count) =>
      error ? reject(error) : resolve(count),
    );
  });
}
