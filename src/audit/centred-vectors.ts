import { Matrix } from '../tensor/index.ts';
import type { EncodedVectors } from './evidence.ts';

const rowsAtOnce = 1024;

/**
 * All finite vectors of an encoder less their mean, and the samples that they are of. The mean is what
 * all pictures of a set have in common, and it makes any two of them look alike.
 *
 * @returns null where they are more than `mostNumbers` numbers
 */
export async function centredVectors(
  { samples, read }: EncodedVectors,
  mostNumbers: number,
): Promise<{ readonly samples: Int32Array; readonly vectors: Matrix } | null> {
  const first = await read(samples.subarray(0, 1));
  if (samples.length * first.columns > mostNumbers) return null;
  const all = Matrix.zeros(samples.length, first.columns);
  const kept = new Int32Array(samples.length);
  const sums = new Float64Array(first.columns);
  let rows = 0;
  for (let from = 0; from < samples.length; from += rowsAtOnce) {
    const chunk = samples.subarray(from, from + rowsAtOnce);
    const vectors = await read(chunk);
    for (let k = 0; k < chunk.length; k++) {
      const row = vectors.row(k);
      if (!row.every(Number.isFinite)) continue;
      for (let d = 0; d < row.length; d++) sums[d] += row[d];
      all.row(rows).set(row);
      kept[rows] = chunk[k];
      rows += 1;
    }
  }
  const vectors = new Matrix(rows, all.columns, all.data.subarray(0, rows * all.columns));
  for (let i = 0; i < rows; i++) {
    const row = vectors.row(i);
    for (let d = 0; d < row.length; d++) row[d] -= sums[d] / rows;
  }
  return { samples: kept.subarray(0, rows), vectors };
}
