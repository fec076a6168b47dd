import {
  apply,
  type CompositionEntry,
  type Operator,
  type OperatorEntry,
  sameShape,
  shapeError,
} from '../operator.ts';
import type { Value } from '../value.ts';
import { add, div, mul, square, sub, sumOf } from './arithmetic.ts';
import { intOf } from './attributes.ts';
import { axisWithin } from './axes.ts';
import { cast, sqrt } from './elementwise.ts';
import { epsilonIn, type NormalisationOptions } from './normalisation.ts';
import { sumTo } from './pointwise.ts';
import { reduceMean } from './reduction.ts';
import { elementCount, onesLike, reshape, reshapeLike, unsqueeze } from './shape.ts';

const overRows: Operator = {
  name: 'LayerNormalization',
  build(graph, inputs, attributes) {
    const [x, ...weights] = inputs;
    const axis = intOf(attributes, 'axis');
    const rows = { type: x.type, shape: x.shape.slice(axis) };
    if (weights.some(each => !sameShape(each, rows) || each.type !== x.type)) {
      throw shapeError('LayerNormalization', inputs, `weights of shape [${rows.shape.join(', ')}]`);
    }
    const shape = x.shape.map((size, i) => (i < axis ? size : 1));
    // ONNX has these in single precision, whatever the type of x.
    const statistics = { type: 'float32', shape } as const;
    return graph.node('LayerNormalization', inputs, attributes, [x, statistics, statistics]);
  },
  // As in batch normalisation, over the other axes: dx = (dn − mean(dn) − n·mean(dn·n))·inverse.
  gradient({ inputs: [x, scale, shift], outputs, attributes }, [g, ofMean, ofInverse]) {
    const axes = x.shape.map((_, i) => i).slice(intOf(attributes, 'axis'));
    const [mean, inverse] = outputs.slice(1).map(each => cast(each, x.type));
    const normalised = mul(sub(x, mean), inverse);
    // d mean = 1/count and d inverse = −inverse²·n/count.
    const statistics = sumOf([
      ofMean && mul(cast(ofMean, x.type), onesLike(x)),
      ofInverse && mul(mul(cast(ofInverse, x.type), mul(square(inverse), -1)), normalised),
    ]);
    const share = statistics && div(statistics, elementCount(x, axes));
    if (g === null) return [share, null, null];
    const dn = mul(g, scale);
    const residual = sub(
      sub(dn, reduceMean(dn, axes, true)),
      mul(normalised, reduceMean(mul(dn, normalised), axes, true)),
    );
    const dx = sumOf([mul(residual, inverse), share]);
    return [dx, sumTo(mul(g, normalised), scale), shift === undefined ? null : sumTo(g, shift)];
  },
};

/** What can be set of a layer normalisation. */
export interface LayerNormalisationOptions extends NormalisationOptions {
  /** The first of the axes that are normalised over, to the last one; −1 where not given. */
  readonly axis?: number;
}

/**
 * Layer normalisation (Ba, Kiros and Hinton, arXiv 1607.06450): (x − mean) / √(variance + epsilon)
 * · scale + shift, mean and biased variance over the axes from `axis` to the last.
 *
 * @param scale the shape of `x` from `axis` on; `shift` too, or null for none
 * @throws E_GRAPH where the shapes do not fit
 * @throws E_OPTION where epsilon is not above 0
 */
export function layerNormalization(
  x: Value,
  scale: Value,
  shift: Value | null = null,
  options: LayerNormalisationOptions = {},
): Value {
  const axis = axisWithin('LayerNormalization', x, options.axis ?? -1);
  const attributes = { axis: { int: axis }, epsilon: { float: epsilonIn(options) } };
  return apply(overRows, shift === null ? [x, scale] : [x, scale, shift], attributes)[0];
}

