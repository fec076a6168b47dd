/** How long texts are for a model, and what its limit takes from them. */
export interface TokenLengths {
  readonly texts: number;
  /** Tokens of the shortest text, and so on; quantiles are lengths that occur (nearest rank). 0 without texts. */
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  /** Texts that are longer than the limit. */
  readonly cut: number;
  /** Tokens beyond the limit, of all. */
  readonly lost: number;
  readonly total: number;
}

/**
 * Sums up the lengths of texts.
 *
 * @param counts tokens of each text, before any cut
 * @param limit the most that is read of a text; null: all
 * @example
 * tokenLengths([8, 12, 80], 77); // { texts: 3, min: 8, median: 12, p95: 80, max: 80, cut: 1, lost: 3, total: 100 }
 */
export function tokenLengths(counts: readonly number[], limit: number | null): TokenLengths {
  const sorted = counts.toSorted((a, b) => a - b);
  const nearest = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const most = limit ?? Number.POSITIVE_INFINITY;
  const over = sorted.filter(count => count > most);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    texts: sorted.length,
    min: nearest(0),
    median: nearest(0.5),
    p95: nearest(0.95),
    max: nearest(1),
    cut: over.length,
    lost: over.length === 0 ? 0 : sum(over) - over.length * most,
    total: sum(sorted),
  };
}
