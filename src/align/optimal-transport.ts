import { MingaError } from '../errors/index.ts';
import { DoubleMatrix, type Products } from '../linear-algebra/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { type AlignerDesign, type AlignerState, matrixNamed, stateNamed } from './aligner.ts';
import { movingModality, movingSteps } from './moving-modality.ts';
import { requireInRange } from './option-range.ts';
import { columnMeans, unitRows } from './pair.ts';
import type { CommonDimensionRule, Onto } from './settings.ts';
import { sinkhorn } from './sinkhorn.ts';
import { leastSpread, totalVariance } from './spread.ts';
import { steppedDesign } from './stepped-design.ts';
import type { Transport } from './transport-step.ts';

/**
 * Entropic optimal transport of one modality to the other (as in "Fill the Gap", arXiv 2505.03703).
 * Between training points of both, all with the same mass, a plan of least Σ P·(c + ε·log P) is
 * found with the cost c = ½‖x − y‖² = 1 − cos of unit rows. A row y of the modality that moves then
 * goes to Σ_j softmax_j((g_j − c(y, x_j))/ε)·x_j, the entropic barycentric map (Pooladian and
 * Niles-Weed, arXiv 2109.12004) over the points x_j of the one that stays (`onto`, the image by
 * default) and their potentials g; then unit rows.
 *
 * ε is `epsilon` (default 0.05) times the mean cost that is left once the centroids lie together,
 * ½·(tr Σ_x + tr Σ_y): the distance of the centroids costs every plan the same, and a cone far away
 * would otherwise blur the plan. At most `points` (default 1,000) training rows of each modality
 * take part, chosen at random with a seed that never changes; rows of zeros are none of them. Which
 * rows belong together is not used. A row of zeros of the modality that moves goes where the
 * potentials alone send it; of the one that stays it stays.
 *
 * @throws E_OPTION; `fit` throws E_ALIGN_INPUT where a modality has zeros alone, or 10,000 rounds
 *   leave more than a hundredth of the plan's mass misplaced
 * @example
 * const aligner = await optimalTransport({ epsilon: 0.1 }).fit(train);
 * aligner.state.misplaced[0]; // at most 1e-7, or what 10,000 rounds have left
 */
export function optimalTransport(
  options: {
    readonly onto?: Onto;
    readonly epsilon?: number;
    readonly points?: number;
    readonly dimensions?: CommonDimensionRule;
  } = {},
): AlignerDesign {
  const { onto = 'image', epsilon = 0.05, points = 1000, dimensions = 'interpolate' } = options;
  requireInRange('optimal-transport with epsilon', epsilon, { least: leastEpsilon });
  requireInRange('optimal-transport with points', points, { least: 2, whole: true });
  const moving = movingModality(onto);
  return steppedDesign({
    settings: { kind: 'optimal-transport', onto, epsilon, points, dimensions },
    start: 'unit',
    dimensions,
    async learn(matched, products) {
      const sources = unitRows(somePoints(matched[moving], points, moving));
      const targets = unitRows(somePoints(matched[onto], points, onto));
      const strength = epsilon * Math.max(leastSpread, costBesideCentroids(sources, targets));
      const cost = await costs(sources, targets, products);
      const { columns, misplaced } = sinkhorn(cost, strength);
      return {
        points: targets.data,
        potential: Float32Array.from(columns, value => value / strength),
        epsilon: Float32Array.of(strength),
        misplaced: Float32Array.of(misplaced),
      };
    },
    steps: (state, widths) =>
      movingSteps(onto, [{}, { transport: transportOf(state, widths[onto]) }], [{}]),
  });
}

const leastEpsilon = 1e-4;

/** At most so many rows other than zeros, in the order that they came. */
function somePoints(rows: Matrix, most: number, modality: Onto): Matrix {
  const usable = Array.from({ length: rows.rows }, (_, i) => i).filter(i =>
    rows.row(i).some(x => x !== 0),
  );
  if (usable.length === 0) {
    throw new MingaError('E_ALIGN_INPUT', {
      found: `${modality} embeddings that are all zeros`,
      expected: 'a row other than zeros to be transported',
    });
  }
  if (usable.length <= most) return rows.take(usable);
  const chosen = new Random(0, 'optimal-transport points').permutation(usable.length);
  return rows.take(
    chosen
      .subarray(0, most)
      .sort()
      .map(k => usable[k]),
  );
}

function costBesideCentroids(a: Matrix, b: Matrix): number {
  return (totalVariance(a, columnMeans(a)) + totalVariance(b, columnMeans(b))) / 2;
}

async function costs(a: Matrix, b: Matrix, products: Products): Promise<DoubleMatrix> {
  const cosines = await products.multiply(a, b, 'second');
  return new DoubleMatrix(
    a.rows,
    b.rows,
    Float64Array.from(cosines.data, cosine => 1 - cosine),
  );
}

/** @throws E_ALIGN_INPUT where the state is torn */
function transportOf(state: AlignerState, columns: number): Transport {
  const [epsilon] = stateNamed(state, 'epsilon', 1);
  const { data: potential, columns: count } = matrixNamed(state, 'potential', 1);
  const points = new Matrix(count, columns, stateNamed(state, 'points', count * columns));
  return { points, potential, epsilon };
}
