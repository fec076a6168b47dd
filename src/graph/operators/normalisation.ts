import { apply, type Operator, shapeError } from '../operator.ts';
import type { Value } from '../value.ts';
import { add, div, mul, square, sub } from './arithmetic.ts';
import { cast, greater, sqrt } from './elementwise.ts';
import { reduceMean, reduceSum } from './shape.ts';

const epsilon = 1e-5;

const trainingForm: Operator = {
  name: 'BatchNormalization (training)',
  build(_, [x, scale, shift]) {
    requireFeatures(x, scale, shift);
    const mean = reduceMean(x, [0]);
    const centred = sub(x, mean);
    const variance = reduceMean(square(centred), [0]);
    const deviation = sqrt(add(variance, epsilon));
    const normalised = div(centred, deviation);
    return [add(mul(normalised, scale), shift), mean, variance, deviation, normalised];
  },
  // Ioffe and Szegedy 2015 (arXiv 1502.03167), section 3, with the batch statistics' own
  // dependence on x folded in: dx = (dn − mean(dn) − n·mean(dn·n)) / deviation.
  gradient({ inputs: [, scale], outputs: [, , , deviation, normalised] }, [g]) {
    if (g === null) return [null, null, null];
    const product = mul(g, normalised);
    const dn = mul(g, scale);
    const meanProduct = mul(reduceMean(product, [0]), scale);
    const residual = sub(sub(dn, reduceMean(dn, [0])), mul(normalised, meanProduct));
    return [div(residual, deviation), reduceSum(product, [0]), reduceSum(g, [0])];
  },
};

const inferenceForm: Operator = {
  name: 'BatchNormalization',
  build(graph, inputs) {
    requireFeatures(inputs[0], ...inputs.slice(1));
    const [x] = inputs;
    const attributes = { epsilon: { float: epsilon } };
    return graph.node('BatchNormalization', inputs, attributes, [{ type: x.type, shape: x.shape }]);
  },
  gradient({ inputs: [x, scale, , mean, variance] }, [g]) {
    if (g === null) return [null, null, null, null, null];
    const deviation = sqrt(add(variance, epsilon));
    const normalised = div(sub(x, mean), deviation);
    const dx = div(mul(g, scale), deviation);
    return [dx, reduceSum(mul(g, normalised), [0]), reduceSum(g, [0]), null, null];
  },
};

const unitRows: Operator = {
  name: 'L2Normalize',
  build(graph, [x]) {
    if (x.shape.length !== 2) throw shapeError('L2Normalize', [x], 'a matrix');
    // A row of zeros stays a row of zeros, as in scikit-learn's normalize.
    const norm = sqrt(reduceSum(square(x), [1], true));
    const [safe] = graph.node('Max', [norm, graph.constant(tiniest, [], x.type)], {}, [norm]);
    return [div(x, safe), safe];
  },
  // dx = (g − y·(g·y)) / ‖x‖. It has no limit at a row of zeros and is taken as 0 there, so that
  // such a row does not flood the others with infinities.
  gradient({ outputs: [y, norm] }, [g]) {
    if (g === null) return [null];
    const along = mul(y, reduceSum(mul(g, y), [1], true));
    const inverse = div(cast(greater(norm, tiniest), norm.type), norm);
    return [mul(sub(g, along), inverse)];
  },
};

const tiniest = 1e-30;

function requireFeatures(x: Value, ...perFeature: readonly Value[]): void {
  const fits =
    x.shape.length === 2 &&
    perFeature.every(p => p.shape.length === 1 && p.shape[0] === x.shape[1]);
  if (!fits)
    throw shapeError('BatchNormalization', [x, ...perFeature], 'a matrix and one number a column');
}

/** A normalised batch and what it was normalised by. */
export interface BatchStatistics {
  readonly output: Value;
  /** Mean of each column over the batch. */
  readonly mean: Value;
  /** Biased variance of each column over the batch (divided by n). */
  readonly variance: Value;
}

/**
 * Batch normalisation by the batch's own statistics: (x − mean) / √(variance + 1e-5) · scale + shift,
 * with the biased variance, as PyTorch's BatchNorm1d in training.
 *
 * @param x [n, d]; `scale` and `shift` [d]
 */
export function batchNormTraining(x: Value, scale: Value, shift: Value): BatchStatistics {
  const [output, mean, variance] = apply(trainingForm, [x, scale, shift]);
  return { output, mean, variance };
}

/** Batch normalisation by running statistics, as at prediction. */
export function batchNorm(
  x: Value,
  scale: Value,
  shift: Value,
  mean: Value,
  variance: Value,
): Value {
  return apply(inferenceForm, [x, scale, shift, mean, variance])[0];
}

/** Each row divided by its Euclidean norm; a row of zeros stays one. */
export function l2Normalize(x: Value): Value {
  return apply(unitRows, [x])[0];
}

export const normalisations: readonly Operator[] = [trainingForm, inferenceForm, unitRows];
