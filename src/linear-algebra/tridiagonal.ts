import type { DoubleMatrix } from './double-matrix.ts';

/** `A = Q·T·Qᵀ`, T tridiagonal, by the reflections that make up Q. */
export interface Tridiagonal {
  /** [n] the diagonal of T. */
  readonly diagonal: Float64Array;
  /** [n] the entries beside it: T(i, i+1); the last one is zero. */
  readonly beside: Float64Array;
  /** [n × n] row i holds the reflection `I − u·uᵀ/h` in its first i entries. */
  readonly reflections: Float64Array;
  /** [n] h of each reflection; zero where there is none. */
  readonly halves: Float64Array;
}

/**
 * Householder's reduction of a symmetric matrix to tridiagonal form, from the last row up (EISPACK's
 * tred2; Golub and Van Loan, "Matrix Computations", section 8.3.1). Only rows are walked: the update
 * of one step and the product that the next one needs are one pass over the lower triangle.
 */
export function tridiagonal(matrix: DoubleMatrix): Tridiagonal {
  const n = matrix.rows;
  const a = matrix.data.slice();
  const [diagonal, beside, halves] = [0, 1, 2].map(() => new Float64Array(n));
  // Of the last step: A still lacks − u·qᵀ − q·uᵀ. Zeros at first, and where nothing is to be done.
  const u = new Float64Array(n);
  const q = new Float64Array(n);
  const p = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const row = a.subarray(i * n, i * n + i + 1);
    update(row, u, q, i);
    diagonal[i] = row[i];
    const h = i > 0 ? reflection(row, i) : 0;
    if (i > 0) beside[i - 1] = h === 0 ? row[i - 1] : row[i];
    halves[i] = h;
    if (i === 0) break;
    if (h === 0) row.fill(0, 0, i);
    p.fill(0, 0, i);
    for (let j = 0; j < i; j++) p[j] += pass(a, j * n, j, { u, q, v: row, p });
    let half = 0;
    for (let j = 0; j < i; j++) {
      p[j] = h === 0 ? 0 : p[j] / h;
      half += p[j] * row[j];
    }
    half = h === 0 ? 0 : half / (2 * h);
    for (let j = 0; j < i; j++) {
      u[j] = row[j];
      q[j] = p[j] - half * row[j];
    }
  }
  return { diagonal, beside, reflections: a, halves };
}

// Of squares, where the largest entry is about 1: far below rounding, and squares of less underflow.
const negligible = 1e-200;

/** row −= u_i·q + q_i·u, up to and with entry i. */
function update(row: Float64Array, u: Float64Array, q: Float64Array, i: number): void {
  const [own, other] = [u[i], q[i]];
  for (let k = 0; k <= i; k++) row[k] -= own * q[k] + other * u[k];
}

/**
 * Turns the first i entries into the u of the reflection that leaves only the last of them, which is
 * written behind them; h = uᵀu/2, or zero where they are as they should be.
 */
function reflection(row: Float64Array, i: number): number {
  let rest = 0;
  for (let k = 0; k < i - 1; k++) rest += row[k] * row[k];
  if (rest < negligible) return 0;
  const last = row[i - 1];
  const squares = rest + last * last;
  const left = last > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  row[i - 1] = last - left;
  row[i] = left;
  return squares - last * left;
}

interface Vectors {
  readonly u: Float64Array;
  readonly q: Float64Array;
  readonly v: Float64Array;
  readonly p: Float64Array;
}

/** Updates row j, adds what it gives above the diagonal to p, and returns its own product with v. */
function pass(a: Float64Array, at: number, j: number, { u, q, v, p }: Vectors): number {
  const [own, other, factor] = [u[j], q[j], v[j]];
  let [even, odd] = [0, 0];
  let k = 0;
  for (; k + 1 < j; k += 2) {
    const x = a[at + k] - own * q[k] - other * u[k];
    const y = a[at + k + 1] - own * q[k + 1] - other * u[k + 1];
    a[at + k] = x;
    a[at + k + 1] = y;
    even += x * v[k];
    odd += y * v[k + 1];
    p[k] += factor * x;
    p[k + 1] += factor * y;
  }
  for (; k <= j; k++) {
    const x = a[at + k] - own * q[k] - other * u[k];
    a[at + k] = x;
    even += x * v[k];
    if (k < j) p[k] += factor * x;
  }
  return even + odd;
}

/** Q [n × n], row-major: its columns are those of which T is the matrix. */
export function orthogonalFactor({ reflections, halves }: Tridiagonal): Float64Array {
  const n = halves.length;
  const q = new Float64Array(n * n);
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (halves[i] !== 0) {
      const u = reflections.subarray(i * n, i * n + i);
      sums.fill(0, 0, i);
      for (let k = 0; k < i; k++) {
        const [at, factor] = [k * n, u[k] / halves[i]];
        for (let j = 0; j < i; j++) sums[j] += factor * q[at + j];
      }
      for (let k = 0; k < i; k++) {
        const [at, factor] = [k * n, u[k]];
        for (let j = 0; j < i; j++) q[at + j] -= factor * sums[j];
      }
    }
    q[i * n + i] = 1;
  }
  return q;
}
