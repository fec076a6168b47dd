/**
 * The largest distance between the distribution functions of two samples, D = max |F_a − F_b|.
 *
 * @param a, b sorted numbers, at least one each
 */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number {
  let i = 0;
  let j = 0;
  let most = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i += 1;
    while (j < b.length && b[j] === value) j += 1;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}

/**
 * P of a larger distance where both samples come from one distribution, in the limit of many rows:
 * 2 Σ (−1)^(k−1) exp(−2 k² λ²), λ = D √(n m / (n + m)) (Smirnov 1948).
 *
 * @param n, m independent cases in each sample
 */
export function kolmogorovTail(distance: number, n: number, m: number): number {
  const lambda = distance * Math.sqrt((n * m) / (n + m));
  // The series of alternating signs converges slowly here, and the answer is 1 to seven digits.
  if (lambda < 0.25) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * lambda * lambda);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
