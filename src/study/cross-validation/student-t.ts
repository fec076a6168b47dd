/**
 * Quantile of Student's t distribution, by bisection of its distribution function.
 *
 * @param probability 0 < p < 1
 * @param degrees degrees of freedom, above 0
 * @example
 * studentQuantile(0.975, 9); // 2.262…
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (probability === 0.5) return 0;
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees);
  let [low, high] = [0, 1];
  while (studentCumulative(high, degrees) < probability) {
    [low, high] = [high, high * 2];
  }
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (studentCumulative(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T ≤ t) = 1 − ½ I(ν/(ν + t²); ν/2, ½) for t ≥ 0 (Abramowitz and Stegun 26.7.1, 26.5.27). */
function studentCumulative(t: number, degrees: number): number {
  const x = degrees / (degrees + t * t);
  return 1 - incompleteBeta(x, degrees / 2, 0.5) / 2;
}

/** Regularised incomplete beta function I(x; a, b), by its continued fraction. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below its turning point; beyond it the other tail is taken.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x);
  return Math.exp(logFront) / (a * betaFraction(x, a, b));
}

/** The fraction 1 + d₁/(1 + d₂/(1 + …)) of Abramowitz and Stegun 26.5.8, by modified Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let value = 1;
  let c = 1;
  let d = 0;
  for (let k = 1; k <= 1000; k++) {
    const m = Math.floor(k / 2);
    const term =
      k % 2 === 0
        ? (m * (b - m) * x) / ((a + k - 1) * (a + k))
        : (-(a + m) * (a + b + m) * x) / ((a + k - 1) * (a + k));
    d = 1 / (1 + term * d || tiny);
    c = 1 + term / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

/** ln Γ(x) for x > 0: Stirling's series (Abramowitz and Stegun 6.1.41) after raising x above 12. */
function logGamma(x: number): number {
  let [shift, z] = [0, x];
  while (z < 12) {
    shift -= Math.log(z);
    z += 1;
  }
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series;
}
