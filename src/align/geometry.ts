import type { Matrix } from '../tensor/index.ts';
import { checkPair, columnMeans, type EmbeddingPair } from './pair.ts';

/** How two modalities lie to each other; computed on unit rows of equal dimension. */
export interface GapGeometry {
  /** ‖mean image − mean text‖, 0 to 2; null where the dimensions differ. */
  readonly gap: number | null;
  /** Cosine of the two centroids; null where the dimensions differ or a centroid is zero. */
  readonly centroidCosine: number | null;
  /** Mean cosine of the pairs; null where the dimensions differ. */
  readonly pairedCosine: number | null;
  /** Mean resultant length ‖Σ rows‖ / n of each modality: 1 is a point, 0 has no direction. */
  readonly imageResultantLength: number;
  readonly textResultantLength: number;
}

/**
 * The geometry of the gap (Liang et al. 2022, arXiv 2203.02053; resultant length: Mardia and Jupp,
 * "Directional Statistics", 2.3).
 *
 * @param pair unit rows, as any aligner returns them
 */
export function gapGeometry(pair: EmbeddingPair): GapGeometry {
  checkPair(pair);
  const image = columnMeans(pair.image);
  const text = columnMeans(pair.text);
  const lengths = {
    imageResultantLength: norm(image),
    textResultantLength: norm(text),
  };
  if (image.length !== text.length) {
    return { gap: null, centroidCosine: null, pairedCosine: null, ...lengths };
  }
  const scale = lengths.imageResultantLength * lengths.textResultantLength;
  return {
    gap: norm(image.map((mean, j) => mean - text[j])),
    centroidCosine: scale === 0 ? null : dot(image, text) / scale,
    pairedCosine: pairedCosine(pair.image, pair.text),
    ...lengths,
  };
}

function pairedCosine(image: Matrix, text: Matrix): number {
  let total = 0;
  for (let i = 0; i < image.rows; i++) total += dot(image.row(i), text.row(i));
  return total / image.rows;
}

function dot(a: Float64Array | Float32Array, b: Float64Array | Float32Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
