/**
 * p-values adjusted for being several (Holm 1979): the k-th smallest of m times (m − k + 1), at least
 * as large as those before it, at most 1. NaN stays NaN and still counts as a look.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, k) => k).sort((a, b) => ps[a] - ps[b]);
  const adjusted = new Array<number>(ps.length).fill(Number.NaN);
  let largest = 0;
  order
    .filter(k => !Number.isNaN(ps[k]))
    .forEach((k, rank) => {
      largest = Math.max(largest, Math.min(1, ps[k] * (ps.length - rank)));
      adjusted[k] = largest;
    });
  return adjusted;
}
