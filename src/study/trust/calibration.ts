import { join } from 'node:path';
import {
  calibrationFigures,
  calibrationScorer,
  encodeCalibrator,
  meanOverSeeds,
  type ResampledFigure,
  reliabilityBins,
  resampledIntervals,
  sumBins,
} from '../../evaluate/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { differenceFigure, intervalFigure } from '../figures.ts';
import { calibratorFile, writeWhole } from '../run-folder.ts';
import type { CalibratedCell, ReliabilityBinResult } from '../schema/index.ts';
import type { CalibratedPredictions } from './calibrated-cell.ts';

/** What the test rows say of a cell before and after calibration; keeps the first seed's calibrator. */
export async function tellCalibration(
  role: CalibratedCell['role'],
  calibrated: CalibratedPredictions,
  grid: FinishedGrid,
): Promise<CalibratedCell> {
  const { cell, choice, calibrators } = calibrated;
  const { method, tried, folds } = choice;
  const [first] = calibrators;
  const file = calibratorFile(cell.key);
  if (method !== 'none') await writeWhole(join(grid.folder, file), encodeCalibrator(first));
  return {
    role,
    cell: cell.id,
    method,
    tried: tried.map(each => ({ ...each })),
    folds,
    temperatures: calibrators.flatMap(({ state }) => Array.from(state.temperature ?? [])),
    ...figuresOf(calibrated, grid),
    calibrator: method === 'none' ? null : file,
  };
}

/** Figures before and after and their differences, all on the same resamples. */
function figuresOf({ raw, calibrated }: CalibratedPredictions, grid: FinishedGrid) {
  const { labels, groups } = grid.rows.test;
  const { resamples, level } = grid.plan.evaluate;
  const before = raw.test.map(matrix => calibrationScorer(labels, matrix));
  const after = calibrated.test.map(matrix => calibrationScorer(labels, matrix));
  const meanBefore = meanOverSeeds(before.map(({ score }) => score));
  const meanAfter = meanOverSeeds(after.map(({ score }) => score));
  const statistic = (weights: Float64Array, times: Float64Array) => {
    const was = Array.from(meanBefore(weights, times));
    const is = Array.from(meanAfter(weights, times));
    return [
      ...was,
      ...is,
      ...is.map((value, k) => value - was[k]),
      ...observedShares(before, weights, times),
      ...observedShares(after, weights, times),
    ];
  };
  const rows = labels.length;
  const intervals = resampledIntervals(
    { rows, groups, seeds: before.length, statistic },
    { resamples, level },
  );
  const count = calibrationFigures.length;
  const part = (k: number) => intervals.slice(k * count, (k + 1) * count);
  const bins = (k: number) =>
    intervals.slice(3 * count + k * reliabilityBins, 3 * count + (k + 1) * reliabilityBins);
  return {
    before: named(part(0), intervalFigure),
    after: named(part(1), intervalFigure),
    change: named(part(2), differenceFigure),
    reliability: {
      of: raw.test[0].columns === 2 ? ('class' as const) : ('confidence' as const),
      before: binsOf(before, bins(0), rows),
      after: binsOf(after, bins(1), rows),
    },
  };
}

function named<T>(intervals: readonly ResampledFigure[], figure: (interval: ResampledFigure) => T) {
  const [logLoss, brier, ece, accuracy, balancedAccuracy] = intervals.map(figure);
  return { logLoss, brier, ece, accuracy, balancedAccuracy };
}

type Scorers = readonly ReturnType<typeof calibrationScorer>[];

/** The sums of each bin over the seeds, seed s counting `times[s]` times. */
function pooledSums(scorers: Scorers, weights: Float64Array, times: Float64Array) {
  const weight = new Float64Array(reliabilityBins);
  const predicted = new Float64Array(reliabilityBins);
  const observed = new Float64Array(reliabilityBins);
  scorers.forEach(({ reliability }, s) => {
    if (times[s] === 0) return;
    const sums = sumBins(reliability, weights);
    for (let b = 0; b < reliabilityBins; b++) {
      weight[b] += times[s] * sums.weight[b];
      predicted[b] += times[s] * sums.predicted[b];
      observed[b] += times[s] * sums.observed[b];
    }
  });
  return { weight, predicted, observed };
}

function observedShares(scorers: Scorers, weights: Float64Array, times: Float64Array) {
  const { observed, weight } = pooledSums(scorers, weights, times);
  return observed.map((sum, b) => sum / weight[b]);
}

function binsOf(
  scorers: Scorers,
  intervals: readonly ResampledFigure[],
  rows: number,
): ReliabilityBinResult[] {
  const one = new Float64Array(scorers.length).fill(1);
  const { weight, predicted } = pooledSums(scorers, new Float64Array(rows).fill(1), one);
  return intervals.map((interval, b) => ({
    low: b / reliabilityBins,
    high: (b + 1) / reliabilityBins,
    rows: weight[b] / scorers.length,
    predicted: weight[b] > 0 ? predicted[b] / weight[b] : null,
    observed: intervalFigure(interval),
  }));
}
