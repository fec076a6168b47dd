import { Random } from '../tensor/index.ts';
import type { DoubleMatrix } from './double-matrix.ts';
import { dot } from './vector.ts';

const [mostSteps, change] = [40, 0.01];

/** The smallest and the largest eigenvalue of a positive definite matrix, as seen. */
export interface SpectrumEnds {
  /** From above, by inverse iteration. */
  readonly smallest: number;
  /** From below, by the power method. */
  readonly largest: number;
}

/**
 * Both ends of the spectrum within a few hundredths where they stand apart, by iterations with one
 * vector (Golub and Van Loan, "Matrix Computations", section 8.2).
 *
 * @param factor the Cholesky factor of the matrix
 */
export function spectrumEnds(matrix: DoubleMatrix, factor: DoubleMatrix): SpectrumEnds {
  const largest = iterated(matrix.rows, x => times(matrix, x));
  const smallest = 1 / iterated(matrix.rows, x => solved(factor, x));
  return { smallest: Math.min(smallest, largest), largest };
}

/** ‖A·x‖ of unit vectors x ← A·x / ‖A·x‖, until it stands still. */
function iterated(size: number, apply: (x: Float64Array) => Float64Array): number {
  const random = new Random(0, 'spectrum ends');
  let x: Float64Array = Float64Array.from({ length: size }, () => random.normal());
  let length = Math.sqrt(dot(x, x));
  for (let step = 0; step < mostSteps; step++) {
    const before = length;
    const scale = 1 / before;
    x = apply(x.map(element => element * scale));
    length = Math.sqrt(dot(x, x));
    if (step > 1 && Math.abs(length - before) <= change * length) break;
  }
  return length;
}

function times({ rows, columns, data }: DoubleMatrix, x: Float64Array): Float64Array {
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    let [even, odd] = [0, 0];
    let j = 0;
    for (; j + 1 < columns; j += 2) {
      even += data[at + j] * x[j];
      odd += data[at + j + 1] * x[j + 1];
    }
    if (j < columns) even += data[at + j] * x[j];
    result[i] = even + odd;
  }
  return result;
}

/** x of `L·Lᵀ·x = b`, rows of L only. */
function solved({ rows: n, data }: DoubleMatrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    let rest = x[i];
    for (let j = 0; j < i; j++) rest -= data[i * n + j] * x[j];
    x[i] = rest / data[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const own = x[i] / data[i * n + i];
    x[i] = own;
    for (let j = 0; j < i; j++) x[j] -= own * data[i * n + j];
  }
  return x;
}
