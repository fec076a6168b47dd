import { MingaError } from '../errors/index.ts';
import { Random } from '../tensor/index.ts';
import { rowsBetween } from './blocks.ts';
import { requireSymmetric } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { normalRows, orthonormalRows } from './orthonormal.ts';
import type { Products } from './products.ts';
import { type Eigen, fixSign, symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.ts';
import { addScaled, dot } from './vector.ts';

/** How leading eigenpairs are sought. */
export interface LeadingEigenOptions {
  /** Of the block with which the iteration starts; 0 by default. */
  readonly seed?: number;
  /** The largest ‖A·v − λ·v‖ over the largest eigenvalue; 1e-6 by default. */
  readonly tolerance?: number;
  /** The most products with the matrix before the iteration ends as it is; 60 by default. */
  readonly effort?: number;
}

/** Leading eigenpairs and how exact they are. */
export interface LeadingEigen extends Eigen {
  /** The largest ‖A·v − λ·v‖ over the largest eigenvalue. */
  readonly residual: number;
}

// Up to here all eigenpairs in JavaScript are quick enough, and exact.
const exactUpTo = 1024;
// Above the tolerance there may be no gap to be found, as in noise: then the iteration ends here.
const usualEffort = 60;

/**
 * The eigenpairs of the `count` largest eigenvalues of a symmetric positive semidefinite matrix
 * [n × n]; fewer where n is smaller. Up to n = 1,024 by `symmetricEigen`. Beyond, by subspace
 * iteration from a random block with a quarter more rows (Halko, Martinsson and Tropp, SIAM Review
 * 53, 2011), each step a Chebyshev polynomial that keeps down what lies below the block's last Ritz
 * value (Zhou and Saad, SIAM J. Matrix Anal. Appl. 29, 2007), and Rayleigh–Ritz at the end: vectors
 * are orthonormal to rounding whatever the matrix, and `residual` says how exact each pair is. It is
 * at most `tolerance`, but where eigenvalues lie too close together to be told apart by `effort` products.
 *
 * @throws E_SHAPE where it is not square; E_LINEAR_ALGEBRA where it is not finite, symmetric or
 *   positive semidefinite; E_OPTION where `count` is not a whole number from 1 or the tolerance is not
 *   a positive number, or `effort` below 1
 * @example
 * const { values, vectors } = await leadingEigen(covariance, 256, products);
 */
export async function leadingEigen(
  matrix: DoubleMatrix,
  count: number,
  products: Products,
  options: LeadingEigenOptions = {},
): Promise<LeadingEigen> {
  const { seed = 0, tolerance = 1e-6, effort = usualEffort } = options;
  if (!Number.isInteger(count) || count < 1 || !(tolerance > 0) || !(effort >= 1)) {
    throw new MingaError('E_OPTION', {
      found: `${count} eigenpairs within ${tolerance} by ${effort} products`,
      expected: 'a whole number from 1, a positive tolerance, at least one product',
    });
  }
  const n = matrix.rows;
  const block = Math.min(n, count + Math.max(32, Math.ceil(count / 4)));
  if (n <= exactUpTo || block > 0.75 * n) return exact(matrix, Math.min(count, n));
  const largest = requireSymmetric('a symmetric matrix', matrix);
  if (largest === 0) return exactZeros(n, count);
  const start = normalRows(block, n, new Random(seed, 'leading eigen'));
  return iterated(
    matrix,
    await orthonormalRows(start, products),
    { count, tolerance, effort },
    products,
  );
}

function exact(matrix: DoubleMatrix, count: number): LeadingEigen {
  const { values, vectors } = symmetricEigen(matrix);
  requireSemidefinite(values[values.length - 1], values[0]);
  return { values: values.slice(0, count), vectors: copied(vectors, count), residual: 0 };
}

function exactZeros(n: number, count: number): LeadingEigen {
  const vectors = copied(DoubleMatrix.identity(n), count);
  return { values: new Float64Array(count), vectors, residual: 0 };
}

function copied(vectors: DoubleMatrix, count: number): DoubleMatrix {
  return new DoubleMatrix(count, vectors.columns, vectors.data.slice(0, count * vectors.columns));
}

function requireSemidefinite(smallest: number, largest: number): void {
  if (smallest >= -1e-6 * Math.max(largest, 0)) return;
  throw new MingaError('E_LINEAR_ALGEBRA', {
    found: `an eigenvalue of ${smallest} beside one of ${largest}`,
    expected: 'a positive semidefinite matrix',
  });
}

interface Goal {
  readonly count: number;
  readonly tolerance: number;
  readonly effort: number;
}

async function iterated(
  matrix: DoubleMatrix,
  start: DoubleMatrix,
  { count, tolerance, effort }: Goal,
  products: Products,
): Promise<LeadingEigen> {
  let basis = start;
  let filter: Filter | null = null;
  // By how much the last pair that is wanted has grown beside what is unwanted.
  let gain = 1 / Math.sqrt(matrix.rows);
  let share = 1;
  let used = 0;
  for (let sweep = 1; ; sweep++) {
    const image = await products.multiplyDouble(basis, matrix);
    used += 1;
    // What is known of the spectrum changes less and less, and to look at it is no product.
    const look = (sweep & (sweep - 1)) === 0;
    const done = share / gain <= tolerance || used >= effort;
    if (filter === null || look || done) {
      const small = symmetrised(await products.multiplyDouble(image, basis, 'second'));
      const { values, vectors } = done ? symmetricEigen(small) : valuesOf(small);
      requireSemidefinite(values[values.length - 1], values[0]);
      if (vectors !== null) {
        const wanted = rowsBetween(vectors, 0, count);
        const found = await ritz({ basis, image }, { values, vectors: wanted }, products);
        if (found.residual <= tolerance || used >= effort) return found;
      }
      filter = filterOf(values, count);
      share = Math.max(0, values[count - 1]) / values[0];
    }
    gain *= filter.growth;
    used += filter.degree - 1;
    const filtered = await chebyshev(matrix, { basis, image }, filter, products);
    basis = await orthonormalRows(filtered, products);
  }
}

function valuesOf(small: DoubleMatrix) {
  return { values: symmetricEigenvalues(small), vectors: null };
}

function symmetrised(matrix: DoubleMatrix): DoubleMatrix {
  const { rows: n, data } = matrix;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (data[i * n + j] + data[j * n + i]) / 2;
      data[i * n + j] = mean;
      data[j * n + i] = mean;
    }
  }
  return matrix;
}

