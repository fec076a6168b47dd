import { type ContentKey, keyBytes } from '../content-key.ts';
import type { EmbeddingRows } from './embedding-table.ts';
import type { InputFile } from './input-file.ts';
import { malformed } from './malformed.ts';
import { decodeNumbers, type NumberType, numberBytes } from './number-codec.ts';

/** Bytes of vectors that are read at once. */
const chunkBytes = 4 << 20;

/** Where the vectors of a file lie, and what belongs to them. */
export interface VectorPlace {
  readonly start: number;
  readonly type: NumberType;
  readonly rows: number;
  readonly dimension: number;
  readonly ids: readonly string[] | null;
  readonly keys: readonly ContentKey[] | null;
}

/** The rows of a file whose vectors lie one after another, a few megabytes at a time. */
export async function* vectorChunks(
  input: InputFile,
  { start, type, rows, dimension, ids, keys }: VectorPlace,
): AsyncGenerator<EmbeddingRows> {
  const rowBytes = dimension * numberBytes[type];
  const rowsAtOnce = Math.max(1, Math.floor(chunkBytes / rowBytes));
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const to = Math.min(rows, from + rowsAtOnce);
    const bytes = await input.read(start + from * rowBytes, (to - from) * rowBytes);
    yield {
      ids: ids?.slice(from, to) ?? null,
      keys: keys?.slice(from, to) ?? null,
      vectors: decodeNumbers(bytes, type, dimension),
    };
  }
}

/** @throws E_EXCHANGE where there is nothing to read */
export function checkFilled(path: string, rows: number, dimension: number): void {
  if (rows > 0 && dimension > 0) return;
  throw malformed(path, `it holds ${rows} rows of ${dimension} numbers`, '1 or more of both');
}

/** Keys that lie one after another. */
export function splitKeys(bytes: Uint8Array): ContentKey[] {
  return Array.from({ length: bytes.length / keyBytes }, (_, i) =>
    bytes.subarray(i * keyBytes, (i + 1) * keyBytes),
  );
}
