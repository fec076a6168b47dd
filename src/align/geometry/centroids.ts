import { columnMeans, type EmbeddingPair } from '../pair.ts';
import { dot, norm } from './products-of-rows.ts';

/** Where the centres of two modalities lie, and how tightly each one's rows point one way. */
export interface CentroidFigures {
  /** ‖mean image − mean text‖, 0 to 2; null where the dimensions differ. */
  readonly gap: number | null;
  /** Cosine of the two centroids; null where the dimensions differ or a centroid is zero. */
  readonly centroidCosine: number | null;
  /** Mean resultant length R = ‖Σ rows‖ / n of each modality: 1 is a point, 0 has no direction. */
  readonly imageResultantLength: number;
  readonly textResultantLength: number;
  /** Spherical variance 1 − R of each modality. */
  readonly imageSphericalVariance: number;
  readonly textSphericalVariance: number;
}

/**
 * The gap of the centroids (Liang et al. 2022, arXiv 2203.02053), resultant length and spherical
 * variance (Mardia and Jupp, "Directional Statistics", 2.3 and 9.2).
 *
 * @param pair unit rows; a row of zeros counts as a row and adds nothing to the sum
 */
export function centroidFigures(pair: EmbeddingPair): CentroidFigures {
  const image = columnMeans(pair.image);
  const text = columnMeans(pair.text);
  const [imageLength, textLength] = [norm(image), norm(text)];
  const figures = {
    imageResultantLength: imageLength,
    textResultantLength: textLength,
    imageSphericalVariance: 1 - imageLength,
    textSphericalVariance: 1 - textLength,
  };
  if (image.length !== text.length) return { gap: null, centroidCosine: null, ...figures };
  const scale = imageLength * textLength;
  return {
    gap: norm(image.map((mean, j) => mean - text[j])),
    centroidCosine: scale === 0 ? null : dot(image, text) / scale,
    ...figures,
  };
}
