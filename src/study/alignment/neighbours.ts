import type { EmbeddingPair } from '../../align/index.ts';
import { auroc } from '../../evaluate/index.ts';
import type { LabelledPairs } from '../../fuse/index.ts';
import type { Products } from '../../linear-algebra/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { type AlignmentTask, scores } from './outcome.ts';

/** Neighbours that may be asked; the validation rows choose. */
const counts = [5, 10, 20, 50, 100] as const;

/** Rows whose similarities are held at once. */
const block = 512;

/**
 * Votes of the nearest training rows by the cosine of image and record side by side, (cosᵢ + cosₜ)/2.
 * How many vote is chosen on validation rows, by AUROC.
 */
export const neighbours: AlignmentTask = async (
  { train, validation, test },
  { task, products },
) => {
  const classes = task.classes.length;
  const tried = await voteShares(train, validation, classes, products);
  const areas = tried.map(shares => auroc(validation.labels, shares));
  const best = areas.reduce((a, area, i) => (area > areas[a] ? i : a), 0);
  const found = await voteShares(train, test, classes, products);
  return new Map([['nearest neighbours', scores([found[best]])]]);
};

/**
 * Shares of the votes [n, C], one matrix for each of `counts`; the training rows' own shares vote
 * once too, so that no share is 0.
 */
export async function voteShares(
  train: LabelledPairs,
  rows: EmbeddingPair,
  classes: number,
  products: Products,
): Promise<Matrix[]> {
  const prior = new Float64Array(classes);
  for (const label of train.labels) prior[label] += 1 / train.labels.length;
  const shares = counts.map(() => Matrix.zeros(rows.image.rows, classes));
  for (let from = 0; from < rows.image.rows; from += block) {
    const size = Math.min(block, rows.image.rows - from);
    const own = Int32Array.from({ length: size }, (_, i) => from + i);
    const images = await products.multiply(rows.image.take(own), train.image, 'second');
    const texts = await products.multiply(rows.text.take(own), train.text, 'second');
    for (let i = 0; i < size; i++) {
      const similar = images.row(i);
      texts.row(i).forEach((cosine, j) => {
        similar[j] += cosine;
      });
      const near = nearest(similar, Math.min(counts[counts.length - 1], similar.length));
      counts.forEach((count, c) => {
        const asked = near.slice(0, count);
        const row = shares[c].row(from + i);
        for (let k = 0; k < classes; k++) row[k] = prior[k] / (asked.length + 1);
        for (const j of asked) row[train.labels[j]] += 1 / (asked.length + 1);
      });
    }
  }
  return shares;
}

/** The `count` most similar, the first of equal ones first. */
function nearest(similar: Float32Array, count: number): number[] {
  const threshold = similar.slice().sort()[similar.length - count];
  const near: number[] = [];
  similar.forEach((value, j) => {
    if (value >= threshold) near.push(j);
  });
  return near.sort((a, b) => similar[b] - similar[a] || a - b).slice(0, count);
}
