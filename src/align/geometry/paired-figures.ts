import type { Matrix } from '../../tensor/index.ts';
import type { EmbeddingPair } from '../pair.ts';
import { cosine, dot } from './products-of-rows.ts';

/** How near the two rows of one case lie; all are null where the dimensions differ. */
export interface PairedFigures {
  /** Mean cosine of the pairs, −1 to 1. */
  readonly pairedCosine: number | null;
  /** Mean squared distance of the pairs, 0 to 4: Wang and Isola’s alignment loss, α = 2. */
  readonly alignment: number | null;
  /** Relative modality gap, 0 to 1; null too with one row, or where all rows of all are the same. */
  readonly relativeGap: number | null;
}

/**
 * Mean cosine of the pairs; alignment (Wang and Isola 2020, arXiv 2005.10242, α = 2), mean
 * ‖xᵢ − yᵢ‖²; and the relative modality gap (Schrodi et al., ICLR 2025, arXiv 2404.07983)
 *
 *     P / (P + W),  P = (1/n)·Σᵢ d(xᵢ, yᵢ),
 *     W = (1/(2n(n − 1)))·(Σ_{i≠j} d(xᵢ, xⱼ) + Σ_{i≠j} d(yᵢ, yⱼ)),  d = (1 − cosine)/2:
 *
 * 0 where pairs coincide, ½ where the two rows of a case are as far apart as two cases of one
 * modality, near 1 where the gap is far wider than either modality. All rows count; the sums over
 * i ≠ j come from ‖Σx‖² and are linear in n.
 *
 * @param pair unit rows; a row of zeros has cosine 0 with every row
 */
export function pairedFigures({ image, text }: EmbeddingPair): PairedFigures {
  if (image.columns !== text.columns) {
    return { pairedCosine: null, alignment: null, relativeGap: null };
  }
  const n = image.rows;
  let products = 0;
  let squares = 0;
  let dissimilarity = 0;
  for (let i = 0; i < n; i++) {
    const [x, y] = [image.row(i), text.row(i)];
    products += dot(x, y);
    dissimilarity += (1 - cosine(x, y)) / 2;
    for (let j = 0; j < x.length; j++) squares += (x[j] - y[j]) ** 2;
  }
  return {
    pairedCosine: products / n,
    alignment: squares / n,
    relativeGap: n === 1 ? null : relative(dissimilarity / n, within(image), within(text)),
  };
}

function relative(paired: number, image: number, text: number): number | null {
  const sum = paired + (image + text) / 2;
  return sum === 0 ? null : paired / sum;
}

/** Mean dissimilarity of two different rows of a modality. */
function within(rows: Matrix): number {
  const sum = new Float64Array(rows.columns);
  let own = 0;
  for (let i = 0; i < rows.rows; i++) {
    const row = rows.row(i);
    const square = dot(row, row);
    if (square === 0) continue;
    const length = Math.sqrt(square);
    for (let j = 0; j < row.length; j++) sum[j] += row[j] / length;
    own += 1;
  }
  const cosines = (dot(sum, sum) - own) / (rows.rows * (rows.rows - 1));
  return Math.max(0, (1 - cosines) / 2);
}
