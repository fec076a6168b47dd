import { type MetricName, metrics, prepareScorer } from '../../evaluate/index.ts';
import { type Matrix, Random } from '../../tensor/index.ts';
import type { LabelledRows } from '../figures.ts';

const resamples = 200;

/**
 * What a choice among many would come to on rows that it was not made on: in each resample of whole
 * groups the best trial is chosen by the rows that were drawn and read on those that were not; the
 * mean of that (Tsamardinos, Greasidou and Borboudakis 2018, Machine Learning 107, 1895–1922). For a
 * metric that averages over classes both sides must show every class, as in `bootstrap`.
 *
 * @param trials probabilities of the validation rows, one matrix a trial
 * @returns null where no resample leaves the metric defined
 */
export function correctedChoice(
  trials: readonly Matrix[],
  { labels, groups }: LabelledRows,
  select: MetricName,
  seed: number,
): { readonly corrected: number | null; readonly resamples: number } {
  const prepared = trials.map(matrix => prepareScorer(labels, matrix));
  const scorers = prepared.map(({ score }) => {
    return (weights: Float64Array): Readonly<Record<string, number>> => score(weights);
  });
  const isWhole = metrics[select].averagesClasses ? prepared[0].isComplete : () => true;
  const sign = metrics[select].direction === 'higher' ? 1 : -1;
  const names = [...new Set(groups)];
  const places = new Map(names.map((name, place) => [name, place]));
  const kept: number[] = [];
  for (let b = 0; b < resamples; b++) {
    const random = new Random(seed, 'search optimism', b);
    const times = new Float64Array(names.length);
    for (let k = 0; k < names.length; k++) times[random.below(names.length)] += 1;
    const drawn = Float64Array.from(groups, name => times[places.get(name) ?? 0]);
    const others = drawn.map(weight => (weight === 0 ? 1 : 0));
    if (!others.includes(1) || !isWhole(drawn) || !isWhole(others)) continue;
    const inBag = scorers.map(score => sign * score(drawn)[select]);
    const best = inBag.reduce((at, value, k) => (value > inBag[at] ? k : at), 0);
    if (Number.isNaN(inBag[best])) continue;
    const value = scorers[best](others)[select];
    if (Number.isFinite(value)) kept.push(value);
  }
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  return { corrected: kept.length === 0 ? null : mean, resamples: kept.length };
}
