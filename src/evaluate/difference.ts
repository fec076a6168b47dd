/** Figures that agree to so many digits are the same figure, summed in another order. */
const rounding = { relative: 1e-12, absolute: 1e-15 };

/**
 * `a − b`, and 0 where the two differ by rounding alone: one matrix and three equal ones have the
 * same mean, and their floating-point sums need not. A sign made of rounding would be taken for one
 * system being better than the other.
 *
 * @example
 * difference((0.9 + 0.9 + 0.9) / 3, 0.9); // 0
 */
export function difference(a: number, b: number): number {
  const gap = a - b;
  const least = rounding.relative * Math.max(Math.abs(a), Math.abs(b)) + rounding.absolute;
  return Math.abs(gap) < least ? 0 : gap;
}
