import { MingaError } from '../errors/index.ts';
import { choleskyOf } from './cholesky.ts';
import { requireSymmetric } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { MemoryPool } from './memory-pool.ts';
import type { Products } from './products.ts';
import { type SpectrumEnds, spectrumEnds } from './spectrum.ts';
import { symmetricProduct } from './symmetric-product.ts';
import { inverseOfFactored } from './triangular.ts';

/** What can be set of an inverse square root. */
export interface InverseSquareRootOptions {
  /** The largest root mean square of the eigenvalues of `Z·A·Z − I`; 1e-8 by default. */
  readonly tolerance?: number;
}

/**
 * `Z = A^(−½)` [n × n] of a symmetric positive definite matrix, symmetric: `Z·A·Z = I`, checked at the
 * end. Halley's iteration with dynamic weights (Nakatsukasa, Bai and Gygi, SIAM J. Matrix Anal. Appl.
 * 31, 2010) for the sign of A, in the coupled form `M ← T·M·T, Z ← Z·T` in which `M = Z·A·Z`: three
 * to six steps of one Cholesky inverse each, whatever the condition, and one of Newton's. All of it
 * is products.
 *
 * @throws E_SHAPE where it is not square; E_LINEAR_ALGEBRA where it is not finite, symmetric or
 *   positive definite, or so ill-conditioned that the tolerance is not reached; E_OPTION where the
 *   tolerance is not a positive number
 * @example
 * const whiten = await inverseSquareRoot(covariance, products); // rows·whiten have covariance I
 */
export async function inverseSquareRoot(
  matrix: DoubleMatrix,
  products: Products,
  options: InverseSquareRootOptions = {},
): Promise<DoubleMatrix> {
  const { tolerance = 1e-8 } = options;
  if (!(tolerance > 0 && Number.isFinite(tolerance))) {
    throw new MingaError('E_OPTION', {
      found: `a tolerance of ${tolerance}`,
      expected: 'a positive number',
    });
  }
  requireSymmetric('a matrix with an inverse square root', matrix);
  if (matrix.rows === 0) return DoubleMatrix.zeros(0, 0);
  const pool = new MemoryPool();
  const factor = await choleskyOf(matrix, products, pool);
  const ends = spectrumEnds(matrix, factor);
  pool.give(factor);
  const root = await halley(matrix, ends, products, pool);
  // Not mended here: Newton's step without the coupling makes errors grow by the root of the condition.
  const half = await symmetricProduct(matrix, root, products, pool);
  const deviation = fromIdentity(await symmetricProduct(root, half, products, pool));
  if (deviation <= tolerance) return root;
  throw new MingaError('E_LINEAR_ALGEBRA', {
    found: `an inverse square root Z with ‖Z·A·Z − I‖/√n of ${deviation}, in a matrix of condition ${(ends.largest / ends.smallest).toExponential(0)}`,
    expected: `at most ${tolerance}`,
    fix: 'add a little to its diagonal, or ask for a larger tolerance',
  });
}

// Newton's last step squares what is left.
const [nearly, mostSteps] = [1e-5, 8];

async function halley(
  matrix: DoubleMatrix,
  { smallest, largest }: SpectrumEnds,
  products: Products,
  pool: MemoryPool,
): Promise<DoubleMatrix> {
  // A little room, since both ends are seen from within.
  const scale = 1.05 * largest;
  let least = Math.min(1, Math.sqrt((0.9 * smallest) / scale));
  const m = copied(matrix, pool);
  scaleBy(m, 1 / scale);
  let z: DoubleMatrix | null = null;
  const joined = async (step: DoubleMatrix): Promise<DoubleMatrix> => {
    if (z === null) return step;
    const next = await symmetricProduct(z, step, products, pool);
    pool.give(z, step);
    return next;
  };
  // By what M is: the ends of the spectrum are estimates, poor ones where eigenvalues lie close.
  for (let step = 0; step < mostSteps && fromIdentity(m) > nearly; step++) {
    const { a, b, c } = weights(least);
    // T = b/c·I + (a − b/c)·R with R = (I + c·M)⁻¹.
    const shifted = copied(m, pool);
    addToDiagonal(scaleBy(shifted, c), 1);
    const factored = await choleskyOf(shifted, products, pool);
    pool.give(shifted);
    const r = await inverseOfFactored(factored, products, pool);
    pool.give(factored);
    const squared = await symmetricProduct(r, r, products, pool);
    const [level, factor] = [b / c, a - b / c];
    toNextProduct(m, r, squared, { level, factor, c });
    pool.give(squared);
    z = await joined(addToDiagonal(scaleBy(r, factor), level));
    least = Math.min(1, (least * (a + b * least * least)) / (1 + c * least * least));
  }
  // (3I − M)/2
  const result = await joined(addToDiagonal(scaleBy(m, -0.5), 1.5));
  return scaleBy(result, 1 / Math.sqrt(scale));
}

/** The weights with which σ(a + bσ²)/(1 + cσ²) lifts all σ of [least, 1] as near to 1 as can be. */
function weights(least: number): { a: number; b: number; c: number } {
  const square = least * least;
  const d = Math.cbrt((4 * (1 - square)) / (square * square));
  const root = Math.sqrt(1 + d);
  const a = root + 0.5 * Math.sqrt(8 - 4 * d + (8 * (2 - square)) / (square * root));
  const b = (a - 1) ** 2 / 4;
  return { a, b, c: a + b - 1 };
}

interface Step {
  readonly level: number;
  readonly factor: number;
  readonly c: number;
}

/** M becomes `T·M·T` of T = level·I + factor·R without another product: c·M·R = I − R. */
function toNextProduct(
  m: DoubleMatrix,
  r: DoubleMatrix,
  squared: DoubleMatrix,
  { level, factor, c }: Step,
): void {
  const [own, linear, quadratic] = [level * level, (2 * level * factor) / c, (factor * factor) / c];
  const [first, inverse, square] = [m.data, r.data, squared.data];
  for (let i = 0; i < first.length; i++) {
    first[i] = own * first[i] - linear * inverse[i] + quadratic * (inverse[i] - square[i]);
  }
  addToDiagonal(m, linear);
}

/** The root mean square of the eigenvalues of `M − I`. */
function fromIdentity({ rows: n, data }: DoubleMatrix): number {
  let squares = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = data[i * n + j] - (i === j ? 1 : 0);
      squares += x * x;
    }
  }
  return Math.sqrt(squares / n);
}

function copied(matrix: DoubleMatrix, pool: MemoryPool): DoubleMatrix {
  const copy = pool.take(matrix.rows, matrix.columns);
  copy.data.set(matrix.data);
  return copy;
}

/** Changes and returns the matrix. */
function scaleBy(matrix: DoubleMatrix, factor: number): DoubleMatrix {
  const { data } = matrix;
  for (let i = 0; i < data.length; i++) data[i] *= factor;
  return matrix;
}

/** Changes and returns the matrix. */
function addToDiagonal(matrix: DoubleMatrix, amount: number): DoubleMatrix {
  for (let i = 0; i < matrix.rows; i++) matrix.data[i * matrix.columns + i] += amount;
  return matrix;
}
