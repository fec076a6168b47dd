/** The class with the highest score; of equal ones the first. */
export function mostProbable(scores: Float32Array): number {
  return scores.reduce((best, value, c) => (value > scores[best] ? c : best), 0);
}