interface Subspace {
  /** [b × n] orthonormal rows. */
  readonly basis: DoubleMatrix;
  /** [b × n] their products with the matrix. */
  readonly image: DoubleMatrix;
}

/** The pairs that weights of the basis stand for, and what they leave. */
async function ritz(
  { basis, image }: Subspace,
  { values, vectors: weights }: Eigen,
  products: Products,
): Promise<LeadingEigen> {
  const vectors = await products.multiplyDouble(weights, basis);
  const images = await products.multiplyDouble(weights, image);
  let worst = 0;
  for (let k = 0; k < weights.rows; k++) {
    const rest = addScaled(images.row(k), -values[k], vectors.row(k));
    worst = Math.max(worst, Math.sqrt(dot(rest, rest)));
    fixSign(vectors.row(k));
  }
  return { values: values.slice(0, weights.rows), vectors, residual: worst / values[0] };
}

interface Filter {
  /** What is unwanted lies between zero and here. */
  readonly bound: number;
  readonly degree: number;
  /** By how much the last pair that is wanted grows beside what is unwanted. */
  readonly growth: number;
}

// The largest growth within a block that Cholesky's factor can make orthonormal again.
const [mostGrowth, mostDegree] = [1e6, 8];

function filterOf(values: Float64Array, count: number): Filter {
  const largest = values[0];
  // The last Ritz value is never above the eigenvalue of that place, so nothing wanted is kept down.
  const bound = Math.max(values[values.length - 1], (2 * largest) / mostGrowth);
  const place = (value: number) => Math.acosh(Math.max(1, (2 * value) / bound - 1));
  const degree = Math.min(mostDegree, Math.floor(Math.acosh(mostGrowth) / place(largest)) || 1);
  return { bound, degree, growth: Math.cosh(degree * place(values[count - 1])) };
}

/** T_degree(2A/bound − I) of the basis, by the three-term recurrence. */
async function chebyshev(
  matrix: DoubleMatrix,
  { basis, image }: Subspace,
  { bound, degree }: Filter,
  products: Products,
): Promise<DoubleMatrix> {
  let before = basis;
  let current = combined(image, 2 / bound, basis, -1, null);
  for (let k = 2; k <= degree; k++) {
    const next = await products.multiplyDouble(current, matrix);
    [before, current] = [current, combined(next, 4 / bound, current, -2, before)];
  }
  return current;
}

/** p·a + q·b − c. */
function combined(
  { rows, columns, data: a }: DoubleMatrix,
  p: number,
  { data: b }: DoubleMatrix,
  q: number,
  c: DoubleMatrix | null,
): DoubleMatrix {
  const result = DoubleMatrix.zeros(rows, columns);
  const { data } = result;
  for (let i = 0; i < data.length; i++) data[i] = p * a[i] + q * b[i];
  if (c !== null) for (let i = 0; i < data.length; i++) data[i] -= c.data[i];
  return result;
}
