import { MingaError } from '../errors/index.ts';
import type { AuxiliaryTerm } from './auxiliary.ts';
import {
  add,
  cast,
  concat,
  dropout,
  gemm,
  relu,
  slice,
  transpose,
  unsqueeze,
} from './operators/index.ts';
import { batchNorm, batchNormTraining } from './operators/normalisation.ts';
import type { Value } from './value.ts';

/** How a parameter or statistic starts. */
export type Initial =
  /** Uniform in ±1/√fanIn, PyTorch's start for linear layers. */
  | { readonly kind: 'uniform'; readonly fanIn: number }
  /** Normal with mean 0. */
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'constant'; readonly value: number }
  /** These numbers, row-major: a weight that was trained elsewhere. */
  | { readonly kind: 'given'; readonly data: Float32Array };

/** An array that a network keeps between steps. */
export interface Declaration {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
  /** Parameters are learned; statistics are only carried along. */
  readonly role: 'parameter' | 'statistic';
  /** False where weight decay is to pass a parameter over, whatever the training says. */
  readonly decays?: boolean;
}

/** A dropout layer: its mask has one column a feature. */
export interface Thinning {
  readonly name: string;
  readonly features: number;
  readonly rate: number;
  /** At most one feature of a row is dropped; `rate` is that of each, so their sum is at most 1. */
  readonly exclusive?: boolean;
}

/**
 * What a batch says of a running statistic. Prediction divides by the unbiased variance, training by
 * the biased one, as in PyTorch: a `variance` is multiplied by n/(n − 1) before it is blended in.
 */
export type StatisticKind = 'mean' | 'variance';

/** Where a network's arrays come from while it is being built. */
export interface Scope {
  readonly training: boolean;
  /** The most rows that `x` has at once, where that is known when the graph is built. */
  readonly rows?: number;
  variable(declaration: Declaration): Value;
  /** The mask of a dropout layer, [n, features]; asked for in training only. */
  mask(thinning: Thinning): Value;
  /** Notes a batch's value of a statistic, to be blended in by `momentum`; in training only. */
  observe(name: string, kind: StatisticKind, value: Value): void;
  /** Takes a term of the training loss; in prediction it is left unbuilt. */
  auxiliary(term: AuxiliaryTerm): void;
}

/** The share of the newest batch in a running statistic, PyTorch's default. */
export const momentum = 0.1;

/** The building blocks of networks; the same code builds the training and the prediction form. */
export interface Layers {
  /** x·Wᵀ + b with W [outputs, inputs], as PyTorch keeps it. */
  linear(name: string, x: Value, outputs: number): Value;
  relu(x: Value): Value;
  /** Drops elements of [n, features] in training with probability `rate`, nothing in prediction. */
  dropout(name: string, x: Value, rate: number): Value;
  /** BatchNorm1d: batch statistics in training, running ones (momentum 0.1) in prediction. */
  batchNorm(name: string, x: Value): Value;
  /** A learned array that a layer before has declared, by its name. */
  declared(name: string): Value;
  /** The linear layer of that name once more, on other rows: the same W and b. */
  linearAgain(name: string, x: Value): Value;
  /**
   * In training ones [n, features] with at most one zero a row, each with probability `rate`, drawn
   * anew in every epoch; null in prediction.
   */
  exclusiveMask(name: string, features: number, rate: number): Value | null;
  /**
   * Adds a term to the training loss: other classifiers of the same batch, or what hidden values
   * should be like. Prediction leaves it out, with all layers that it alone uses.
   *
   * @example
   * layers.auxiliary(({ rowLosses }) =>
   *   mul(0.01, reduceMean(rowLosses(layers.linear('extra', hidden, 7)), [0])),
   * );
   */
  auxiliary(term: AuxiliaryTerm): void;
  /** A learned array of its own, for whatever the operators can make of it. */
  parameter(
    name: string,
    shape: readonly number[],
    initial: Initial,
    options?: { readonly decays?: boolean },
  ): Value;
}

/** x·Wᵀ with W [1, inputs], as the first column of a product with two. */
function single(x: Value, weight: Value): Value {
  return slice(gemm(x, concat([weight, weight], 0), { transB: true }), 1, 0, 1);
}

/** x·Wᵀ + b. */
function affine({ rows }: Scope, x: Value, weight: Value, bias: Value): Value {
  const outputs = Number(weight.shape[0]);
  // The runtime splits a product among threads along its longer side, and only rows can be
  // split without summing in another order: a wide product is made on its side, so that
  // training gives the same bits whatever the number of threads. (With the sum between them
  // the runtime does not fuse product and transpose back into the wide product.)
  const wide = rows !== undefined && outputs >= rows;
  // A product with a single column is summed in another order when rows are split unevenly.
  if (outputs === 1) return add(single(x, weight), bias);
  if (!wide) return gemm(x, weight, { transB: true, bias });
  return transpose(add(gemm(weight, x, { transB: true }), unsqueeze(bias, [1])));
}

/** @throws E_GRAPH where there is none of that name */
export function variableNamed(variables: ReadonlyMap<string, Value>, name: string): Value {
  const value = variables.get(name);
  if (value === undefined) throw new MingaError('E_GRAPH', { found: `no variable named ${name}` });
  return value;
}

/** The building blocks over the arrays of `scope`. */
export function layersIn(scope: Scope): Layers {
  const declared = new Map<string, Value>();
  const parameter: Layers['parameter'] = (name, shape, initial, { decays = true } = {}) => {
    const value = scope.variable({ name, shape, initial, role: 'parameter', decays });
    declared.set(name, value);
    return value;
  };
  const statistic = (name: string, size: number, value: number) =>
    scope.variable({
      name,
      shape: [size],
      initial: { kind: 'constant', value },
      role: 'statistic',
    });

  return {
    linear(name, x, outputs) {
      const fanIn = Number(x.shape[1]);
      const weight = parameter(`${name}.weight`, [outputs, fanIn], { kind: 'uniform', fanIn });
      const bias = parameter(`${name}.bias`, [outputs], { kind: 'uniform', fanIn });
      return affine(scope, x, weight, bias);
    },
    declared: name => variableNamed(declared, name),
    linearAgain(name, x) {
      const weight = variableNamed(declared, `${name}.weight`);
      return affine(scope, x, weight, variableNamed(declared, `${name}.bias`));
    },
    exclusiveMask(name, features, rate) {
      if (!scope.training || rate === 0) return null;
      return cast(scope.mask({ name, features, rate, exclusive: true }), 'float32');
    },
    auxiliary: term => {
      if (scope.training) scope.auxiliary(term);
    },
    relu,
    dropout(name, x, rate) {
      if (!scope.training || rate === 0) return x;
      return dropout(x, scope.mask({ name, features: Number(x.shape[1]), rate }), rate);
    },
    batchNorm(name, x) {
      const features = Number(x.shape[1]);
      const scale = parameter(`${name}.weight`, [features], { kind: 'constant', value: 1 });
      const shift = parameter(`${name}.bias`, [features], { kind: 'constant', value: 0 });
      const mean = statistic(`${name}.runningMean`, features, 0);
      const variance = statistic(`${name}.runningVariance`, features, 1);
      if (!scope.training) return batchNorm(x, scale, shift, mean, variance);
      const batch = batchNormTraining(x, scale, shift);
      scope.observe(`${name}.runningMean`, 'mean', batch.mean);
      scope.observe(`${name}.runningVariance`, 'variance', batch.variance);
      return batch.output;
    },
    parameter,
  };
}
