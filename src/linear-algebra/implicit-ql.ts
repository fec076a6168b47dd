import { MingaError } from '../errors/index.ts';

/** What becomes of the plane rotations of one sweep: `cosines[k]`, `sines[k]` turn columns k and k+1. */
export type Sweep = (
  first: number,
  last: number,
  cosines: Float64Array,
  sines: Float64Array,
) => void;

const [mostSweeps, epsilon] = [60, Number.EPSILON];

/**
 * The eigenvalues of a symmetric tridiagonal matrix, in no order, by the implicit QL method with
 * Wilkinson's shift (EISPACK's imtql2; Golub and Van Loan, "Matrix Computations", section 8.3.3).
 *
 * @param diagonal [n] becomes the eigenvalues
 * @param beside [n] the entries beside it, the last one zero; is used up
 * @param sweep is told the rotations of every sweep, from `last` down to `first`
 * @throws E_LINEAR_ALGEBRA where an eigenvalue is not found within 60 sweeps
 */
export function implicitQl(diagonal: Float64Array, beside: Float64Array, sweep: Sweep): void {
  const n = diagonal.length;
  const [cosines, sines] = [new Float64Array(n), new Float64Array(n)];
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(diagonal[i]) + Math.abs(beside[i]));
  const least = epsilon * epsilon * norm;
  for (let first = 0; first < n; first++) {
    for (let sweeps = 0; ; sweeps++) {
      let end = first;
      while (end < n - 1) {
        const size = Math.abs(diagonal[end]) + Math.abs(diagonal[end + 1]);
        if (Math.abs(beside[end]) <= epsilon * size + least) break;
        end += 1;
      }
      if (end === first) break;
      if (sweeps === mostSweeps) {
        throw new MingaError('E_LINEAR_ALGEBRA', {
          found: `an eigenvalue that ${mostSweeps} sweeps did not find`,
          expected: 'a symmetric matrix of finite numbers',
        });
      }
      const reached = chase({ diagonal, beside, cosines, sines }, first, end);
      sweep(reached, end - 1, cosines, sines);
    }
  }
}

interface Working {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** One sweep over the unreduced block from `first` to `end`; returns the first rotation made. */
function chase({ diagonal: d, beside: e, cosines, sines }: Working, first: number, end: number) {
  const half = (d[first + 1] - d[first]) / (2 * e[first]);
  const root = Math.sqrt(half * half + 1);
  const shift = e[first] / (half + (half < 0 ? -root : root));
  let g = d[end] - d[first] + shift;
  let [sine, cosine, moved] = [1, 1, 0];
  for (let i = end - 1; i >= first; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      // The block falls apart here.
      d[i + 1] -= moved;
      e[end] = 0;
      return i + 1;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1] - moved;
    const t = (d[i] - g) * sine + 2 * cosine * b;
    moved = sine * t;
    d[i + 1] = g + moved;
    g = cosine * t - b;
    cosines[i] = cosine;
    sines[i] = sine;
  }
  d[first] -= moved;
  e[first] = g;
  e[end] = 0;
  return first;
}
