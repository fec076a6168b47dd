import type { EncodedVectors } from './evidence.ts';

/** What vectors of one encoder are like, read once. */
export interface VectorSpread {
  readonly encoder: string;
  readonly rows: number;
  readonly dimension: number;
  /** Samples whose vector has a NaN or an infinity; they take no part in the rest. */
  readonly notFinite: readonly number[];
  /** Numbers of a vector that are the same in all rows. */
  readonly constant: number;
  /** Share of the vectors' mean square that is their common mean; 1 where all are equal. */
  readonly commonShare: number;
  /** Samples by equal vectors, of more than one sample each. */
  readonly shared: readonly (readonly number[])[];
}

const rowsAtOnce = 1024;

/**
 * Reads vectors a few at a time: sums and sums of squares of every number, and a hash of every row.
 *
 * The common share is ‖mean‖² / mean of ‖v‖², the squared mean resultant length of unit vectors
 * (Mardia and Jupp, Directional Statistics, 2000).
 */
export async function vectorSpread({
  encoder,
  samples,
  read,
}: EncodedVectors): Promise<VectorSpread> {
  const notFinite: number[] = [];
  const byHash = new Map<string, number[]>();
  let sums = new Float64Array(0);
  let lowest = new Float32Array(0);
  let highest = new Float32Array(0);
  let squares = 0;
  let rows = 0;
  for (let from = 0; from < samples.length; from += rowsAtOnce) {
    const chunk = samples.subarray(from, from + rowsAtOnce);
    const vectors = await read(chunk);
    if (from === 0) {
      sums = new Float64Array(vectors.columns);
      lowest = new Float32Array(vectors.columns).fill(Number.POSITIVE_INFINITY);
      highest = new Float32Array(vectors.columns).fill(Number.NEGATIVE_INFINITY);
    }
    for (let k = 0; k < chunk.length; k++) {
      const row = vectors.row(k);
      if (!row.every(Number.isFinite)) {
        notFinite.push(chunk[k]);
        continue;
      }
      rows += 1;
      for (let d = 0; d < row.length; d++) {
        sums[d] += row[d];
        squares += row[d] * row[d];
        if (row[d] < lowest[d]) lowest[d] = row[d];
        if (row[d] > highest[d]) highest[d] = row[d];
      }
      const key = rowHash(row);
      const same = byHash.get(key);
      if (same === undefined) byHash.set(key, [chunk[k]]);
      else same.push(chunk[k]);
    }
  }
  const common = sums.reduce((total, sum) => total + (sum / rows) ** 2, 0);
  return {
    encoder,
    rows: samples.length,
    dimension: sums.length,
    notFinite,
    constant: rows < 2 ? 0 : lowest.reduce((n, low, d) => n + (low === highest[d] ? 1 : 0), 0),
    commonShare: rows < 2 || squares === 0 ? 0 : common / (squares / rows),
    shared: [...byHash.values()].filter(same => same.length > 1),
  };
}

/** 64 bits of two FNV-1a hashes: of a million rows, two differ and share it once in 10⁷ audits. */
function rowHash(row: Float32Array): string {
  const words = new Uint32Array(row.buffer, row.byteOffset, row.length);
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < words.length; i++) {
    a = Math.imul(a ^ words[i], 0x01000193);
    b = Math.imul(b ^ (words[i] >>> 13) ^ (words[i] << 19), 0x85ebca6b);
    b ^= b >>> 15;
  }
  return `${a >>> 0} ${b >>> 0}`;
}
