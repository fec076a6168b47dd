import { MingaError } from '../../errors/index.ts';
import { type Products, plainProducts } from '../../linear-algebra/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { checkDimensions } from '../aligner.ts';
import { checkPair, type EmbeddingPair } from '../pair.ts';
import { type CentroidFigures, centroidFigures } from './centroids.ts';
import { effectiveRank } from './effective-rank.ts';
import { energyDistance } from './energy-distance.ts';
import { type PairedFigures, pairedFigures } from './paired-figures.ts';
import { type RetrievalFigures, retrievalFigures } from './retrieval.ts';
import { halvedPair, sampledPair } from './sampled-rows.ts';
import { separability } from './separability.ts';
import { squaredDistances } from './squared-distances.ts';
import { uniformity } from './uniformity.ts';

/** How two modalities lie to each other. Null is what equal dimensions, or more rows, would need. */
export interface GapGeometry extends CentroidFigures, PairedFigures {
  /** AUROC of a linear discriminant that tells image from text, on rows that it was not fitted on. */
  readonly separability: number | null;
  /** Energy distance of the two modalities, 0 to 4. */
  readonly energyDistance: number | null;
  /** Uniformity of each modality, −8 to 0: 0 is a point; null with one row. */
  readonly imageUniformity: number | null;
  readonly textUniformity: number | null;
  /** In how many directions each modality varies; null where its rows are all the same. */
  readonly imageEffectiveRank: number | null;
  readonly textEffectiveRank: number | null;
  readonly retrieval: RetrievalFigures | null;
  /** Pairs that energy distance, uniformity and retrieval are of. */
  readonly sampledRows: number;
  /** Pairs that effective rank is of. */
  readonly spectrumRows: number;
}

/** How the geometry is computed. */
export interface GeometryOptions {
  /**
   * Pairs under the same aligner that the discriminant is fitted on, none of them in `pair`. Without
   * them one half of `pair` fits and the other is judged.
   */
  readonly fitOn?: EmbeddingPair;
  /** Whatever is quadratic in rows looks at this many of them at most; 2,000 by default. */
  readonly mostRows?: number;
  /** Effective rank looks at this many at most; 512 by default. */
  readonly mostSpectrumRows?: number;
  /** Of the permutations that choose rows; 0 by default. */
  readonly seed?: number;
}

/**
 * The geometry of two modalities: how far their centres are apart, how far their distributions, how
 * each is spread, and whether the rows of one case find each other. Each figure's formula and source
 * stands with the function that computes it (`src/align/geometry`).
 *
 * @param pair unit rows, as any aligner returns them. A row of zeros stays one: it has cosine 0 with
 *   every row and distance 1 from every unit row
 * @param products what multiplies; JavaScript by default, too slow beyond some hundred rows
 * @throws E_SHAPE, E_NOT_FINITE, E_ALIGN_INPUT where the pair is none, or `fitOn` has other
 *   dimensions; E_OPTION where a number of rows is not a whole one from 2
 * @example
 * const aligner = await center().fit(train);
 * const { gap, energyDistance } = await gapGeometry(await aligner.transform(test), products, {
 *   fitOn: await aligner.transform(train),
 * });
 */
export async function gapGeometry(
  pair: EmbeddingPair,
  products: Products = plainProducts,
  options: GeometryOptions = {},
): Promise<GapGeometry> {
  const { fitOn, mostRows = 2000, mostSpectrumRows = 512, seed = 0 } = options;
  requireRows('mostRows', mostRows);
  requireRows('mostSpectrumRows', mostSpectrumRows);
  checkPair(pair);
  if (fitOn !== undefined) {
    checkPair(fitOn);
    checkDimensions({ image: fitOn.image.columns, text: fitOn.text.columns }, pair);
  }
  const some = sampledPair(pair, mostRows, seed, 'geometry rows');
  const few = sampledPair(some, mostSpectrumRows, seed, 'spectrum rows');
  return {
    ...centroidFigures(pair),
    ...pairedFigures(pair),
    separability: await separabilityOf(pair, fitOn, { mostRows, seed }, products),
    ...(await pairwiseFigures(some, products)),
    imageEffectiveRank: await effectiveRank(few.image, products),
    textEffectiveRank: await effectiveRank(few.text, products),
    sampledRows: some.image.rows,
    spectrumRows: few.image.rows,
  };
}

function sameDimension({ image, text }: EmbeddingPair): boolean {
  return image.columns === text.columns;
}

async function separabilityOf(
  pair: EmbeddingPair,
  fitOn: EmbeddingPair | undefined,
  { mostRows, seed }: { readonly mostRows: number; readonly seed: number },
  products: Products,
): Promise<number | null> {
  if (!sameDimension(pair)) return null;
  if (fitOn === undefined && pair.image.rows < 2) return null;
  if (fitOn === undefined) {
    const [fitted, judged] = halvedPair(pair, mostRows, seed);
    return separability(fitted, judged, products);
  }
  return separability(sampledPair(fitOn, mostRows, seed, 'discriminant rows'), pair, products);
}

/** What every row of a modality and every row of a modality make together. */
async function pairwiseFigures(pair: EmbeddingPair, products: Products) {
  const { image, text } = pair;
  const within = async (rows: Matrix) =>
    squaredDistances(await products.multiply(rows, rows, 'second'), rows, rows);
  const distances = { image: await within(image), text: await within(text) };
  const uniformities = {
    imageUniformity: uniformity(distances.image),
    textUniformity: uniformity(distances.text),
  };
  if (!sameDimension(pair)) return { energyDistance: null, retrieval: null, ...uniformities };
  const cosines = await products.multiply(image, text, 'second');
  return {
    // Before the distances take the cosines' place.
    retrieval: retrievalFigures(pair, cosines),
    energyDistance: energyDistance({
      ...distances,
      between: squaredDistances(cosines, image, text),
    }),
    ...uniformities,
  };
}

function requireRows(name: string, rows: number): void {
  if (Number.isSafeInteger(rows) && rows >= 2) return;
  throw new MingaError('E_OPTION', {
    found: `gapGeometry with ${name} ${rows}`,
    expected: 'a whole number from 2',
  });
}
