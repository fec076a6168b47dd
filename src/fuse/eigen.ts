/** Eigenvalues, falling, and the eigenvector of each. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

const [mostSweeps, negligible] = [30, 1e-12];

/**
 * All eigenpairs of a small symmetric matrix by Jacobi's cyclic rotations (Golub and Van Loan,
 * "Matrix Computations", section 8.5): n³ a sweep, fewer than ten of them.
 *
 * @param matrix n rows of n
 */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen {
  const n = matrix.length;
  const a = matrix.map(row => row.slice());
  // Row i becomes the i-th eigenvector.
  const vectors = a.map((_, i) => new Float64Array(n).fill(1, i, i + 1));
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a) > negligible; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i]);
  return {
    values: Float64Array.from(order, i => a[i][i]),
    vectors: order.map(i => vectors[i]),
  };
}

/** The share of the matrix that is off its diagonal, by squares. */
function offDiagonal(a: readonly Float64Array[]): number {
  let [off, all] = [0, 0];
  a.forEach((row, i) => {
    row.forEach((x, j) => {
      all += x * x;
      if (i !== j) off += x * x;
    });
  });
  return all === 0 ? 0 : off / all;
}

/** Turns the plane of p and q so that a[p][q] vanishes. */
function rotate(a: Float64Array[], vectors: Float64Array[], p: number, q: number): void {
  if (a[p][q] === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const row of a) [row[p], row[q]] = turned(row[p], row[q], cosine, sine);
  for (const rows of [a, vectors]) {
    const [first, second] = [rows[p], rows[q]];
    for (let k = 0; k < first.length; k++) {
      [first[k], second[k]] = turned(first[k], second[k], cosine, sine);
    }
  }
}

function turned(x: number, y: number, cosine: number, sine: number): [number, number] {
  return [cosine * x - sine * y, sine * x + cosine * y];
}
