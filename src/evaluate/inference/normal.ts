const rootTwoPi = Math.sqrt(2 * Math.PI);

/** The chance that a standard normal is above `x`: 1 − Φ(x), to 1e-11 of itself. */
export function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x);
  const density = Math.exp((-x * x) / 2) / rootTwoPi;
  if (x > 4) {
    // Laplace's continued fraction; the series below cancels here.
    let fraction = x;
    for (let k = 100; k > 0; k--) fraction = x + k / fraction;
    return density / fraction;
  }
  // Marsaglia 2004, Journal of Statistical Software 11(4): Φ − ½ as a series of positive terms.
  let term = x;
  let sum = x;
  for (let k = 3; term > sum * 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 - density * sum;
}

/** Φ(x). */
export function normalDistribution(x: number): number {
  return normalTail(-x);
}

/** The x with Φ(x) = p; infinite at 0 and 1. By halving, to the last bits of a double. */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return Number.NEGATIVE_INFINITY;
  if (!(p < 1)) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  let [low, high] = [-40, 0];
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (normalDistribution(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
