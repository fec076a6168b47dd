/**
 * The chance that a score of `positive` lies above one of `negative`, ties half: the area under the
 * ROC curve, from the sum of mid-ranks.
 */
export function rankAuroc(positive: Float64Array, negative: Float64Array): number {
  const scores = [positive, negative].flatMap((all, k) =>
    Array.from(all, score => ({ score, own: k === 0 })),
  );
  scores.sort((a, b) => a.score - b.score);
  let wins = 0;
  let below = 0;
  for (let from = 0; from < scores.length; ) {
    let to = from;
    let own = 0;
    while (to < scores.length && scores[to].score === scores[from].score) {
      if (scores[to].own) own += 1;
      to += 1;
    }
    const others = to - from - own;
    wins += own * (below + others / 2);
    below += others;
    from = to;
  }
  return wins / (positive.length * negative.length);
}
