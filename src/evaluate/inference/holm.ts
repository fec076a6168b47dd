/**
 * Holm's step-down correction (1979): p's such that refusing every one at or under α keeps the
 * chance of any false claim among them at α. The k-th smallest of m is multiplied by m − k + 1, never
 * falls below the one before it, and is at most 1. A null stays null and is not counted.
 *
 * @example
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function holm(values: readonly (number | null)[]): (number | null)[] {
  const known = values
    .flatMap((p, place) => (p === null ? [] : [{ p, place }]))
    .sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = values.map(() => null);
  let before = 0;
  known.forEach(({ p, place }, k) => {
    before = Math.max(before, Math.min(1, p * (known.length - k)));
    adjusted[place] = before;
  });
  return adjusted;
}
