import { MingaError } from '../../errors/index.ts';
import { apply, type Operator, type OperatorEntry, shapeError } from '../operator.ts';
import type { Attributes, Value } from '../value.ts';
import { add, div, mul, square, sub, sumOf } from './arithmetic.ts';
import { floatOf } from './attributes.ts';
import { sqrt } from './elementwise.ts';
import { reduceMean, reduceSum } from './reduction.ts';
import { elementCount, onesLike, unsqueeze } from './shape.ts';

const trainingForm: Operator = {
  name: 'BatchNormalization (training)',
  build(_, [x, scale, shift], attributes) {
    requireFeatures(x, scale, shift);
    const axes = batchAxes(x);
    const mean = reduceMean(x, axes);
    const centred = sub(x, perFeature(mean, x));
    const variance = reduceMean(square(centred), axes);
    const deviation = sqrt(add(variance, epsilonOf(attributes)));
    const normalised = div(centred, perFeature(deviation, x));
    const output = add(mul(normalised, perFeature(scale, x)), perFeature(shift, x));
    return [output, mean, variance, deviation, normalised];
  },
  // Ioffe and Szegedy 2015 (arXiv 1502.03167), section 3, with the batch statistics' own
  // dependence on x folded in: dx = (dn − mean(dn) − n·mean(dn·n)) / deviation.
  gradient({ inputs: [x, scale], outputs: [, , , deviation, normalised] }, gradients) {
    const [g, ofMean, ofVariance, ofDeviation, ofNormalised] = gradients;
    const axes = batchAxes(x);
    const through = (slope: Value, meanProduct: Value) => {
      const centred = sub(slope, perFeature(reduceMean(slope, axes), x));
      const residual = sub(centred, mul(normalised, perFeature(meanProduct, x)));
      return div(residual, perFeature(deviation, x));
    };
    const product = g && mul(g, normalised);
    const main =
      g && product && through(mul(g, perFeature(scale, x)), mul(reduceMean(product, axes), scale));
    const again =
      ofNormalised && through(ofNormalised, reduceMean(mul(ofNormalised, normalised), axes));
    // d variance = 2·(x − mean)/count and d deviation = (x − mean)/(deviation·count).
    const spread = sumOf([ofVariance && mul(mul(ofVariance, deviation), 2), ofDeviation]);
    const statistics = sumOf([
      ofMean && perFeature(ofMean, x),
      spread && mul(perFeature(spread, x), normalised),
    ]);
    const share = statistics && div(statistics, elementCount(x, axes));
    // A mean alone is one number a feature, and its share goes to each of the batch.
    const dx = sumOf([main, again, share && (spread ? share : mul(share, onesLike(x)))]);
    return [dx, product && reduceSum(product, axes), g && reduceSum(g, axes)];
  },
};

const inferenceForm: Operator = {
  name: 'BatchNormalization',
  build(graph, inputs, attributes) {
    requireFeatures(inputs[0], ...inputs.slice(1));
    const [x] = inputs;
    return graph.node('BatchNormalization', inputs, attributes, [{ type: x.type, shape: x.shape }]);
  },
  gradient({ inputs: [x, scale, , mean, variance], attributes }, [g]) {
    if (g === null) return [null, null, null, null, null];
    const axes = batchAxes(x);
    const deviation = perFeature(sqrt(add(variance, epsilonOf(attributes))), x);
    const normalised = div(sub(x, perFeature(mean, x)), deviation);
    const dx = div(mul(g, perFeature(scale, x)), deviation);
    return [dx, reduceSum(mul(g, normalised), axes), reduceSum(g, axes), null, null];
  },
};

const defaultEpsilon = 1e-5;

function epsilonOf(attributes: Attributes): number {
  return floatOf(attributes, 'epsilon', defaultEpsilon);
}

function batchAxes({ shape }: Value): number[] {
  return shape.map((_, i) => i).filter(i => i !== 1);
}

/** One number a feature, [d], made to broadcast along the axes behind the features. */
function perFeature(values: Value, x: Value): Value {
  const behind = x.shape.length - 2;
  return behind === 0
    ? values
    : unsqueeze(
        values,
        Array.from({ length: behind }, (_, i) => i + 1),
      );
}

function requireFeatures(x: Value, ...vectors: readonly Value[]): void {
  const fits =
    x.shape.length >= 2 && vectors.every(p => p.shape.length === 1 && p.shape[0] === x.shape[1]);
  if (fits) return;
  throw shapeError(
    'BatchNormalization',
    [x, ...vectors],
    'features on axis 1 and one number for each',
  );
}

/** A normalised batch and what it was normalised by. */
export interface BatchStatistics {
  readonly output: Value;
  /** Mean of each feature over the batch. */
  readonly mean: Value;
  /** Biased variance of each feature over the batch (divided by n). */
  readonly variance: Value;
}

/** What can be set of a normalisation. */
export interface NormalisationOptions {
  /** Added to the variance; > 0, 1e-5 where not given. */
  readonly epsilon?: number;
}

/** The epsilon of a normalisation's options. @throws E_OPTION where it is not above 0 */
export function epsilonIn({ epsilon = defaultEpsilon }: NormalisationOptions): number {
  if (epsilon > 0 && Number.isFinite(epsilon)) return epsilon;
  throw new MingaError('E_OPTION', {
    found: `a normalisation with epsilon ${epsilon}`,
    expected: 'epsilon > 0',
  });
}

/**
 * Batch normalisation by the batch's own statistics: (x − mean) / √(variance + epsilon) · scale +
 * shift, with the biased variance, as PyTorch's BatchNorm1d and BatchNorm2d in training. Its
 * gradient counts what the statistics themselves owe to x.
 *
 * @param x [n, d] or [n, d, …]; `scale` and `shift` [d]
 * @throws E_GRAPH where the shapes do not fit
 * @throws E_OPTION where epsilon is not above 0
 */
export function batchNormTraining(
  x: Value,
  scale: Value,
  shift: Value,
  options: NormalisationOptions = {},
): BatchStatistics {
  const attributes = { epsilon: { float: epsilonIn(options) } };
  const [output, mean, variance] = apply(trainingForm, [x, scale, shift], attributes);
  return { output, mean, variance };
}

/**
 * Batch normalisation by running statistics, as at prediction; these carry no gradient.
 *
 * @param x [n, d] or [n, d, …]; the others [d]
 * @throws E_GRAPH where the shapes do not fit
 * @throws E_OPTION where epsilon is not above 0
 */
export function batchNorm(
  x: Value,
  scale: Value,
  shift: Value,
  mean: Value,
  variance: Value,
  options: NormalisationOptions = {},
): Value {
  const attributes = { epsilon: { float: epsilonIn(options) } };
  return apply(inferenceForm, [x, scale, shift, mean, variance], attributes)[0];
}

export const normalisations: readonly OperatorEntry[] = [
  {
    operator: trainingForm,
    functions: ['batchNormTraining'],
    nodes: ['Add', 'Div', 'Mul', 'ReduceMean', 'Sqrt', 'Sub', 'Unsqueeze'],
    shape: 'that of x; statistics [d]',
    gradient: 'yes',
  },
  {
    operator: inferenceForm,
    functions: ['batchNorm'],
    nodes: ['BatchNormalization'],
    shape: 'that of x',
    gradient: 'yes: not to the running statistics',
  },
];
