/** The values of a game of two players: what each coalition is worth. */
export interface Coalitions {
  readonly none: number;
  readonly image: number;
  readonly text: number;
  readonly both: number;
}

/**
 * For each quantity its weights on the four coalitions. The Shapley value of a player is the mean of
 * what it adds over both orders in which the two may come (Shapley 1953):
 * φ(image) = ½ [v(image) − v(∅)] + ½ [v(both) − v(text)]; the values sum to v(both) − v(∅).
 */
export const shapleyWeights = {
  image: { none: -0.5, image: 0.5, text: -0.5, both: 0.5 },
  text: { none: -0.5, image: -0.5, text: 0.5, both: 0.5 },
  interaction: { none: 1, image: -1, text: -1, both: 1 },
} as const satisfies Record<string, Coalitions>;

/** The Shapley values of both players. */
export function shapleyValues(v: Coalitions): { readonly image: number; readonly text: number } {
  const value = (weights: Coalitions) =>
    weights.none * v.none + weights.image * v.image + weights.text * v.text + weights.both * v.both;
  return { image: value(shapleyWeights.image), text: value(shapleyWeights.text) };
}
