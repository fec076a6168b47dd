import type { Matrix } from '../tensor/index.ts';

/** Mean and variance of each column of several matrices side by side. */
export interface ColumnStatistics {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Weighted mean and (biased) variance of the columns of all `matrices`, in double precision. */
export function columnStatistics(
  matrices: readonly Matrix[],
  rowWeights: ArrayLike<number>,
): ColumnStatistics {
  const all = matrices.map(matrix => statisticsOf(matrix, rowWeights));
  return {
    mean: Float64Array.from(all.flatMap(({ mean }) => [...mean])),
    variance: Float64Array.from(all.flatMap(({ variance }) => [...variance])),
  };
}

function statisticsOf({ rows, columns, data }: Matrix, rowWeights: ArrayLike<number>) {
  const [sums, squares] = [new Float64Array(columns), new Float64Array(columns)];
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const weight = rowWeights[i];
    total += weight;
    for (let j = 0, at = i * columns; j < columns; j++, at++) {
      // Differences from the first row: far from the origin, squares would cancel.
      const x = data[at] - data[j];
      const weighted = weight * x;
      sums[j] += weighted;
      squares[j] += weighted * x;
    }
  }
  return {
    mean: sums.map((sum, j) => data[j] + sum / total),
    variance: squares.map((square, j) => Math.max(0, square / total - (sums[j] / total) ** 2)),
  };
}
