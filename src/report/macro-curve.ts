import type { RocCurve } from '../evaluate/index.ts';

type Line = Pick<RocCurve, 'fpr' | 'tpr'>;

/**
 * The mean of ROC curves at every false positive rate at which one of them bends ("vertical
 * averaging": Fawcett 2006, Pattern Recognition Letters 27, 861–874). A step is kept by two points,
 * so the area under it is exactly the mean of the areas. Curves without points do not count.
 */
export function macroCurve(curves: readonly Line[]): { fpr: Float64Array; tpr: Float64Array } {
  const drawn = curves.filter(({ fpr }) => fpr.length > 0);
  const rates = new Float64Array(new Set(drawn.flatMap(({ fpr }) => [...fpr]))).sort();
  const fpr = new Float64Array(rates.length * 2);
  const tpr = new Float64Array(rates.length * 2);
  for (const curve of drawn) {
    let next = 0;
    rates.forEach((rate, k) => {
      while (curve.fpr[next] < rate) next += 1;
      let last = next;
      while (last + 1 < curve.fpr.length && curve.fpr[last + 1] === rate) last += 1;
      const met = curve.fpr[next] === rate;
      tpr[2 * k] += (met ? curve.tpr[next] : between(curve, next, rate)) / drawn.length;
      tpr[2 * k + 1] += (met ? curve.tpr[last] : between(curve, next, rate)) / drawn.length;
    });
  }
  rates.forEach((rate, k) => {
    fpr.fill(rate, 2 * k, 2 * k + 2);
  });
  return { fpr, tpr };
}

/** On the straight line from point `next − 1` to point `next`. */
function between({ fpr, tpr }: Line, next: number, rate: number): number {
  const share = (rate - fpr[next - 1]) / (fpr[next] - fpr[next - 1]);
  return tpr[next - 1] + share * (tpr[next] - tpr[next - 1]);
}
