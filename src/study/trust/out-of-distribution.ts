import {
  calibrationScorer,
  meanOverSeeds,
  nearestDistances,
  resampledIntervals,
} from '../../evaluate/index.ts';
import { type Matrix, Random } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { differenceFigure, intervalFigure } from '../figures.ts';
import { quantileOf } from '../mean-by-group.ts';
import type { OutOfDistributionModality, OutOfDistributionResult } from '../schema/index.ts';
import { pairOf } from '../training.ts';
import type { CalibratedPredictions } from './calibrated-cell.ts';

const percentile = 0.95;
/** Which neighbour's distance is the score. */
const neighbour = 10;
/** Training rows that distances are measured to; more say little more and take longer. */
const mostReference = 5000;

/** For each modality of the cell, how many test rows lie far from training rows, and how they fare. */
export async function tellOutOfDistribution(
  { cell, raw }: CalibratedPredictions,
  grid: FinishedGrid,
): Promise<OutOfDistributionResult> {
  const { design } = grid.finished[grid.cells.indexOf(cell)];
  const { train, validation, test } = grid.parts;
  const chosen = new Random(0, 'reference rows').permutation(train.length);
  const reference = chosen.subarray(0, mostReference).map(k => train[k]);
  const read = (rows: Int32Array) => pairOf(design, grid.encoded, rows);
  const [known, held, asked] = [await read(reference), await read(validation), await read(test)];
  const modalities: OutOfDistributionModality[] = [];
  for (const modality of ['image', 'text'] as const) {
    const encoder = design[modality]?.id;
    if (encoder === undefined) continue;
    const k = Math.min(neighbour, known[modality].rows);
    const scoresOf = (rows: Matrix) => nearestDistances(known[modality], rows, k, grid.products);
    const threshold = quantileOf(await scoresOf(held[modality]))(percentile);
    const outside = Uint8Array.from(await scoresOf(asked[modality]), score =>
      score > threshold ? 1 : 0,
    );
    modalities.push({
      modality,
      encoder,
      reference: reference.length,
      neighbour: k,
      threshold: Number.isFinite(threshold) ? threshold : null,
      ...sides(outside, raw.test, grid),
    });
  }
  return { cell: cell.id, method: 'nearest-neighbour', percentile, modalities };
}

/** Share above, and accuracy and log loss inside and outside, on the same resamples. */
function sides(outside: Uint8Array, seeds: readonly Matrix[], { rows, plan }: FinishedGrid) {
  const { labels, groups } = rows.test;
  const { resamples, level } = plan.evaluate;
  const [far, near] = [new Float64Array(labels.length), new Float64Array(labels.length)];
  const statistic = meanOverSeeds(
    seeds.map(matrix => {
      const { score } = calibrationScorer(labels, matrix);
      return (weights: Float64Array) => {
        let [above, total] = [0, 0];
        for (let i = 0; i < weights.length; i++) {
          far[i] = outside[i] === 1 ? weights[i] : 0;
          near[i] = weights[i] - far[i];
          above += far[i];
          total += weights[i];
        }
        const [farLoss, , , farHits] = above > 0 ? score(far) : undefinedScores;
        const [nearLoss, , , nearHits] = above < total ? score(near) : undefinedScores;
        return [
          above / total,
          nearHits,
          nearLoss,
          farHits,
          farLoss,
          farHits - nearHits,
          farLoss - nearLoss,
        ];
      };
    }),
  );
  const found = resampledIntervals(
    { rows: labels.length, groups, seeds: seeds.length, statistic },
    { resamples, level },
  );
  const [above, nearHits, nearLoss, farHits, farLoss] = found.map(intervalFigure);
  const count = outside.reduce((sum, value) => sum + value, 0);
  return {
    above,
    inside: { rows: labels.length - count, accuracy: nearHits, logLoss: nearLoss },
    outside: { rows: count, accuracy: farHits, logLoss: farLoss },
    change: { accuracy: differenceFigure(found[5]), logLoss: differenceFigure(found[6]) },
  };
}

const undefinedScores = new Float64Array(5).fill(Number.NaN);