/**
 * Root mean square normalisation (Zhang and Sennrich, arXiv 1910.07467): x / √(mean(x²) + epsilon)
 * · scale over the last axis.
 *
 * @param scale [d], the size of the last axis
 * @throws E_GRAPH where the shapes do not fit
 * @throws E_OPTION where epsilon is not above 0
 */
export function rmsNormalization(
  x: Value,
  scale: Value,
  options: NormalisationOptions = {},
): Value {
  const axis = axisWithin('RMSNormalization', x, -1);
  if (scale.shape.length !== 1 || scale.shape[0] !== x.shape[axis]) {
    throw shapeError('RMSNormalization', [x, scale], `a scale of shape [${x.shape[axis]}]`);
  }
  const size = sqrt(add(reduceMean(square(x), [axis], true), epsilonIn(options)));
  return mul(div(x, size), scale);
}

/**
 * Group normalisation (Wu and He, arXiv 1803.08494): the channels in `groups` runs of equal length,
 * each sample's run normalised by its own mean and biased variance, then scale and shift a channel.
 *
 * @param x [n, c, …] with a known c; `scale` and `shift` [c]
 * @throws E_GRAPH where the shapes do not fit or the groups do not divide the channels
 * @throws E_OPTION where epsilon is not above 0
 */
export function groupNormalization(
  x: Value,
  groups: number,
  scale: Value,
  shift: Value,
  options: NormalisationOptions = {},
): Value {
  const [rows, channels] = x.shape;
  const vectors = [scale, shift].every(({ shape }) => shape.length === 1 && shape[0] === channels);
  const divides = Number.isInteger(groups) && groups >= 1 && Number(channels) % groups === 0;
  if (x.shape.length < 2 || !vectors || !divides) {
    throw shapeError('GroupNormalization', [x, scale, shift], `${groups} groups of the channels`);
  }
  const runs = reshape(x, [rows, groups, -1]);
  const centred = sub(runs, reduceMean(runs, [2], true));
  const deviation = sqrt(add(reduceMean(square(centred), [2], true), epsilonIn(options)));
  const normalised = reshapeLike(div(centred, deviation), x);
  const [a, b] = [scale, shift].map(each => behind(each, x.shape.length - 2));
  return add(mul(normalised, a), b);
}

/**
 * Instance normalisation (Ulyanov, Vedaldi and Lempitsky, arXiv 1607.08022): each channel of each
 * sample by its own mean and biased variance, then scale and shift a channel.
 *
 * @param x [n, c, …] with a known c; `scale` and `shift` [c]
 * @throws E_GRAPH where the shapes do not fit
 * @throws E_OPTION where epsilon is not above 0
 */
export function instanceNormalization(
  x: Value,
  scale: Value,
  shift: Value,
  options: NormalisationOptions = {},
): Value {
  return groupNormalization(x, Number(x.shape[1]), scale, shift, options);
}

function behind(values: Value, axes: number): Value {
  return axes === 0
    ? values
    : unsqueeze(
        values,
        Array.from({ length: axes }, (_, i) => i + 1),
      );
}

export const layerNormalisations: readonly OperatorEntry[] = [
  {
    operator: overRows,
    functions: ['layerNormalization'],
    nodes: ['LayerNormalization'],
    shape: 'that of x',
    gradient: 'yes',
  },
];

const groupOperators = ['Reshape', 'ReduceMean', 'Sub', 'Mul', 'Add', 'Sqrt', 'Div', 'Unsqueeze'];

export const normalisationCompositions: readonly CompositionEntry[] = [
  {
    name: 'rmsNormalization',
    formula: 'x / √(mean(x²) + epsilon) · scale over the last axis',
    operators: ['Mul', 'ReduceMean', 'Add', 'Sqrt', 'Div'],
  },
  {
    name: 'groupNormalization',
    formula: 'runs of channels by their own mean and variance',
    operators: groupOperators,
  },
  {
    name: 'instanceNormalization',
    formula: 'channels by their own mean and variance',
    operators: groupOperators,
  },
];
