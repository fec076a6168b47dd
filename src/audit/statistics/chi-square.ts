/**
 * P(χ² > x) with `freedom` degrees: the regularised incomplete gamma function Q(freedom / 2, x / 2),
 * by its series below the mean and its continued fraction above (Abramowitz and Stegun 6.5.29 and
 * 6.5.31, the latter by Lentz's method).
 *
 * @param x from 0
 * @param freedom a whole number from 1
 */
export function chiSquareTail(x: number, freedom: number): number {
  if (x <= 0) return 1;
  const a = freedom / 2;
  const z = x / 2;
  const scale = Math.exp(a * Math.log(z) - z - logGamma(a));
  return z < a + 1 ? 1 - scale * series(a, z) : scale * fraction(a, z);
}

function series(a: number, z: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-16; n++) {
    term *= z / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, z: number): number {
  const tiny = 1e-300;
  let b = z + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 10_000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonZero(an * d + b, tiny);
    c = nonZero(b + an / c, tiny);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** ln Γ(a) for a ≥ ½ (Lanczos, SIAM J. Numer. Anal. B 1, 1964; g = 7). */
function logGamma(a: number): number {
  const x = a - 1;
  const t = x + 7.5;
  const sum = lanczos.reduce((total, c, i) => (i === 0 ? c : total + c / (x + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Pearson's χ² of two rows of counts against one distribution, without the continuity correction.
 *
 * @returns the statistic, its degrees of freedom (columns that occur, less one) and P of a larger one
 */
export function chiSquareTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): { readonly statistic: number; readonly freedom: number; readonly p: number } {
  const totalA = total(a);
  const totalB = total(b);
  let statistic = 0;
  let columns = 0;
  for (let k = 0; k < a.length; k++) {
    const column = a[k] + b[k];
    if (column === 0) continue;
    columns += 1;
    for (const [own, rows] of [
      [a[k], totalA],
      [b[k], totalB],
    ]) {
      const expected = (column * rows) / (totalA + totalB);
      if (expected > 0) statistic += (own - expected) ** 2 / expected;
    }
  }
  const freedom = Math.max(0, columns - 1);
  return { statistic, freedom, p: freedom === 0 ? 1 : chiSquareTail(statistic, freedom) };
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) sum += counts[k];
  return sum;
}
