import type { StudyFit } from './study-ours.ts';
import { mean } from './summary.ts';

/** |t| beyond this, with five seeds a side, is chance in fewer than one of a hundred. */
const limit = 4;

/** Says whether two studies of the same plan ended with the same validation losses, head by head. */
export function agreement(
  name: string,
  ours: readonly StudyFit[],
  others: readonly StudyFit[],
): string {
  const heads = [...new Set(ours.map(({ head }) => head))];
  const parts = heads.map(head => {
    const [a, b] = [ours, others].map(fits => lossesBySeed(fits.filter(fit => fit.head === head)));
    const means = `${head} ${mean(a).toFixed(4)} and ${mean(b).toFixed(4)}`;
    if (a.length < 2 || b.length < 2) return `${means} (two seeds at least would tell)`;
    const t = welch(a, b);
    return `${means}, t = ${t.toFixed(2)}: ${Math.abs(t) <= limit ? 'agree' : 'DIFFER'}`;
  });
  return `Validation losses, first and ${name}: ${parts.join('; ')}`;
}

/** Each seed's mean over λ. The λ share a seed's start and order, so only seeds are independent. */
function lossesBySeed(fits: readonly StudyFit[]): number[] {
  const seeds = [...new Set(fits.map(({ seed }) => seed))];
  return seeds.map(seed =>
    mean(fits.filter(fit => fit.seed === seed).map(({ validationLoss }) => validationLoss)),
  );
}

function welch(a: readonly number[], b: readonly number[]): number {
  return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
}

function variance(numbers: readonly number[]): number {
  const middle = mean(numbers);
  return numbers.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (numbers.length - 1);
}
