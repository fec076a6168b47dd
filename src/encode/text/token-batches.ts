/** Texts that are run together, by their places among all. */
export type TokenBatch = readonly number[];

/**
 * Divides texts into batches. Texts of like length come together, so that little is padded, and a
 * batch is bounded by its tokens, padding included, so that long texts do not need more memory than
 * short ones. The longest come first: a short batch at the end leaves no core waiting long.
 *
 * @param lengths tokens of each text
 * @param most tokens and texts of a batch; a text of more tokens has a batch to itself
 */
export function tokenBatches(
  lengths: readonly number[],
  most: { readonly tokens: number; readonly texts: number },
): TokenBatch[] {
  const order = lengths.map((_, i) => i).sort((a, b) => lengths[b] - lengths[a] || a - b);
  const batches: TokenBatch[] = [];
  for (let from = 0; from < order.length; ) {
    const longest = Math.max(1, lengths[order[from]]);
    const count = Math.min(most.texts, Math.max(1, Math.floor(most.tokens / longest)));
    batches.push(order.slice(from, from + count));
    from += count;
  }
  return batches;
}
