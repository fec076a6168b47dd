import { z } from 'zod';
import { type EmbeddingPair, type GapGeometry, gapGeometry } from '../align/index.ts';
import type { Products } from '../linear-algebra/index.ts';

const figure = z.number().nullable();
/** Absent from results that are older than the figure. */
const added = figure.default(null);

const recall = z.object({ at1: z.number(), at5: z.number(), at10: z.number() });

/** The figures of a pair's geometry in `results.json`. */
export const geometryFigures = z.object({
  gap: figure.describe('distance of the two centroids, 0 to 2; null where dimensions differ'),
  centroidCosine: figure,
  pairedCosine: figure.describe('mean cosine of the two rows of a case'),
  imageResultantLength: z.number().describe('‖mean of unit rows‖: 1 a point, 0 no direction'),
  textResultantLength: z.number(),
  imageSphericalVariance: added.describe('1 − resultant length'),
  textSphericalVariance: added,
  alignment: added.describe('mean squared distance of the two rows of a case (Wang and Isola)'),
  relativeGap: added.describe(
    'relative modality gap (Schrodi et al.): distance within cases, as a share of itself and the distance within modalities',
  ),
  separability: added.describe(
    'AUROC of a linear discriminant that tells image from text; for test rows fitted on training rows, for training rows on their other half',
  ),
  energyDistance: added.describe('of the two distributions, 0 to 4; 0 only where they are alike'),
  imageUniformity: added.describe('log of the mean of exp(−2·squared distance), −8 to 0'),
  textUniformity: added,
  imageEffectiveRank: added.describe(
    'exp of the entropy of the singular values of centred rows: directions in which they vary',
  ),
  textEffectiveRank: added,
  retrieval: z
    .object({
      gallery: z.number().int().describe('rows searched, and as many queries'),
      imageToText: recall.describe('share of images whose own text is among the first k'),
      textToImage: recall,
      chance: recall.describe('of a ranking by chance'),
      ceiling: recall.describe('the most that can be reached: equal rows cannot be told apart'),
    })
    .nullable()
    .default(null),
  sampledRows: z
    .number()
    .int()
    .nullable()
    .default(null)
    .describe('rows that energy distance, uniformity and retrieval are of'),
  spectrumRows: z
    .number()
    .int()
    .nullable()
    .default(null)
    .describe('rows that effective rank is of'),
});

/** Training and test rows under one aligner, which was fitted on the former. */
export interface AlignedPairs {
  readonly train: EmbeddingPair;
  readonly test: EmbeddingPair;
}

/** The geometry of one part's rows. What tells images from texts is never fitted on test rows. */
export async function geometryOf(
  aligned: AlignedPairs,
  rows: keyof AlignedPairs,
  products: Products,
): Promise<GapGeometry> {
  return rows === 'train'
    ? gapGeometry(aligned.train, products)
    : gapGeometry(aligned.test, products, { fitOn: aligned.train });
}
