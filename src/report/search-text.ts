import { type MetricName, metrics } from '../evaluate/index.ts';
import type { Search } from '../study/index.ts';
import { formatDifferenceWithInterval, formatNumber, formatWithInterval } from './format.ts';
import { halvingCaveat } from './halving-caveat.ts';

const shown: readonly MetricName[] = ['accuracy', 'macroF1', 'auroc'];

/** What a search found, for a terminal: best and usual settings on the same test rows. */
export function searchText(found: Search): string {
  const { best, default: usual, difference, optimism, trials, trialsNow, select } = found;
  const settings = ({ head, hidden, dropout, rate, weightDecay }: typeof usual.settings) =>
    `${head}, hidden ${hidden}, dropout ${dropout}, rate ${rate}, weight decay ${weightDecay}`;
  const figures = (of: typeof usual.test) =>
    shown.map(name => `${metrics[name].label} ${formatWithInterval(of[name], 'en')}`).join(', ');
  const caveat = halvingCaveat(found, 'en');
  return [
    `${trials.length} trials (${found.method}, seed ${found.seed}), ${trialsNow} trained now`,
    `Best:  ${settings(best.settings)}`,
    `       test: ${figures(best.test)}`,
    `Usual: ${settings(usual.settings)}`,
    `       test: ${figures(usual.test)}`,
    `Best − usual on test rows: ${shown
      .map(name => `${metrics[name].label} ${formatDifferenceWithInterval(difference[name], 'en')}`)
      .join(', ')}`,
    '',
    `The best ${select} of all trials on validation rows, ${formatNumber(optimism.best, 'en')}, is optimistic: it is the`,
    `best of many. Corrected for the choice it is ${formatNumber(optimism.corrected, 'en')} (bootstrap, ${optimism.resamples} resamples).`,
    ...(caveat === null ? [] : [caveat]),
  ].join('\n');
}
